extension Unicode.Scalar {
  /// How many columns a terminal gives the scalar: 0, 1 or 2.
  ///
  /// Two for what Unicode's East Asian Width calls wide or fullwidth (UAX #11) and for emoji that
  /// are drawn as such; none for combining marks and the vowels and finals of Korean syllables.
  var terminalWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if (0x1160...0x11ff).contains(value) { return 0 }
    return isWide ? 2 : 1
  }

  private var isWide: Bool {
    // A flag is two of these, one column each.
    if (0x1f1e6...0x1f1ff).contains(value) { return false }
    if value < 0x1100 { return false }
    return properties.isEmojiPresentation || isEastAsianWide
  }

  /// The blocks of UAX #11 that are wide throughout, written out because the standard library does
  /// not have the property.
  private var isEastAsianWide: Bool {
    switch value {
    case 0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf,
      0x4e00...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19,
      0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18dff, 0x1aff0...0x1b2ff,
      0x1f200...0x1f265, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
