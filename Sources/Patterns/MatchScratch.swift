internal import CPCRE2

/// The working memory of one worker's matches: match data, limits and a stack for machine code.
///
/// After a match it holds the ranges of the groups, until the next match.
@safe public struct MatchScratch: ~Copyable {
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?

  /// The most capture groups, the whole match included, that a pattern may have.
  public static let mostGroups = 64

  // How often PCRE2 may call its matching function from one starting point.
  private static let matchLimit: UInt32 = 1_000_000
  // The most memory of the interpreter, in KiB.
  private static let heapLimit: UInt32 = 20 * 1024
  private static let firstStack = 32 * 1024
  private static let largestStack = 1024 * 1024

  /// Allocates the memory of a worker.
  ///
  /// - Throws: `outOfMemory`.
  public init() throws(PatternError) {
    guard let data = unsafe pcre2_match_data_create_8(UInt32(Self.mostGroups), nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { throw .outOfMemory }
    unsafe self.data = data
    unsafe self.context = context
    unsafe stack = pcre2_jit_stack_create_8(Self.firstStack, Self.largestStack, nil)
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
    if let stack = unsafe stack {
      unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    }
  }

  deinit {
    if let stack = unsafe stack { unsafe pcre2_jit_stack_free_8(stack) }
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_match_data_free_8(data)
  }

  /// The range of a group of the last match, or nil where the group took no part in it.
  public func range(ofGroup number: Int) -> Range<Int>? {
    guard number >= 0, number < Int(unsafe pcre2_get_ovector_count_8(data)),
      let ranges = unsafe pcre2_get_ovector_pointer_8(data)
    else { return nil }
    let (start, end) = unsafe (ranges[2 * number], ranges[2 * number + 1])
    // PCRE2_UNSET is the largest value of size_t, which reads as -1 here.
    guard start >= 0, start <= end else { return nil }
    return start..<end
  }

  /// Runs compiled code, also its machine code where it has that and it is wanted.
  borrowing func match(
    _ code: OpaquePointer, _ subject: UnsafePointer<UInt8>?, _ length: Int,
    startingIn starts: ClosedRange<Int>, jit: Bool
  ) -> Int32 {
    guard starts.lowerBound <= length else { return PCRE2_ERROR_NOMATCH }
    unsafe pcre2_set_offset_limit_8(context, starts.upperBound)
    let first = starts.lowerBound
    let result =
      // Called by itself, machine code is not preceded by checks that take as long as a short match.
      if let subject = unsafe subject, jit {
        unsafe pcre2_jit_match_8(code, subject, length, first, 0, data, context)
      } else {
        unsafe pcre2_match_8(code, subject, length, first, PCRE2_NO_JIT, data, context)
      }
    // Machine code does not ask for the limit where `(*SKIP)` passes it.
    let isLate = unsafe result > 0 && pcre2_get_startchar_8(data) > starts.upperBound
    return isLate ? PCRE2_ERROR_NOMATCH : result
  }
}
