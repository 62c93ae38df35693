/// What stands before a brace, or at the start of an indented block: what the block is.
enum BlockHeader: Hashable {
  /// A branch or a loop: what is bound in it may not be.
  case control
  case type(name: Range<Int>?)
  case function(name: Range<Int>?)
  /// Anything else: a closure's receiver, a block of configuration.
  case plain

  /// How much of a header is read, in bytes.
  private static let longest = 400

  private static let controls = ReservedWords(
    """
    if else for while switch try catch finally do with unless foreach using lock match loop guard \
    synchronized defer elseif elsif elif until when case begin rescue ensure select except repeat
    """)
  private static let types = ReservedWords(
    """
    class struct interface enum object module namespace impl trait protocol extension record \
    defmodule actor type mod
    """
  )
  private static let functions = ReservedWords(
    "def defp func fun fn function sub method init constructor get set async local suspend override"
  )
  /// How many brackets are looked at for the one of a list of parameters.
  private static let mostBrackets = 16
  /// No list of parameters is passed over that is longer, in bytes.
  private static let longestList = 2048
  private static let properties = ReservedWords("var val let")
  private static let modifiers = ReservedWords(
    """
    public private protected static final async export default override internal open suspend inline \
    const abstract unsafe pub extern virtual sealed data partial readonly local fileprivate mutating \
    companion lateinit implicit
    """)

  private static let makers = ReservedWords("init constructor")
  private static let beforeNames = ReservedWords("self function def")

  /// Reads what stands before a brace.
  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    var names = Names(range)
    guard let first = names.next(in: text, skipping: Self.modifiers) else {
      self = Self.endsInArrow(text, range) ? .function(name: nil) : .plain
      return
    }
    if Self.controls.contains(first, in: text) {
      self = .control
    } else if Self.types.contains(first, in: text) {
      let name = names.next(in: text)
      // What an unnamed namespace of C++ holds is the file's.
      self = name == nil && text.isWord("namespace", first) ? .plain : .type(name: name)
    } else if let name = Self.callee(text, range) {
      self = .function(name: name)
    } else if Self.endsInArrow(text, range) {
      self = .function(name: nil)
    } else if Self.functions.contains(first, in: text) {
      self = .function(name: Self.makers.contains(first, in: text) ? first : names.next(in: text))
    } else if Self.opensAnonymous(text, range) {
      self = .function(name: nil)
    } else if Self.properties.contains(first, in: text), let name = names.next(in: text) {
      self = .function(name: name)
    } else {
      self = .plain
    }
  }

  /// True where what stands before a brace declares something, or decides.
  static func declares(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var names = Names(range)
    guard let first = names.next(in: text, skipping: modifiers) else { return true }
    return controls.contains(first, in: text) || types.contains(first, in: text)
      || functions.contains(first, in: text)
  }

  /// True where what stands before a brace makes a value with `new`.
  static func creates(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var names = Names(range)
    while let name = names.next(in: text) {
      if text.isWord("new", name) { return true }
    }
    return false
  }

  /// Reads the start of a statement in a language whose blocks are indented, or end in `end`.
  static func indented(_ text: Span<UInt8>, _ range: Range<Int>) -> BlockHeader {
    var names = Names(range)
    guard let first = names.next(in: text, skipping: modifiers) else { return .plain }
    if types.contains(first, in: text) { return .type(name: names.next(in: text)) }
    guard functions.contains(first, in: text) else {
      return controls.contains(first, in: text) ? .control : .plain
    }
    return .function(name: names.next(in: text, skipping: beforeNames))
  }

  /// The name before the first round bracket, where it is that of a function and not a keyword.
  private static func callee(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var offset = range.lowerBound
    let end = min(range.upperBound, range.lowerBound + longest)
    var bracketCount = 0
    while offset < end, bracketCount < mostBrackets {
      if text[offset] == UInt8(ascii: "(") {
        bracketCount += 1
        if let name = callee(text, before: offset, from: range.lowerBound) { return name }
        // Parameters may have calls in them.
        offset = text.bracketEnd(of: offset, limit: min(end, offset + longestList)) ?? offset
      }
      offset += 1
    }
    return nil
  }

  private static func callee(
    _ text: Span<UInt8>, before open: Int, from start: Int
  ) -> Range<Int>? {
    // Not what is said of a function: `@Get("/path") list(…) {`.
    guard let target = TargetReader.target(before: open, from: start, in: text),
      text[target.whole.lowerBound] != UInt8(ascii: "@")
    else { return nil }
    return controls.contains(target.last, in: text) || functions.contains(target.last, in: text)
      ? nil : target.last
  }

  /// True for `function (…)` that is a value.
  private static func opensAnonymous(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { offset in
      guard text[offset] == UInt8(ascii: "(") else { return false }
      let before = text.trimmed(range.lowerBound..<offset)
      return before.count >= 8 && text.isWord("function", before.upperBound - 8..<before.upperBound)
    }
  }

  private static func endsInArrow(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound, text[end - 1].isBlank || text[end - 1].isLineEnd { end -= 1 }
    return end - 2 >= range.lowerBound && text[end - 1] == UInt8(ascii: ">")
      && (text[end - 2] == UInt8(ascii: "=") || text[end - 2] == UInt8(ascii: "-"))
  }

  /// The identifiers of a range, one after another.
  private struct Names {
    private var offset: Int
    private let end: Int

    init(_ range: Range<Int>) {
      offset = range.lowerBound
      end = min(range.upperBound, range.lowerBound + longest)
    }

    mutating func next(
      in text: Span<UInt8>, skipping skipped: ReservedWords? = nil
    ) -> Range<Int>? {
      while offset < end {
        let start = offset
        while offset < end, text[offset].isNameCharacter { offset += 1 }
        let word = start..<offset
        if word.isEmpty {
          offset += 1
        } else if skipped?.contains(word, in: text) != true {
          return word
        }
      }
      return nil
    }
  }
}
