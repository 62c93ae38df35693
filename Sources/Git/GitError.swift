/// Why a repository could not be read.
public enum GitError: Error, Hashable, Sendable {
  /// The program `git` could not be started; the text is the system's.
  case cannotStart(reason: String)
  /// There is no repository, or none that git would open; the text is git's.
  case noRepository(reason: String)
  /// A command of git's did not do what it was asked; the text is git's.
  case failed(command: String, reason: String)
  /// A command of git's answered with something that is not known.
  case unexpectedAnswer(command: String)
  /// An object is not there, or cannot be read.
  case noObject(ObjectID)
  /// A signal that this process caught ended a command of git's too, or kept what it wrote from being read.
  case interrupted
}

extension GitError: CustomStringConvertible {
  /// A sentence that names the place and the cure.
  ///
  /// It may hold what git said of a hostile repository: whoever shows it escapes what a terminal
  /// would obey.
  public var description: String {
    switch self {
    case .cannotStart(let reason):
      "git cannot be started: \(reason). Install it, or put it on the PATH."
    case .noRepository(let reason):
      "Git opens no repository here: \(reason)\(Self.cure(of: reason))"
    case .failed(let command, let reason): "git \(command) failed: \(reason)"
    case .unexpectedAnswer(let command):
      "git \(command) answered with something unknown; is this git older than 2.32?"
    case .noObject(let id): "The object \(id) is not in the repository; fetch it, or run git fsck."
    case .interrupted: "interrupted"
    }
  }

  private static func cure(of reason: String) -> String {
    if reason.contains("safe.bareRepository") { return "; name it to scan it: pleolint git ." }
    return reason.hasPrefix("cannot change to ") ? "; commits are named with --range" : ""
  }

  /// Why, in a few words that name no path: the text of an artifact's record.
  public var reason: String {
    switch self {
    case .noObject(let id): "the object \(id) is not in the repository"
    case .cannotStart, .noRepository, .failed, .unexpectedAnswer, .interrupted: description
    }
  }
}
