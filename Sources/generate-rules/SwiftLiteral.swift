/// Writes values as Swift source.
protocol SwiftLiteral {
  /// An expression that makes the value.
  var swift: String { get }
}

extension String: SwiftLiteral {
  var swift: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension Int: SwiftLiteral {
  var swift: String { String(self) }
}

extension Bool: SwiftLiteral {
  var swift: String { self ? "true" : "false" }
}

extension Optional: SwiftLiteral where Wrapped: SwiftLiteral {
  var swift: String { map(\.swift) ?? "nil" }
}

extension Array: SwiftLiteral where Element: SwiftLiteral {
  var swift: String { "[" + map(\.swift).joined(separator: ", ") + "]" }
}

extension Dictionary: SwiftLiteral where Key == String, Value == String {
  var swift: String {
    guard !isEmpty else { return "[:]" }
    let pairs = sorted { $0.key < $1.key }.map { "\($0.key.swift): \($0.value.swift)" }
    return "[\n    " + pairs.joined(separator: ",\n    ") + ",\n  ]"
  }
}
