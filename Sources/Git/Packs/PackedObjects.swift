/// The objects of a history that stand in the packs of its repository.
public struct PackedObjects: Sendable {
  /// Each family once, in the order of the packs.
  public private(set) var families: [PackFamily] = []
  /// For each object of the history, whether it is in a family.
  public private(set) var isMet: [Bool]
  let forests: [PackForest]
  let repository: GitRepository

  /// Opens the packs, those of other repositories that this one borrows from left out.
  ///
  /// A pack that is not understood is left to git, as are objects that stand in none.
  ///
  /// - Parameters:
  ///   - history: The history.
  ///   - isWanted: Whether an object of a number is to be read.
  public init(of history: History, where isWanted: (Int) -> Bool) {
    var isMet = [Bool](repeating: false, count: history.count)
    var forests: [PackForest] = []
    for path in history.repository.packs() {
      let forest = Self.forest(path, nameWidth: history.repository.nameWidth) { name in
        guard let number = history.number(of: name), !isMet[number], isWanted(number) else {
          return nil
        }
        isMet[number] = true
        return UInt32(number)
      }
      if let forest { forests.append(forest) }
    }
    self.isMet = isMet
    self.forests = forests
    repository = history.repository
    families = forests.indices.flatMap { pack in
      forests[pack].roots.map { PackFamily(pack: pack, root: $0) }
    }
  }

  /// The largest index that is read, in bytes: that of some 30 million objects.
  private static let largestIndex = 1 << 30

  private static func forest(
    _ path: [UInt8], nameWidth: Int, number: (borrowing Span<UInt8>) -> UInt32?
  ) -> PackForest? {
    guard let text = PipeEnd(reading: path + Array(".idx".utf8)), text.size <= largestIndex,
      let index = PackIndex(text.read(text.size, at: 0), nameWidth: nameWidth),
      let file = PackFile(path + Array(".pack".utf8), hash: index.packHash, count: index.count)
    else { return nil }
    return PackForest(file, index, nameWidth: nameWidth, number: number)
  }
}
