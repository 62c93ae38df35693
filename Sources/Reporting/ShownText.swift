/// Text from outside, made fit for a terminal: what it would obey or hide is spelt out.
///
/// Several pieces of one line go through one value, so that nothing is put together from two
/// harmless halves.
public struct ShownText {
  /// What has been written so far.
  private(set) var text = ""
  /// How many columns of a terminal that takes.
  private(set) var width = 0
  private var previous: Unicode.Scalar?

  /// Adds a piece.
  ///
  /// A tab is shown as one space, so that what is marked below the line stays in place.
  mutating func append(_ piece: String) {
    var rest = piece[...]
    while let end = rest.utf8.firstIndex(where: { !$0.isPlain }) {
      addPlain(rest[..<end])
      rest = rest[end...]
      let scalar = rest.unicodeScalars.removeFirst()
      append(scalar, before: rest.unicodeScalars.first)
    }
    addPlain(rest)
  }

  private mutating func addPlain(_ piece: Substring) {
    guard let last = piece.unicodeScalars.last else { return }
    add(piece, width: piece.utf8.count)
    previous = last
  }

  /// A text of one piece.
  public static func shown(_ text: String) -> String {
    var shown = ShownText()
    shown.append(text)
    return shown.text
  }

  private mutating func append(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
    if scalar == "\t" {
      add(" ", width: 1)
    } else if scalar.isHidden || scalar.opensCommand(after: previous, before: next) {
      let spelt = "\\u{" + String(scalar.value, radix: 16) + "}"
      add(spelt, width: spelt.utf8.count)
    } else {
      text.unicodeScalars.append(scalar)
      width += scalar.terminalWidth
    }
    previous = scalar
  }

  private mutating func add(_ plain: some StringProtocol, width columns: Int) {
    text += plain
    width += columns
  }
}
