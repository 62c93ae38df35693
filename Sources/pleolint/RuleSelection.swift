internal import Crypto
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Rules
internal import Scanning

/// Which rules run, and whose findings are wanted.
struct RuleSelection {
  /// Rule files to add, and folders of them.
  var ruleFiles: [String] = []
  /// IDs of the only rules to report, lists with commas among them; none means all.
  var only: [String] = []
  /// IDs of the rules not to report, lists with commas among them.
  var skip: [String] = []

  /// All rules of the run as a configuration sets them, and what identifies both.
  func ruleSet(_ settings: PleoSettings?) throws -> (rules: RuleSet, digest: String) {
    let (rules, digest) = try ruleSet()
    guard let settings, settings != rules.defaults else { return (rules, digest) }
    var hash = SHA256()
    hash.update(data: Array("\(digest)\n\(settings.text)".utf8))
    return (try rules.with(settings), Hexadecimal.digits(of: Array(hash.finalize())))
  }

  /// All rules of the run, the added ones proved to compile.
  func ruleSet() throws -> (rules: RuleSet, digest: String) {
    guard !ruleFiles.isEmpty else { return (.builtIn, RuleSet.builtInDigest) }
    var files: [RuleFile] = []
    var hash = SHA256()
    hash.update(data: Array(RuleSet.builtInDigest.utf8))
    for path in try ruleFiles.flatMap(RuleSources.paths) {
      let text = try RuleSources.text(of: path)
      hash.update(data: Array("\(path)\n\(text)".utf8))
      files.append(try RuleFile(text, name: path))
    }
    let set = try RuleSet(extending: .builtIn, with: files)
    try Detector.check(set, besides: .builtIn)
    return (set, Hexadecimal.digits(of: Array(hash.finalize())))
  }

  /// The rules of a set whose findings are wanted, never none.
  func wanted(in set: RuleSet) throws(Problem) -> Set<RuleID> {
    let only = try ids(self.only, in: set, flag: "--only")
    let skipped = try ids(skip, in: set, flag: "--skip")
    let all = Set(set.rules.map(\.id))
    let wanted = (only.isEmpty ? all : only).subtracting(skipped)
    guard !wanted.isEmpty else {
      throw Problem("--only and --skip leave no rule; name at least one to run.")
    }
    return wanted
  }

  private func ids(_ lists: [String], in set: RuleSet, flag: String) throws(Problem) -> Set<RuleID>
  {
    var ids: Set<RuleID> = []
    for name in lists.flatMap({ $0.split(separator: ",") }).map(String.init) {
      guard let id = RuleID(rawValue: name), set[id] != nil else {
        throw Problem.unknownRule(name, in: set, flag: flag)
      }
      ids.insert(id)
    }
    return ids
  }
}

extension Problem {
  /// An ID that no rule has.
  static func unknownRule(_ name: String, in set: RuleSet, flag: String) -> Problem {
    let nearest = nearestName(to: name, among: set.rules.map(\.id.rawValue))
    let hint = nearest.map { "did you mean \"\($0)\"?" } ?? "`pleolint rules list` prints them all."
    return Problem("\(flag): there is no rule \"\(name)\"; \(hint)")
  }
}

/// Rule files on disk.
enum RuleSources {
  /// A file itself, or the `.toml` files of a folder, in order of name.
  static func paths(_ path: String) throws(Problem) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Problem("\(path): there is no such rule file; name a .toml file or a folder of them.")
    }
    guard isFolder else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let files = names.filter { $0.hasSuffix(".toml") }.sorted().map { "\(path)/\($0)" }
    guard !files.isEmpty else {
      throw Problem("\(path): the folder holds no .toml file; name one that does.")
    }
    return files
  }

  /// The text of a rule file.
  static func text(of path: String) throws(Problem) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Problem(
        "\(path): the rule file cannot be read as UTF-8; check its rights and encoding.")
    }
  }
}
