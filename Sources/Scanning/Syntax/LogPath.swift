internal import Findings

/// Whether a path says that it holds a log: see the catalogue's "Log".
enum LogPath {
  private static let folders: [StaticBytes] = ["log", "logs"]
  private static let ending: StaticBytes = ".log"
  /// What stands in all of them.
  private static let word: StaticBytes = "log"

  // Asked of every file of a tree, so that it makes no list of the path's parts.
  static func holds(for path: ArtifactPath) -> Bool {
    let slash = UInt8(ascii: "/")
    let text = path.bytes.span
    guard mayStand(in: text) else { return false }
    var end = text.count
    while end > 0, text[end - 1] == slash { end -= 1 }
    var name = 0..<end
    for offset in 0..<end where text[offset] == slash {
      if isFolder(name.lowerBound..<offset, text) { return true }
      name = offset + 1..<end
    }
    return isName(name, text)
  }

  /// True for `app.log`, `app.log.1`, `app.log-20260101`, not for `app.logic.ts`.
  private static func isName(_ name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let path = text.extracting(0..<name.upperBound)
    guard let dot = name.first(where: { path.isWritten(ending, at: $0) }) else { return false }
    let rest = dot + ending.bytes.count..<name.upperBound
    guard let next = path.byte(rest.lowerBound) else { return true }
    if next < 0x80 { return !next.isLetter }
    return String(decoding: path.array(rest), as: UTF8.self).first.map { !$0.isLetter } ?? true
  }

  private static func isFolder(_ part: Range<Int>, _ text: Span<UInt8>) -> Bool {
    folders.contains { $0.bytes.count == part.count && text.isWritten($0, at: part.lowerBound) }
  }

  /// False where no `log` stands in a path, in any case.
  ///
  /// One byte of three is looked at: of each three side by side that are the word, it is one.
  private static func mayStand(in path: Span<UInt8>) -> Bool {
    for offset in stride(from: 2, to: path.count, by: 3) {
      switch path[offset] | 0x20 {
      case UInt8(ascii: "l"), UInt8(ascii: "o"), UInt8(ascii: "g"):
        for start in offset - 2...offset where path.isWritten(word, at: start) { return true }
      default: continue
      }
    }
    return false
  }
}
