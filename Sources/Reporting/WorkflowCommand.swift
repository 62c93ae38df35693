/// A line of output that a job of GitHub Actions takes for a command: `::NAME KEY=VALUE,…::MESSAGE`.
struct WorkflowCommand {
  /// What it does.
  let name: String
  /// What it is about, in the order in which it is written.
  var properties: [(name: String, value: String)] = []
  /// Its text, which may have several lines.
  let message: String

  /// The line, in which nothing of the values can end what it stands in.
  var line: String {
    let list = properties.map { "\($0.name)=\(Self.escaped($0.value, isProperty: true))" }
    let head = list.isEmpty ? name : "\(name) \(list.joined(separator: ","))"
    return "::\(head)::\(Self.escaped(message, isProperty: false))"
  }

  /// A value as GitHub's own toolkit escapes it: `%` and line ends, of a property also `:` and `,`.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var line = ""
    // By scalars: CR and LF together are a single character of a text.
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": line += "%25"
      case "\r": line += "%0D"
      case "\n": line += "%0A"
      case ":" where isProperty: line += "%3A"
      case "," where isProperty: line += "%2C"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}
