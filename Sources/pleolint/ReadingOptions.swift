internal import ArgumentParser
internal import Artifacts
internal import Findings

/// What is read, and what is left out.
struct ReadingOptions: ParsableArguments {
  @Argument(
    help: "Files and directories; - is standard input. Default: the current directory.",
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Scan the paths listed in a file, one a line; - is standard input.", valueName: "file"))
  var filesFrom: String?

  @Flag(name: .customShort("0"), help: "The paths of --files-from are separated by NUL.")
  var nulSeparated = false

  @Option(help: ArgumentHelp("Judge standard input as if it were at this path.", valueName: "path"))
  var stdinPath: String?

  @Option(
    help: ArgumentHelp(
      "Make paths in reports relative to this directory. Default: the top of the git work tree.",
      valueName: "dir"))
  var root: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Leave out paths, as a line of a .gitignore would.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave out files over this size, such as 10M. Default: none.", valueName: "size"))
  var maxFileSize: ByteSize?

  @Flag(inversion: .prefixedNo, help: "Read files and directories whose name starts with a dot.")
  var hidden = true

  @Flag(help: "Read what .gitignore and git's other exclude files cover.")
  var noIgnore = false

  func validate() throws {
    if nulSeparated, filesFrom == nil { throw ValidationError("-0 needs --files-from.") }
    if filesFrom == "-", paths.contains("-") || stdinPath != nil {
      throw ValidationError("Standard input cannot be both the list of files and a file.")
    }
  }

  /// The walk that was asked for.
  ///
  /// - Parameter more: What else is left out in a root, as lines of a `.gitignore`.
  /// - Returns: The walk, and the root of the scan.
  /// - Throws: What is wrong with the paths, and whatever `more` throws.
  func walk(excluding more: (Root) throws -> [String]) throws -> (walk: Walk, root: Root) {
    var names = paths.filter { $0 != "-" }.map { SystemPath(bytes: Array($0.utf8)) }
    if let filesFrom {
      names += try PathListFile.paths(in: filesFrom, nulSeparated ? .nulSeparated : .lines)
    }
    let readsInput = paths.contains("-") || (stdinPath != nil && paths.isEmpty)
    if paths.isEmpty, filesFrom == nil, !readsInput {
      names = [SystemPath(bytes: [UInt8(ascii: ".")])]
    }
    let root = try Root(
      given: self.root.map { SystemPath(bytes: Array($0.utf8)) }, first: names.first)
    let input = readsInput ? ArtifactPath(stdinPath ?? Self.standardInputName) : nil
    return (Walk(of: names, standardInput: input, in: root, options: try options(more(root))), root)
  }

  /// What reports call standard input where it was given no path.
  private static let standardInputName = "<stdin>"

  private func options(_ more: [String]) throws(ArtifactError) -> WalkOptions {
    var options = WalkOptions()
    options.readsHidden = hidden
    options.honoursIgnoreFiles = !noIgnore
    options.exclusions = try Exclusions(more + exclude)
    options.sizeLimit = maxFileSize?.bytes
    return options
  }
}
