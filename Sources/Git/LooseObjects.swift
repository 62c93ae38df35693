/// The objects of a repository that stand in files of their own, as those do that were just added.
///
/// To read one takes a fraction of what it takes to start git. Whatever is unusual is left to git.
struct LooseObjects: ~Copyable {
  private let folder: [UInt8]
  private var inflater = Inflater()

  /// The most bytes that an object has that is read here, with its header and without.
  static let largest = 1 << 20

  /// Takes a repository; objects that it borrows from others are left to git.
  init(of repository: GitRepository) { folder = repository.objectFolder }

  /// The content of an object, as much of it checked as git checks: that it can be inflated, and its size.
  ///
  /// - Returns: Its bytes, or nil where it is not a file of its own, large, damaged or of another kind.
  mutating func content(of id: ObjectID, _ kind: ObjectKind) -> [UInt8]? {
    let place = [folder, Array(id.digits.prefix(2)), Array(id.digits.dropFirst(2))]
    guard let file = PipeEnd(reading: Array(place.joined(separator: [UInt8(ascii: "/")]))),
      let packed = file.content(atMost: Self.largest),
      let object = inflater.inflate(packed.span, atMost: Self.largest)
    else { return nil }
    return Self.content(of: object, kind)
  }

  /// What follows the header of an object: `KIND SIZE` and a NUL.
  private static func content(of object: [UInt8], _ kind: ObjectKind) -> [UInt8]? {
    var rest = object[...]
    guard let word = rest.take(upTo: UInt8(ascii: " ")), word.elementsEqual(kind.rawValue.utf8),
      let digits = rest.take(upTo: 0),
      Int(String(decoding: digits, as: UTF8.self)) == rest.count
    else { return nil }
    return Array(rest)
  }
}
