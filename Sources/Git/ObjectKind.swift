/// The kinds of objects, by the words that git has for them.
enum ObjectKind: String {
  case commit
  case tree
  case blob
  case tag

  /// The kind by the number that stands for it in a pack.
  init?(number: UInt8) {
    let kinds: [ObjectKind] = [.commit, .tree, .blob, .tag]
    guard (1...4).contains(number) else { return nil }
    self = kinds[Int(number) - 1]
  }
}
