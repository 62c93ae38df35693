#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The folder that git takes a repository's hooks from.
struct HookFolder {
  let path: String

  /// What became of a hook.
  enum Outcome: Equatable {
    case written
    /// Another hook was there, and is kept under this name.
    case writtenBefore(String)
  }

  /// Puts a hook into the folder, and keeps the one that is there.
  ///
  /// - Throws: A sentence where something cannot be written, or where the one that is there cannot be kept.
  func install(_ script: HookScript) throws(Problem) -> Outcome {
    let file = "\(path)/\(script.kind.rawValue)"
    let previous = file + HookScript.previousSuffix
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let isForeign = exists(file) && !isOurs(file)
      if isForeign {
        guard !exists(previous) else { throw Self.inTheWay(file, previous) }
        guard !asksForItsName(file) else { throw Self.bound(file, to: script.kind) }
        try FileManager.default.moveItem(atPath: file, toPath: previous)
      }
      try write(script.text, to: file)
      return isForeign ? .writtenBefore(previous) : .written
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem("\(file): the hook cannot be written; check the rights of its folder.")
    }
  }

  /// Writes the file beside its place and moves it there, so that git never runs half of it.
  private func write(_ text: String, to file: String) throws {
    let whole = "\(file).pleolint-\(UInt32.random(in: 0...UInt32.max))"
    try Data(text.utf8).write(to: URL(filePath: whole))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: whole)
    if exists(file) { try FileManager.default.removeItem(atPath: file) }
    try FileManager.default.moveItem(atPath: whole, toPath: file)
  }

  /// True where something has the name, also a link that leads nowhere.
  private func exists(_ file: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: file)) != nil
  }

  private func isOurs(_ file: String) -> Bool {
    guard (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) == nil,
      let text = text(of: file)
    else { return false }
    return text.split(separator: "\n").prefix(2).contains { $0.hasPrefix(HookScript.mark) }
  }

  /// True where a hook asks by which name it is run: under another it would do something else, or nothing.
  private func asksForItsName(_ file: String) -> Bool {
    guard let text = text(of: file) else { return false }
    // Each hook of husky's is a line that runs one of these.
    let others = ["h", "husky.sh"].filter { text.contains("/\($0)\"") }
    return ([text] + others.compactMap { self.text(of: "\(path)/\($0)") }).contains { text in
      text.contains("basename") || text.contains("##*/")
    }
  }

  private func text(of file: String) -> String? {
    try? String(contentsOfFile: file, encoding: .utf8)
  }

  private static func bound(_ file: String, to kind: HookScript.Kind) -> Problem {
    let line = "pleolint hook \(kind.rawValue) \"$@\""
    return Problem(
      "\(file) asks by which name it is run, so that it cannot be kept under another; add the line"
        + " '\(line)' to what it runs (with husky, to .husky/\(kind.rawValue)).")
  }

  private static func inTheWay(_ file: String, _ previous: String) -> Problem {
    Problem("\(file) and \(previous) are both there; join them or move one, then install again.")
  }
}
