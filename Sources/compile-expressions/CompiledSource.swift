internal import Patterns

/// The Swift source that holds some expressions and what PCRE2 made of them.
struct CompiledSource {
  private let sources: [String]
  private let codes: [[UInt8]]

  /// Compiles expressions.
  ///
  /// - Throws: `PatternError` of the first that cannot be.
  init(_ expressions: [String]) throws {
    sources = expressions.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    codes = try sources.map { try Pattern($0, jit: false).serialized() }
  }

  var text: String {
    let opening = commonOpening
    let rests = codes.map { $0.dropFirst(opening.count) }
    return """
      // Written by compile-expressions from expressions.json. Code is packed: eight characters of seven bits
      // each hold seven bytes.

      enum CompiledExpressions {
        static let compiler = "\(PatternLibrary.build)"
        /// The shortest first.
        static let sources: [String] = [
      \(Self.list(sources.map { Self.literal($0.unicodeScalars) }))
        ]
        /// What all code begins with.
        static let opening: StaticString = \(Self.literal(Self.packed(opening)))
        /// The rest of the code of each.
        static let rests: [StaticString] = [
      \(Self.list(rests.map { Self.literal(Self.packed($0)) }))
        ]
      }

      """
  }

  /// What all begin with, in whole groups: a header, and a table of characters, which is most of a short one.
  private var commonOpening: ArraySlice<UInt8> {
    guard let first = codes.first else { return [] }
    let count = codes.map { code in zip(code, first).prefix { $0 == $1 }.count }.min() ?? 0
    return first.prefix(count / Self.groupSize * Self.groupSize)
  }

  private static let groupSize = 7

  /// Eight characters for each seven bytes, the last filled up with zeros.
  private static func packed(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: groupSize).flatMap { start in
      let group = bytes[start..<min(start + groupSize, bytes.endIndex)]
      let bits = group.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return (0..<8).map { Unicode.Scalar(UInt8(bits >> (7 * UInt64($0)) & 0x7F)) }
    }
  }

  private static func list(_ literals: [String]) -> String {
    literals.map { "    \($0)," }.joined(separator: "\n")
  }

  private static func literal(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    "\"" + scalars.lazy.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case " "..."~": String(scalar)
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
}
