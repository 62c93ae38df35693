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
  /// - Throws: A sentence where something cannot be written, or where two others would be in the way.
  func install(_ script: HookScript) throws(Problem) -> Outcome {
    let file = "\(path)/\(script.kind.rawValue)"
    let previous = file + HookScript.previousSuffix
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let isForeign = exists(file) && !isOurs(file)
      if isForeign {
        guard !exists(previous) else { throw Self.inTheWay(file, previous) }
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
      let text = try? String(contentsOfFile: file, encoding: .utf8)
    else { return false }
    return text.split(separator: "\n").prefix(2).contains { $0.hasPrefix(HookScript.mark) }
  }

  private static func inTheWay(_ file: String, _ previous: String) -> Problem {
    Problem("\(file) and \(previous) are both there; join them or move one, then install again.")
  }
}
