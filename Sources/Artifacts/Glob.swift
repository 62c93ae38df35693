internal import Findings

/// A pattern over paths as git's `.gitignore` has them, compiled.
///
/// Matching takes at most time proportional to the length of the path times that of the pattern for
/// each `**`: only the last `*` and the last `**` are ever tried again, since an earlier one could
/// only reach what they reach.
struct Glob: Sendable {
  private enum Token {
    case byte(UInt8)
    /// `?`
    case anyByte
    /// `[…]`, which never holds the slash.
    case set(ByteSet)
    /// `*`: any run without a slash.
    case star
    /// `**/`: nothing, or any run that ends with a slash.
    case directories
    /// `**` at the end or before an escaped slash: any run.
    case anything
  }

  private let tokens: [Token]

  /// Compiles a pattern, or returns nil where it can match nothing, as with an open bracket.
  ///
  /// - Parameters:
  ///   - pattern: The pattern, without the parts that mean negation or a directory.
  ///   - crossesSlashes: False where the text is a single name, in which `**` is no more than `*`.
  init?(_ pattern: ArraySlice<UInt8>, crossesSlashes: Bool) {
    var parser = Parser(pattern, crossesSlashes: crossesSlashes)
    while !parser.isAtEnd {
      guard parser.parseToken() else { return nil }
    }
    tokens = parser.tokens
  }

  /// The bytes that it matches where it matches only them.
  var literal: [UInt8]? { Self.literal(tokens[...]) }

  /// What follows a single star where that is all there is.
  var suffix: [UInt8]? {
    guard case .star? = tokens.first else { return nil }
    return Self.literal(tokens.dropFirst())
  }

  /// The byte that every match ends with, if there is one.
  var lastByte: UInt8? {
    guard case .byte(let byte)? = tokens.last else { return nil }
    return byte
  }

  private static func literal(_ tokens: ArraySlice<Token>) -> [UInt8]? {
    var bytes: [UInt8] = []
    for token in tokens {
      guard case .byte(let byte) = token else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}

extension Glob {
  /// True where the pattern matches all of a part of the text.
  func matches(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
    var search = Search(at: range.lowerBound)
    while true {
      if search.token == tokens.count {
        if search.place == range.upperBound { return true }
      } else if advance(&search, text, range.upperBound) {
        continue
      }
      guard search.retry(text, range.upperBound) else { return false }
    }
  }

  private func advance(_ search: inout Search, _ text: Span<UInt8>, _ end: Int) -> Bool {
    switch tokens[search.token] {
    case .star: search.begin(.star)
    case .directories: search.begin(.directories)
    case .anything: search.begin(.anything)
    case .byte(let byte):
      guard search.place < end, text[search.place] == byte else { return false }
      search.step()
    case .anyByte:
      guard search.place < end, text[search.place] != SystemPath.slash else { return false }
      search.step()
    case .set(let set):
      guard search.place < end, set.contains(text[search.place]) else { return false }
      search.step()
    }
    return true
  }

  /// Where a match stands and where it can be tried again.
  private struct Search {
    enum Wildcard {
      case star, directories, anything
    }

    private struct Retry {
      let token: Int
      var place: Int
      let wildcard: Wildcard
    }

    private(set) var token = 0
    private(set) var place: Int
    private var star: Retry?
    private var deep: Retry?

    init(at place: Int) { self.place = place }

    mutating func step() {
      token += 1
      place += 1
    }

    /// Lets a wildcard match nothing for now.
    mutating func begin(_ wildcard: Wildcard) {
      token += 1
      let retry = Retry(token: token, place: place, wildcard: wildcard)
      if wildcard == .star {
        star = retry
      } else {
        (star, deep) = (nil, retry)
      }
    }

    /// Lets the last wildcard that can match more do so.
    mutating func retry(_ text: Span<UInt8>, _ end: Int) -> Bool {
      if var last = star, last.place < end, text[last.place] != SystemPath.slash {
        last.place += 1
        star = last
        (token, place) = (last.token, last.place)
        return true
      }
      guard var last = deep else { return false }
      if last.wildcard == .directories {
        while last.place < end, text[last.place] != SystemPath.slash { last.place += 1 }
      }
      guard last.place < end else { return false }
      last.place += 1
      (star, deep) = (nil, last)
      (token, place) = (last.token, last.place)
      return true
    }
  }
}

extension Glob {
  /// Reads the text of a pattern, with git's own notion of its corner cases.
  private struct Parser {
    private let pattern: ArraySlice<UInt8>
    private let crossesSlashes: Bool
    private var next: Int
    private(set) var tokens: [Token] = []

    init(_ pattern: ArraySlice<UInt8>, crossesSlashes: Bool) {
      self.pattern = pattern
      self.crossesSlashes = crossesSlashes
      next = pattern.startIndex
    }

    var isAtEnd: Bool { next >= pattern.endIndex }

    /// Reads a token; false where the pattern can match nothing.
    mutating func parseToken() -> Bool {
      switch byte(next) {
      case UInt8(ascii: "*"): parseStars()
      case UInt8(ascii: "?"): append(.anyByte)
      case UInt8(ascii: "["):
        var parser = ClassParser(pattern, from: next + 1)
        guard let (set, end) = parser.parse() else { return false }
        tokens.append(.set(set))
        next = end
      case UInt8(ascii: "\\"):
        guard let escaped = byte(next + 1) else { return false }
        next += 1
        append(.byte(escaped))
      case let byte?: append(.byte(byte))
      case nil: return false
      }
      return true
    }

    private func byte(_ index: Int) -> UInt8? { index < pattern.endIndex ? pattern[index] : nil }

    private mutating func append(_ token: Token) {
      tokens.append(token)
      next += 1
    }

    /// Reads a run of stars, which means directories only between slashes or the pattern's ends.
    private mutating func parseStars() {
      let start = next
      while byte(next) == UInt8(ascii: "*") { next += 1 }
      let isAfterSlash = start == pattern.startIndex || pattern[start - 1] == SystemPath.slash
      guard crossesSlashes, next - start > 1, isAfterSlash else { return tokens.append(.star) }
      switch (byte(next), byte(next + 1)) {
      case (nil, _), (UInt8(ascii: "\\"), SystemPath.slash): tokens.append(.anything)
      case (SystemPath.slash, _): append(.directories)
      default: tokens.append(.star)
      }
    }
  }
}
