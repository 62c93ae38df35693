internal import Synchronization

/// A stream of objects that is started before there is anything to ask, for the first who asks.
public final class ReadyStream: Sendable {
  private let stream: Mutex<ObjectStream?>

  /// Starts git.
  ///
  /// - Throws: `cannotStart`.
  public init(_ program: GitProgram) throws(GitError) {
    stream = Mutex(try ObjectStream(program))
  }

  /// The stream, or nil where somebody has taken it.
  public func take() -> ObjectStream? {
    stream.withLock { $0.take() }
  }
}
