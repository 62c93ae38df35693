internal import CPCRE2

/// A compiled regular expression over bytes.
///
/// A pattern is immutable, so any number of workers can share one; each brings its own
/// ``MatchScratch``. Patterns match bytes, not characters: classes and `(?i)` are ASCII, and a byte
/// that is not UTF-8 is a byte like any other.
@safe public final class Pattern: Sendable {
  /// A capture group that has a name.
  public struct Group: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The number, from 1.
    public let number: Int
  }

  /// The capture groups that have names, in order of these.
  public let groups: [Group]
  /// How many capture groups there are, those without a name too.
  public let groupCount: Int
  /// True where PCRE2 made machine code of it; false is slower, not different.
  public let isJITCompiled: Bool

  // PCRE2 documents compiled code as read-only during matching and safe to share between threads.
  nonisolated(unsafe) let code: OpaquePointer

  /// The longest expression, in bytes.
  private static let longestSource = 64 * 1024

  /// Compiles an expression.
  ///
  /// - Parameters:
  ///   - source: The expression.
  ///   - jit: False makes no machine code, which takes most of the time.
  /// - Throws: `invalid` or `forbiddenVerb`.
  public convenience init(_ source: String, jit: Bool = true) throws(PatternError) {
    guard !source.hasPrefix("(*") else { throw .forbiddenVerb }
    guard let code = unsafe try Self.compile(source) else { throw .outOfMemory }
    unsafe self.init(owning: code, jit: jit)
  }

  /// Takes over compiled code, and makes machine code of it where that is wanted and can be.
  @unsafe init(owning code: OpaquePointer, jit: Bool) {
    unsafe self.code = code
    isJITCompiled = unsafe jit && pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE) == 0
    groups = unsafe Self.groups(of: code)
    var count: UInt32 = 0
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
  }

  deinit { unsafe pcre2_code_free_8(code) }

  /// Finds the first match that starts in a range.
  ///
  /// - Parameters:
  ///   - bytes: The subject. What lies before the range is seen by lookbehind.
  ///   - starts: The offsets at which the match may start.
  ///   - end: Where the subject ends for this search: no byte from here on is looked at.
  ///   - scratch: The caller's working memory; it holds the groups afterwards.
  ///   - jit: False runs PCRE2's interpreter.
  /// - Returns: The whole match, or nil where there is none.
  /// - Throws: `gaveUp` where a limit on work was reached.
  public func firstMatch(
    in bytes: Span<UInt8>, startingIn starts: ClosedRange<Int>, end: Int,
    using scratch: borrowing MatchScratch, jit: Bool = true
  ) throws(PatternError) -> Range<Int>? {
    precondition(
      starts.lowerBound >= 0 && end <= bytes.count, "a search stays within the bytes it was lent")
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe scratch.match(
        code, buffer.baseAddress, end, startingIn: starts, jit: jit && isJITCompiled)
    }
    if result == PCRE2_ERROR_NOMATCH { return nil }
    guard result > 0 else { throw .gaveUp(code: Int(result)) }
    return scratch.range(ofGroup: 0)
  }

  private static func compile(
    _ source: String
  ) throws(PatternError) -> OpaquePointer? {
    let options =
      PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
      | PCRE2_MULTILINE
    var error: Int32 = 0
    var offset = 0
    guard let context = unsafe pcre2_compile_context_create_8(nil) else { throw .outOfMemory }
    defer { unsafe pcre2_compile_context_free_8(context) }
    unsafe pcre2_set_max_pattern_length_8(context, longestSource)
    var text = source
    let code = text.withUTF8 { utf8 in
      unsafe pcre2_compile_8(utf8.baseAddress, utf8.count, options, &error, &offset, context)
    }
    guard unsafe code != nil else {
      throw .invalid(message: message(for: error), offset: offset)
    }
    return unsafe code
  }

  private static func message(for error: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 256)
    let count = unsafe pcre2_get_error_message_8(error, &text, text.count)
    return String(decoding: text.prefix(max(0, Int(count))), as: UTF8.self)
  }

  private static func groups(of code: OpaquePointer) -> [Group] {
    var count: UInt32 = 0
    var width: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &width)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table = unsafe table else { return [] }
    var groups: [Group] = []
    for index in 0..<Int(count) {
      // An entry is the number, high byte first, then the name and a NUL.
      let entry = unsafe table + index * Int(width)
      let number = unsafe Int(entry[0]) << 8 | Int(entry[1])
      let name = unsafe String(cString: entry + 2)
      // Groups of alternatives may share a number and a name.
      if groups.last?.name != name { groups.append(Group(name: name, number: number)) }
    }
    return groups
  }
}
