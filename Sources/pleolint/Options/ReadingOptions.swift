internal import ArgumentParser
internal import Artifacts

/// The options that say what is read, and what is left out.
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

  @OptionGroup var leavingOut: LeaveOutOptions

  @Flag(inversion: .prefixedNo, help: "Read files and directories whose name starts with a dot.")
  var hidden = Reading().readsHidden

  @Flag(help: "Read what .gitignore and git's other exclude files cover.")
  var noIgnore = false

  func validate() throws {
    if nulSeparated, filesFrom == nil { throw ValidationError("-0 needs --files-from.") }
    if filesFrom == "-", paths.contains("-") || stdinPath != nil {
      throw ValidationError("Standard input cannot be both the list of files and a file.")
    }
  }

  var reading: Reading {
    Reading(
      paths: paths, list: filesFrom, listFormat: nulSeparated ? .nulSeparated : .lines,
      inputPath: stdinPath, root: root, exclusions: leavingOut.exclude,
      sizeLimit: leavingOut.maxFileSize?.bytes,
      readsHidden: hidden, honoursIgnoreFiles: !noIgnore)
  }
}
