import Findings

/// Colours of the text report, or none.
struct TextStyle {
  /// True where the terminal is to be coloured.
  let usesColor: Bool

  /// What a part of the report is.
  enum Part {
    case place, note, rule, gutter, advice
    case severity(Severity)
  }

  /// A text in the colour of its part.
  func paint(_ text: String, as part: Part) -> String {
    usesColor ? "\u{1b}[\(Self.code(of: part))m\(text)\u{1b}[0m" : text
  }

  /// The numbers of the terminal's attributes (ECMA-48, SGR).
  private static func code(of part: Part) -> String {
    switch part {
    case .place: "1"
    case .severity(.error): "1;31"
    case .severity(.warning): "1;33"
    case .severity(.note), .note: "1;36"
    case .rule, .gutter: "2"
    case .advice: "32"
    }
  }
}
