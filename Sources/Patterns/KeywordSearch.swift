internal import CKeywords

/// A set of literals that is looked for in one pass over every byte.
///
/// This pass is the cost of the program: nearly all bytes get no further.
@safe public final class KeywordSearch: Sendable {
  /// A keyword that stands at an offset.
  public struct Hit: Hashable, Sendable {
    /// Where it starts, in bytes from the start of the searched bytes.
    public let offset: Int
    /// Its place in the list that the search was made of.
    public let keyword: Int
  }

  /// The fewest bytes that a keyword may have.
  public static let shortestKeyword = 4

  /// The lengths of the keywords, in bytes, in the order of the list.
  public let keywordLengths: [Int]

  /// How many bytes a keyword may have after its first.
  private let reach: Int
  /// How many hits there is room for at a time: at least those of one offset.
  private let capacity: Int
  private let engine: ck_engine
  // What is written after the set was made is written under a lock.
  private nonisolated(unsafe) let set: OpaquePointer

  /// Makes a search for keywords, with the fastest engine that this processor has.
  ///
  /// The result is nil where a keyword is too short or memory is.
  ///
  /// - Parameters:
  ///   - keywords: The literals, each of at least ``shortestKeyword`` bytes.
  ///   - ignoresCase: True where the keywords are in lowercase and stand for ASCII letters of both
  ///     cases.
  ///   - engine: The code to look with; nil is the fastest, once what it needs is worth preparing.
  public init?(_ keywords: [[UInt8]], ignoresCase: Bool = false, engine: KeywordEngine? = nil) {
    // A key path would be looked up at run time.
    let lengths = keywords.map { $0.count }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lengths.reduce(0, +))
    for keyword in keywords { bytes += keyword }
    guard let set = unsafe ck_set_create(bytes, lengths, keywords.count, ignoresCase ? 1 : 0)
    else { return nil }
    unsafe self.set = set
    self.engine = engine?.code ?? ck_quickest
    keywordLengths = lengths
    reach = max((lengths.max() ?? 0) - 1, 0)
    capacity = max(512, lengths.count)
  }

  deinit { unsafe ck_set_free(set) }

  /// Hands every occurrence that starts in a range to `body`, in order of offset, then of keyword.
  ///
  /// A keyword may reach past the end of the range, though not past the end of the bytes.
  ///
  /// - Complexity: One pass over the range.
  public func forEachHit(
    in bytes: Span<UInt8>, startingIn range: Range<Int>, _ body: (Hit) -> Void
  ) {
    _ = allHits(in: bytes, startingIn: range) { hit in
      body(hit)
      return true
    }
  }

  /// True where an occurrence that starts in a range satisfies a condition.
  ///
  /// - Complexity: One pass over the range, which ends at the first that does.
  public func containsHit(
    in bytes: Span<UInt8>, startingIn range: Range<Int>, where holds: (Hit) -> Bool
  ) -> Bool {
    !allHits(in: bytes, startingIn: range) { !holds($0) }
  }

  /// Asks for each occurrence until the answer is false.
  private func allHits(
    in bytes: Span<UInt8>, startingIn range: Range<Int>, satisfy body: (Hit) -> Bool
  ) -> Bool {
    let end = min(bytes.count, range.upperBound + reach)
    var from = range.lowerBound
    return unsafe withUnsafeTemporaryAllocation(of: ck_hit.self, capacity: capacity) { hits in
      unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let text = buffer.baseAddress, let found = hits.baseAddress else { return true }
        while from < end {
          let count = unsafe ck_find(set, engine, text, end, &from, found, capacity)
          for index in 0..<count where unsafe found[index].offset < range.upperBound {
            let hit = unsafe found[index]
            guard body(Hit(offset: hit.offset, keyword: Int(hit.keyword))) else { return false }
          }
        }
        return true
      }
    }
  }
}

/// The code that looks for keywords: all find the same, at different speeds.
public enum KeywordEngine: CaseIterable, Sendable {
  case scalar, ssse3, avx2, avx512, neon

  /// True where this processor can run it.
  public var isAvailable: Bool { ck_engine_is_available(code) != 0 }

  fileprivate var code: ck_engine {
    switch self {
    case .scalar: ck_scalar
    case .ssse3: ck_ssse3
    case .avx2: ck_avx2
    case .avx512: ck_avx512
    case .neon: ck_neon
    }
  }
}
