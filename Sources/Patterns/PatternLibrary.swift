internal import CPCRE2

/// What the PCRE2 library that runs the patterns says of itself.
public enum PatternLibrary {
  /// The version and date of the library, such as `10.42 2022-12-11`.
  public static var version: String {
    var text = [UInt8](repeating: 0, count: 64)
    let count = unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &text)
    // The count includes the NUL at the end.
    return String(decoding: text.prefix(max(0, Int(count) - 1)), as: UTF8.self)
  }

  /// What compiled code depends on: the version, and how long the links in it are.
  ///
  /// Code that one library has serialized means the same to another that says the same.
  public static var build: String {
    var linkSize: UInt32 = 0
    unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_LINKSIZE), &linkSize)
    return "\(version), links of \(linkSize) bytes"
  }

  /// True where patterns can be made into machine code in this process.
  ///
  /// The library may be built without it, and a hardened process may forbid it; matching then uses
  /// the interpreter, which finds the same.
  public static var hasJIT: Bool { (try? Pattern("a"))?.isJITCompiled ?? false }
}
