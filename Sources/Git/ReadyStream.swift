/// A stream of objects that is started before there is anything to ask, for the first who asks.
public actor ReadyStream {
  private var stream: ObjectStream?

  /// Starts git.
  ///
  /// - Throws: `cannotStart`.
  public init(_ program: GitProgram) throws(GitError) { stream = try ObjectStream(program) }

  /// The stream, or nil where somebody has taken it.
  public func take() -> ObjectStream? { stream.take() }
}
