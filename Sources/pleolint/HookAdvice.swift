/// What a hook says below its report, to whoever stands before a refused command.
struct HookAdvice {
  /// What was refused.
  let refused: String
  /// What to do once the finding is gone.
  let retry: String
  /// The command that skips the hook once.
  let skip: String

  /// The advice of `pre-commit`.
  static let preCommit = HookAdvice(
    refused: "The commit was not made", retry: "git add it, and commit again",
    skip: "git commit --no-verify")

  /// Says it, on standard error.
  func say(_ status: ExitStatus) {
    for line in lines(status) { Console.say(line) }
  }

  private func lines(_ status: ExitStatus) -> [String] {
    guard status == .findings else {
      return ["\(refused): not everything could be checked.", "  skip once: \(skip)"]
    }
    return [
      "\(refused): it would add what stands above.",
      "  fix:      do what it says, \(retry)",
      "  allow:    write the comment pleolint:allow ID -- reason on its line",
      "  skip once: \(skip)",
    ]
  }
}
