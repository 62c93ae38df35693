internal import Crypto
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Git

/// What an earlier scan of a history found to be clean, in one file of a directory.
///
/// It holds no secret: the names of all objects, hashes of the names and paths of those in which nothing was
/// found, and the paths of the others, which are read again. Whoever can write to the directory decides what is read.
struct HistoryCache: Sendable {
  /// What a scan left behind, beside the hashes.
  struct Content: Codable, Sendable {
    /// What was not read, by rule.
    struct Skip: Codable, Sendable {
      let path: [UInt8]
      let reason: String
    }

    /// A hash of what refs and reflogs named.
    let tips: String
    /// The objects in which something was found.
    let outline: HistoryOutline
    let skips: [Skip]
    /// How many objects there were in all.
    let count: Int
    /// How many of the marks are names; the others are those of what was clean.
    var nameCount = 0
  }

  /// The first 16 bytes of a hash.
  struct Mark: Hashable, Sendable {
    let first: UInt64
    let second: UInt64
  }

  private static let markSize = 16
  private static let digestSize = 32

  private let file: String
  let content: Content?
  private let clean: Set<Mark>
  /// The names of all objects that there were.
  private let names: Set<Mark>
  /// Why there was a file that is not used.
  let complaint: String?

  /// Opens the cache of a repository in a directory.
  ///
  /// - Parameters:
  ///   - folder: The directory, made where it is not there.
  ///   - conditions: All that what is found depends on, beside the content.
  /// - Throws: `Problem` where the directory cannot be made.
  init(in folder: String, _ conditions: [String]) throws(Problem) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Problem(
        "\(folder): the directory of the cache cannot be made; check its path and rights.")
    }
    let name = SHA256.hash(data: Array(conditions.joined(separator: "\0").utf8))
    file = "\(folder)/history-\(Hexadecimal.digits(of: Array(name))).cache"
    let data = FileManager.default.contents(atPath: file).map(Array.init)
    let parts = data.flatMap(Self.parts)
    content = parts?.content
    clean = parts?.clean ?? []
    names = parts?.names ?? []
    complaint = data != nil && parts == nil ? "the cache \(file) is damaged and not used" : nil
  }

  /// True where nothing was found in an object at any of its paths.
  func knows(_ object: HistoryObject) -> Bool {
    !clean.isEmpty && clean.contains(Self.mark(of: object))
  }

  /// True where there was an object the last time, whatever was found in it.
  func held(_ id: ObjectID) -> Bool { names.contains(Self.mark(of: id)) }

  private static func mark(of id: ObjectID) -> Mark {
    let words = id.words
    return Mark(first: words.0, second: words.1)
  }

  /// Writes what a scan came to, in one step.
  ///
  /// - Parameters:
  ///   - content: What there is beside marks.
  ///   - marks: Those of what was found to be clean.
  ///   - ids: The names of the objects.
  ///   - isGrowth: True where they are beside those of the last time.
  /// - Throws: `Problem` where it cannot be written.
  func write(
    _ content: Content, clean marks: Set<Mark>, names ids: [ObjectID], isGrowth: Bool
  ) throws(Problem) {
    do {
      let names = Set(ids.map(Self.mark)).union(isGrowth ? self.names : [])
      var content = content
      content.nameCount = names.count
      var bytes = Array(try JSONEncoder().encode(content)) + [UInt8(ascii: "\n")]
      for mark in Array(names) + marks.union(clean) {
        for word in [mark.first, mark.second] {
          append(word, to: &bytes)
        }
      }
      bytes += Array(SHA256.hash(data: bytes))
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw Problem(
        "\(file): the cache cannot be written; check its rights and the space that is left.")
    }
  }

  /// What an object is known by, with all of its paths: rules depend on them.
  static func mark(of object: HistoryObject) -> Mark {
    var hash = SHA256()
    hash.update(data: Array(object.id.description.utf8))
    for path in object.paths { hash.update(data: [0] + path.bytes) }
    let bytes = Array(hash.finalize())
    return Mark(first: word(bytes[0..<8]), second: word(bytes[8..<16]))
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  /// Reads a file: a line of JSON, names, marks, and the SHA-256 of all.
  private static func parts(
    _ bytes: [UInt8]
  ) -> (content: Content, clean: Set<Mark>, names: Set<Mark>)? {
    let body = bytes.dropLast(digestSize)
    guard bytes.count > digestSize,
      SHA256.hash(data: Array(body)).elementsEqual(bytes.suffix(digestSize)),
      let end = body.firstIndex(of: UInt8(ascii: "\n")),
      let content = try? JSONDecoder().decode(Content.self, from: Data(body[..<end]))
    else { return nil }
    let all = body[(end + 1)...]
    guard all.count % markSize == 0, content.nameCount >= 0,
      content.nameCount <= all.count / markSize
    else { return nil }
    let middle = all.startIndex + content.nameCount * markSize
    return (content, marks(all[middle...]), marks(all[..<middle]))
  }

  private static func marks(_ bytes: ArraySlice<UInt8>) -> Set<Mark> {
    var marks = Set<Mark>(minimumCapacity: bytes.count / markSize)
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: markSize) {
      marks.insert(
        Mark(first: word(bytes[start..<start + 8]), second: word(bytes[start + 8..<start + 16])))
    }
    return marks
  }
}
