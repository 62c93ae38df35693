extension GitRepository {
  /// The repository of the current directory, where nothing is left for git to decide; nil where it has to be
  /// asked.
  ///
  /// To start git takes as long as to check a small change. A hook runs at the top of a work tree, and in most
  /// of them git has no choice (gitrepository-layout(5), git(1), and "core.worktree" in git-config(1)): there is a
  /// `.git` of the usual kind that belongs to the user, and neither the environment nor a line of its configuration
  /// can put anything elsewhere.
  static func known(to program: GitProgram) -> GitRepository? {
    guard program.place == .current, !deciding.contains(where: PipeEnd.isSet) else { return nil }
    return PipeEnd.currentDirectory.flatMap { GitRepository(laidOutAt: $0, for: program) }
  }

  /// The same of a directory, whatever the environment says.
  init?(laidOutAt top: [UInt8], for program: GitProgram) {
    let directory = top + Array("/.git".utf8)
    guard Self.isUsual(directory) else { return nil }
    self.init(
      program: program, top: top, directory: directory, commonDirectory: directory,
      objectFolder: directory + Array("/objects".utf8), usesSHA256: false)
  }

  /// The variables that put something elsewhere, or hold a configuration: of those that describe a repository, all
  /// but what git tells every hook.
  private static let deciding = GitProgram.localVariables.filter {
    !["GIT_INDEX_FILE", "GIT_PREFIX"].contains($0)
  }

  /// True for a directory that git takes for a repository, none of whose parts lie elsewhere.
  private static func isUsual(_ directory: [UInt8]) -> Bool {
    let file = { (name: String) in PipeEnd(reading: directory + Array("/\(name)".utf8)) }
    let folder = { (name: String) in PipeEnd(folder: directory + Array("\(name)".utf8)) != nil }
    // Those with a dot behind have to be entered, as git does.
    guard ["", "/objects", "/objects/.", "/refs", "/refs/."].allSatisfy(folder),
      // Another one's, git opens only where its user trusts them.
      ["", "/.."].allSatisfy({ PipeEnd(folder: directory + Array($0.utf8))?.isOwn == true }),
      file("commondir") == nil, let head = file("HEAD")?.content(),
      // Usual ones have a few hundred bytes.
      let configuration = file("config")?.content(atMost: 64 << 10)
    else { return false }
    return isHead(head) && isUsual(configuration: configuration)
  }

  /// True for what stands in a `HEAD`: the name of a branch, or of a commit.
  private static func isHead(_ content: [UInt8]) -> Bool {
    content.starts(with: "ref: refs/".utf8) || ObjectID(content.dropLast()) != nil
  }

  /// True where no line can name a work tree, an extension or another file, and none says that there is no work
  /// tree, or names another format than the first.
  private static func isUsual(configuration: [UInt8]) -> Bool {
    let text = configuration.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      .map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    return ["worktree", "extensions", "include"].allSatisfy { count(of: $0, in: text) == 0 }
      && ["bare=false", "repositoryformatversion=0"].allSatisfy { line in
        let name = String(line.prefix { $0 != "=" })
        return count(of: name, in: text) == count(of: "\n\(line)\n", in: text)
      }
  }

  private static func count(of word: String, in text: [UInt8]) -> Int {
    let word = Array(word.utf8)
    // Of what is long, a first look at one byte leaves little.
    return text.indices.count { text[$0] == word[0] && text[$0...].starts(with: word) }
  }
}
