/// How git is run: so that it reads a repository, and runs nothing that the repository names.
///
/// A repository's own configuration can name programs (a file system monitor, hooks, filters, drivers
/// of diff, what opens a connection). Each is switched off here, or by the options of the commands.
public struct GitProgram: Hashable, Sendable {
  /// Which repository is meant.
  public enum Place: Hashable, Sendable {
    /// The one of the current directory, as the environment describes it: in a hook git says there
    /// where the index is, and where new objects are.
    case current
    /// The one that holds a directory, whatever the environment says.
    case directory([UInt8])
    /// The one that is a directory, as a bare one is.
    case bare([UInt8])
  }

  /// Where the repository is.
  public let place: Place

  /// True where only the place of hooks is asked for, which must not be covered then.
  private let readsHooksPath: Bool

  /// Takes the place of a repository.
  public init(at place: Place) { self.init(at: place, readsHooksPath: false) }

  /// Takes a directory of the repository, or nil where none is named.
  ///
  /// A bare repository has to be named: a folder of what is scanned may be one that somebody put there.
  public init(in directory: [UInt8]?) {
    guard let directory else {
      self.init(at: .current)
      return
    }
    let isOther = directory != [UInt8(ascii: ".")]
    if isOther || !PipeEnd.isSet("GIT_DIR"), Self.isBare(directory) {
      self.init(at: .bare(directory))
    } else {
      self.init(at: isOther ? .directory(directory) : .current)
    }
  }

  /// True where a directory is laid out as a repository, and is not the work tree of another one, as git
  /// tells them apart: anybody can put such files into a work tree.
  private static func isBare(_ directory: [UInt8]) -> Bool {
    let holds = { (name: String) in PipeEnd(reading: directory + Array("/\(name)".utf8)) != nil }
    return !holds(".git") && ["HEAD", "objects", "refs"].allSatisfy(holds)
  }

  init(at place: Place, readsHooksPath: Bool) {
    self.place = place
    self.readsHooksPath = readsHooksPath
  }

  /// What git is started with, its name first.
  func arguments(_ command: [String]) -> [[UInt8]] {
    let hooks = readsHooksPath ? [] : ["core.hooksPath=/dev/null"]
    let settings = (Self.settings + hooks).flatMap { ["-c", $0] }
    let options = ["git", "--no-pager", "--no-optional-locks"] + settings
    return options.map { Array($0.utf8) } + placing + command.map { Array($0.utf8) }
  }

  private var placing: [[UInt8]] {
    switch place {
    case .current: []
    case .directory(let path): [Array("-C".utf8), path]
    case .bare(let path): [Array("--git-dir=".utf8) + path]
    }
  }

  /// What wins over every configuration of the repository.
  private static let settings = [
    "core.fsmonitor=false",
    // It says of each commit what its parents are, and nobody checks whether it is true.
    "core.commitGraph=false",
    // A bare repository in a folder of the scanned one is not taken for the scanned one.
    "safe.bareRepository=explicit",
    "advice.graftFileDeprecated=false", "diff.suppressBlankEmpty=false", "submodule.recurse=false",
  ]

  /// What the environment of every command says.
  let addedEnvironment = [
    // What the second says, no configuration of the repository allows again; not every git knows the first.
    "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0",
    // A ref that leads to nothing is not passed over, as git did before 2.34.
    "GIT_REF_PARANOIA=1",
    // What is scanned is the object that was asked for, not what stands in for it in this clone.
    "GIT_NO_REPLACE_OBJECTS=1",
    // Nor are parents what a file beside the objects says they are.
    "GIT_GRAFT_FILE=/dev/null",
    "LC_ALL=C",
  ]

  /// What the environment of a command does not say.
  var droppedEnvironment: [String] {
    let own = addedEnvironment.map { String($0.prefix { $0 != "=" }) }
    let always = ["GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_PAGER"]
    return own + always + (place == .current ? [] : Self.localVariables)
  }

  /// What `git rev-parse --local-env-vars` lists: it describes another repository than the one that
  /// was named.
  static let localVariables = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE",
    "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR",
    "GIT_INTERNAL_SUPER_PREFIX",
  ]
}
