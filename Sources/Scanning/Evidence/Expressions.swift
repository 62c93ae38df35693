/// The expressions of evidence patterns, by number.
///
/// It is an object, so that a worker knows by its address whose numbers it is asked about.
final class Expressions: Sendable {
  private let sources: [String?]

  init(_ sources: [String?]) { self.sources = sources }

  /// The expression of a pattern; without one, it matches nothing.
  subscript(number: Int) -> String { sources[number] ?? Self.nothing }

  private static let nothing = "(?!)"
}
