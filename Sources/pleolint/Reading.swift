internal import Artifacts
internal import Findings

/// What is read, and what is left out.
struct Reading {
  /// Files and directories; `-` is standard input.
  var paths: [String] = []
  /// A file that lists more of them; `-` is standard input.
  var list: String?
  /// How the paths in that file are separated.
  var listFormat = FileList.lines
  /// The path that standard input is judged by.
  var inputPath: String?
  /// The directory that paths in reports are relative to; nil means the top of the git work tree.
  var root: String?
  /// Paths to leave out, as lines of a `.gitignore`.
  var exclusions: [String] = []
  /// Files over this size are left out, in bytes; nil leaves none out.
  var sizeLimit: Int?
  /// True where names that start with a dot are read.
  var readsHidden = true
  /// True where git's exclude files count.
  var honoursIgnoreFiles = true

  /// The walk that was asked for.
  ///
  /// - Parameter more: What else is left out in a root, as lines of a `.gitignore`.
  /// - Returns: The walk, and the root of the scan.
  /// - Throws: What is wrong with the paths, and whatever `more` throws.
  func walk(excluding more: (Root) throws -> [String]) throws -> (walk: Walk, root: Root) {
    var names = paths.filter { $0 != "-" }.map { SystemPath(bytes: Array($0.utf8)) }
    if let list { names += try PathListFile.paths(in: list, listFormat) }
    let readsInput = paths.contains("-") || (inputPath != nil && paths.isEmpty)
    if paths.isEmpty, list == nil, !readsInput {
      names = [SystemPath(bytes: [UInt8(ascii: ".")])]
    }
    let root = try Root(
      given: self.root.map { SystemPath(bytes: Array($0.utf8)) }, first: names.first)
    let input = readsInput ? ArtifactPath(inputPath ?? Self.standardInputName) : nil
    return (Walk(of: names, standardInput: input, in: root, options: try options(more(root))), root)
  }

  /// What reports call standard input where it was given no path.
  private static let standardInputName = "<stdin>"

  private func options(_ more: [String]) throws(ArtifactError) -> WalkOptions {
    var options = WalkOptions()
    options.readsHidden = readsHidden
    options.honoursIgnoreFiles = honoursIgnoreFiles
    options.exclusions = try Exclusions(more + exclusions)
    options.sizeLimit = sizeLimit
    return options
  }
}
