/// A message with `{name}` where something that was found belongs.
struct MessageTemplate: Hashable, Sendable {
  private let template: String

  init(_ template: String) { self.template = template }

  /// The message with the values filled in; a value that is missing is left as `{name}`.
  func text(_ value: (String) -> String?) -> String {
    var text = ""
    var rest = template[...]
    // Bytes are quicker to look through than characters, and no character holds a bracket's.
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      let name = String(rest[open..<close].dropFirst())
      text += rest[..<open]
      text += value(name) ?? "{\(name)}"
      rest = rest[close...].dropFirst()
    }
    return text + rest
  }
}
