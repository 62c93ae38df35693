#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An error of the operating system, by its number.
public struct SystemError: Error, Hashable, Sendable {
  /// The value of `errno`.
  public let code: Int32

  /// Takes a value of `errno`.
  public init(code: Int32) { self.code = code }

  /// The error of the call that has just failed on this thread.
  static var latest: SystemError { SystemError(code: errno) }

  /// What the user can do about it where a file was to be written, as a sentence.
  var cure: String {
    switch code {
    case ENOSPC, EDQUOT: "Free some space or name a file on another disk."
    case ENOENT, ENOTDIR: "Create its directory first or name another file."
    case EACCES, EPERM, EROFS: "Name a file in a directory that you may write to."
    case EISDIR: "Name a file, not a directory."
    default: "Name another file."
    }
  }
}

extension SystemError: CustomStringConvertible {
  /// The system's own words, without a full stop.
  public var description: String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
