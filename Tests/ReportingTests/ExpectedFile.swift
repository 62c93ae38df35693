import Foundation
import Testing

/// Compares a whole report with the file that promises it.
///
/// `UPDATE_FIXTURES=1` writes the file anew; the difference is for a reviewer to judge.
func expectFile(
  _ name: String, toHold text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("Expected").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] == "1" {
    try Data(text.utf8).write(to: file)
  }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  // Not as Strings, whose equality would let another spelling of the same character pass.
  #expect(Array(text.utf8) == Array(expected.utf8), "\(text)", sourceLocation: sourceLocation)
}

/// JSON without white space, laid out in lines for a reader: the same for the same bytes only.
func laidOut(_ json: String) -> String {
  var text = ""
  var depth = 0
  var isInString = false
  var isEscaped = false
  for character in json.unicodeScalars {
    let isOutside = !isInString
    if !isEscaped && character == "\"" { isInString.toggle() }
    isEscaped = isInString && character == "\\" && !isEscaped
    if isOutside && "}]".unicodeScalars.contains(character) {
      depth -= 1
      text += "\n" + String(repeating: " ", count: depth * 2)
    }
    text.unicodeScalars.append(character)
    if isOutside && "{[,".unicodeScalars.contains(character) {
      depth += character == "," ? 0 : 1
      text += "\n" + String(repeating: " ", count: depth * 2)
    }
  }
  return text
}
