/// The objects of a repository that stand in files of their own, as those do that were just added.
///
/// To read one takes a fraction of what it takes to start git. Whatever is unusual is left to git.
struct LooseObjects: ~Copyable {
  private let folder: [UInt8]
  private var inflater = Inflater()

  /// The most bytes that an object has that is read here, with its header and without.
  private static let largest = 1 << 20

  /// Takes a repository; objects that it borrows from others are left to git.
  init(of repository: GitRepository) { folder = repository.objectFolder }

  /// The content of a blob, as much of it checked as git checks: that it can be inflated, and its size.
  ///
  /// - Returns: Its bytes, or nil where it is not a file of its own, large, damaged or no blob.
  mutating func blob(_ id: ObjectID) -> [UInt8]? {
    let place = [folder, Array(id.digits.prefix(2)), Array(id.digits.dropFirst(2))]
    guard let file = PipeEnd(reading: Array(place.joined(separator: [UInt8(ascii: "/")]))),
      (1...Self.largest).contains(file.size),
      let object = inflater.inflate(file.read(file.size, at: 0).span, atMost: Self.largest)
    else { return nil }
    return Self.content(of: object)
  }

  /// What follows the header of a blob: `blob SIZE` and a NUL.
  private static func content(of object: [UInt8]) -> [UInt8]? {
    guard object.starts(with: "blob ".utf8), let end = object.firstIndex(of: 0) else { return nil }
    let size = String(decoding: object["blob ".utf8.count..<end], as: UTF8.self)
    let content = object[(end + 1)...]
    return Int(size) == content.count ? Array(content) : nil
  }
}
