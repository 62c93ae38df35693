#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An error of the operating system, by its number.
struct SystemFailure: Error, Hashable {
  /// The value of `errno`.
  let code: Int32

  /// The error of the call that has just failed on this thread.
  static var latest: SystemFailure { SystemFailure(code: errno) }

  /// True where nothing is at the path.
  var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  /// True where a path was a symbolic link and links were not to be followed.
  var isRefusedLink: Bool { code == ELOOP || code == EMLINK }

  /// True where the system takes no path of this length.
  var isLongName: Bool { code == ENAMETOOLONG }

  static var notADirectory: SystemFailure { SystemFailure(code: ENOTDIR) }
  static var interrupted: SystemFailure { SystemFailure(code: EINTR) }
  static var outOfMemory: SystemFailure { SystemFailure(code: ENOMEM) }
}

extension SystemFailure: CustomStringConvertible {
  /// The system's own words, with a small letter first.
  var description: String {
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    let text = unsafe String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
