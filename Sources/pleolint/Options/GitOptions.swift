internal import ArgumentParser

/// The options of all commands that scan a repository.
struct GitOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Leave out paths, as a line of a .gitignore would.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave out files over this size, such as 10M. Default: none.", valueName: "size"))
  var maxFileSize: ByteSize?

  @Flag(help: "Take the repository for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @OptionGroup var common: RunOptions

  /// The scan that is asked for; `isUntrusted` where nobody has to ask for that.
  func scan(isUntrusted: Bool = false) -> RepositoryScan {
    RepositoryScan(
      exclusions: exclude, sizeLimit: maxFileSize?.bytes,
      request: common.request(isUntrusted: isUntrusted || untrusted))
  }
}
