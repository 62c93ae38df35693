extension UInt8 {
  /// True for a character of one byte that is as harmless as it looks, whatever is beside it.
  var isPlain: Bool { (0x20..<0x7f).contains(self) && self != UInt8(ascii: "#") }
}

extension Unicode.Scalar {
  /// True for what a terminal or a browser obeys or hides instead of showing.
  ///
  /// Controls (C0, DEL, C1), line and paragraph separators, and everything that changes how its
  /// neighbours look without being seen itself: bidirectional controls, zero-width characters, tags.
  /// Variation selectors are left alone: they only choose how the character before them is drawn.
  var isHidden: Bool {
    if value < 0x7f { return value < 0x20 }
    // Every redacted secret has one, and a look at its properties takes long.
    if self == "…" { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
    }
  }

  /// True where the scalar would complete the opening of a command to a build server.
  ///
  /// Build servers obey `##[…`, `##vso[…` and `##teamcity[…` anywhere in a line of output. It is
  /// enough to break the two signs; headings (`## Like this`) are left alone. Where the scalar
  /// after is not known, it could be anything.
  func opensCommand(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool {
    self == "#" && previous == "#" && next != " " && next != "#"
  }
}
