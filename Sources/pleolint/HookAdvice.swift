/// What a hook says below its report, to whoever stands before a refused command.
struct HookAdvice {
  /// What was refused.
  let refused: String
  /// What to do once the finding is gone.
  let retry: String
  /// The command that skips the hook once, where its reader may.
  let skip: String?

  /// The advice of `pre-commit`.
  static let preCommit = HookAdvice(
    refused: "The commit was not made", retry: "git add it, and commit again",
    skip: "git commit --no-verify")

  /// The advice of `pre-push`.
  static let prePush = HookAdvice(
    refused: "Nothing was pushed",
    retry: "take it out of the commit that has it (git rebase -i), and push again",
    skip: "git push --no-verify")

  /// The advice of `pre-receive`, which its reader cannot skip.
  static let preReceive = HookAdvice(
    refused: "The push was refused",
    retry: "take it out of the commit that has it (git rebase -i), and push again", skip: nil)

  /// Says it, on standard error, unless all is well or nothing is to be said.
  func say(_ status: ExitStatus, after scan: RepositoryScan) {
    guard status != .clean, scan.request.reports.volume != .quiet else { return }
    for line in lines(status) { Console.say(line) }
  }

  private func lines(_ status: ExitStatus) -> [String] {
    guard status == .findings else {
      return ["\(refused): not everything could be checked."] + skipping
    }
    return [
      "\(refused): it would add what stands above.", "  fix:       do what it says, \(retry)",
    ]
      + skipping
  }

  /// What only somebody may do whose own repository it is.
  private var skipping: [String] {
    guard let skip else { return [] }
    return [
      "  allow:     write the comment pleolint:allow ID -- reason on its line",
      "  skip once: \(skip)",
    ]
  }
}
