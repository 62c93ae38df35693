/// The file that git runs as a hook, as `pleolint hook install` writes it.
struct HookScript {
  /// The hooks that are written.
  enum Kind: String, CaseIterable {
    case preCommit = "pre-commit"
    case prePush = "pre-push"
    case preReceive = "pre-receive"

    /// True where git tells the hook on standard input what it is about.
    var readsInput: Bool {
      switch self {
      case .preCommit: false
      case .prePush, .preReceive: true
      }
    }
  }

  let kind: Kind
  /// Where the program is that writes it, for a PATH that lacks it.
  let program: String

  /// What tells a hook of ours from others.
  static let mark = "# Written by `pleolint hook install`."
  /// What is added to the name of a hook that was there before.
  static let previousSuffix = ".before-pleolint"

  /// The text of the file; the shell starts nothing for it but the program and what was here before.
  var text: String {
    """
    #!/bin/sh
    \(Self.mark) To take it out, delete this file.
    # What was here before is kept as \(kind.rawValue)\(Self.previousSuffix), and runs first.
    previous="${0%"${0##*/}"}\(kind.rawValue)\(Self.previousSuffix)"
    pleolint=pleolint
    command -v "$pleolint" >/dev/null || pleolint=\(Self.quoted(program))
    command -v "$pleolint" >/dev/null || {
      echo "\(kind.rawValue): pleolint is not installed any more; install it, or delete $0" >&2
      exit 1
    }
    \(kind.readsInput ? withInput : withoutInput)
    """
  }

  private var withoutInput: String {
    """
    if [ -x "$previous" ]; then "$previous" "$@" || exit; fi
    exec "$pleolint" hook \(kind.rawValue) "$@"

    """
  }

  private var withInput: String {
    """
    # Both read all of it; the dot keeps the line feed at its end.
    input=$(cat; echo .)
    input=${input%.}
    if [ -x "$previous" ]; then printf %s "$input" | "$previous" "$@" || exit; fi
    printf %s "$input" | "$pleolint" hook \(kind.rawValue) "$@"

    """
  }

  /// A text as one word of the shell.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
