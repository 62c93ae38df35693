#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What git tells a hook on standard input.
public enum HookInput {
  /// All of it: of a hook that leaves some, git may end by a signal.
  ///
  /// - Throws: `cannotStart` where there is no standard input.
  public static func all() throws(GitError) -> [UInt8] {
    let number = dup(0)
    guard number >= 0 else { throw .cannotStart(reason: PipeEnd.words(for: errno)) }
    return PipeEnd(number).all()
  }
}
