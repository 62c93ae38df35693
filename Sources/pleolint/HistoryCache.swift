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
/// It holds no secret: hashes of the names and paths of objects in which nothing was found, and the names and
/// paths of the others, which are read again. Whoever can write to the directory decides what is read.
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
  }

  /// The first 16 bytes of a SHA-256.
  struct Mark: Hashable, Sendable {
    let first: UInt64
    let second: UInt64
  }

  private static let markSize = 16
  private static let digestSize = 32

  private let file: String
  let content: Content?
  private let clean: Set<Mark>
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
    complaint = data != nil && parts == nil ? "the cache \(file) is damaged and not used" : nil
  }

  /// True where nothing was found in an object at any of its paths.
  func knows(_ object: HistoryObject) -> Bool {
    !clean.isEmpty && clean.contains(Self.mark(of: object))
  }

  /// Writes what a scan came to, in one step.
  ///
  /// - Throws: `Problem` where it cannot be written.
  func write(_ content: Content, clean marks: Set<Mark>) throws(Problem) {
    do {
      var bytes = Array(try JSONEncoder().encode(content)) + [UInt8(ascii: "\n")]
      for mark in marks.union(clean) {
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

  /// Reads a file: a line of JSON, marks, and the SHA-256 of both.
  private static func parts(_ bytes: [UInt8]) -> (content: Content, clean: Set<Mark>)? {
    let body = bytes.dropLast(digestSize)
    guard bytes.count > digestSize,
      SHA256.hash(data: Array(body)).elementsEqual(bytes.suffix(digestSize)),
      let end = body.firstIndex(of: UInt8(ascii: "\n")),
      let content = try? JSONDecoder().decode(Content.self, from: Data(body[..<end]))
    else { return nil }
    let marks = body[(end + 1)...]
    guard marks.count % markSize == 0 else { return nil }
    var clean: Set<Mark> = []
    for start in stride(from: marks.startIndex, to: marks.endIndex, by: markSize) {
      clean.insert(
        Mark(first: word(marks[start..<start + 8]), second: word(marks[start + 8..<start + 16])))
    }
    return (content, clean)
  }
}
