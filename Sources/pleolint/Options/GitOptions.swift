internal import ArgumentParser

/// The options of all commands that scan a repository.
struct GitOptions: ParsableArguments {
  @OptionGroup var leavingOut: LeaveOutOptions

  @Flag(help: "Take the repository for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @OptionGroup var common: RunOptions

  /// The scan that is asked for; `isUntrusted` where nobody has to ask for that.
  func scan(isUntrusted: Bool = false) -> RepositoryScan {
    RepositoryScan(
      exclusions: leavingOut.exclude, sizeLimit: leavingOut.maxFileSize?.bytes,
      request: common.request(isUntrusted: isUntrusted || untrusted))
  }
}
