import Findings

/// Reads the ignore files that a walk needs, each once.
struct IgnoreLoader: Sendable {
  /// The most bytes that an ignore file may have.
  static let largestFile = 1 << 20

  private let user: GitUser
  private let root: Root
  /// The files that could not be used, to be reported by whoever asked for them.
  private var problems: [ArtifactRecord] = []
  private var reported: Set<SystemPath> = []
  private var userList: IgnoreList?
  // Nil is a directory outside of any work tree.
  private var scopes: [SystemPath: IgnoreScope?] = [:]

  init(user: GitUser, root: Root) {
    self.user = user
    self.root = root
  }

  /// Hands over the problems that are not yet reported and whose paths are absolute, or are not.
  mutating func takeProblems(absolute: Bool) -> [ArtifactRecord] {
    guard !problems.isEmpty else { return [] }
    defer { problems.removeAll { $0.path.isAbsolute == absolute } }
    return problems.filter { $0.path.isAbsolute == absolute }
  }

  /// What holds for the entries of a directory, or nil where it lies in no work tree.
  ///
  /// The answer is kept, so that asking for many directories reads no file twice.
  mutating func scope(of directory: SystemPath) -> IgnoreScope? {
    if let known = scopes[directory] { return known }
    var scope: IgnoreScope?
    if !directory.isGitStore {
      scope = directory.parent.flatMap { self.scope(of: $0) }
      scope = self.scope(of: directory, below: scope, mayBeTop: true, mayHaveFile: true)
    }
    scopes[directory] = .some(scope)
    return scope
  }

  /// What holds for the entries of a directory whose parent's scope is known.
  ///
  /// - Parameters:
  ///   - directory: The directory.
  ///   - outer: The scope of the directory that holds it.
  ///   - mayBeTop: True where it has an entry `.git`.
  ///   - mayHaveFile: True where it has an entry `.gitignore`.
  /// - Returns: The scope, or nil outside of any work tree.
  mutating func scope(
    of directory: SystemPath, below outer: IgnoreScope?, mayBeTop: Bool, mayHaveFile: Bool
  ) -> IgnoreScope? {
    var scope = outer
    if mayBeTop, let git = GitDirectory(in: directory) { scope = topScope(of: directory, git) }
    guard let scope, mayHaveFile else { return scope }
    let file = directory.appending(".gitignore")
    return scope.adding(list(of: file, followsLinks: false), at: directory)
  }

  /// A repository starts anew, whatever repository it lies in.
  private mutating func topScope(of top: SystemPath, _ git: GitDirectory) -> IgnoreScope {
    let scope = IgnoreScope().adding(userPatterns(), at: top)
    guard let file = git.common?.appending("info/exclude") else { return scope }
    return scope.adding(list(of: file, followsLinks: true), at: top)
  }

  private mutating func userPatterns() -> IgnoreList {
    if let userList { return userList }
    let list = excludesFile().map { self.list(of: $0, followsLinks: true) } ?? IgnoreList([])
    userList = list
    return list
  }

  private mutating func excludesFile() -> SystemPath? {
    var value: [UInt8]?
    for file in user.configurationFiles {
      let text = text(of: file, followsLinks: true)
      value = GitConfiguration.value(in: text, section: "core", name: "excludesfile") ?? value
    }
    guard let value else { return user.defaultExcludesFile }
    return user.path(of: value).map { root.currentDirectory.appending($0) }
  }

  private mutating func list(of file: SystemPath, followsLinks: Bool) -> IgnoreList {
    IgnoreList(text: text(of: file, followsLinks: followsLinks))
  }

  private mutating func text(of file: SystemPath, followsLinks: Bool) -> [UInt8] {
    do throws(SystemFailure) {
      switch try SmallFile(file, limit: Self.largestFile, followsLinks: followsLinks) {
      case .text(let text): return text
      case .absent: return []
      case .tooLarge:
        report(file, "it is larger than 1 MiB, so that nothing is ignored for its sake")
      }
    } catch {
      report(file, "\(error), so that nothing is ignored for its sake")
    }
    return []
  }

  private mutating func report(_ file: SystemPath, _ reason: String) {
    guard reported.insert(file).inserted else { return }
    problems.append(ArtifactRecord(path: root.path(ofResolved: file), status: .failed(reason)))
  }
}
