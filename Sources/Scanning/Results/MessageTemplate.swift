/// A message with `{name}` where something that was found belongs.
struct MessageTemplate: Hashable, Sendable {
  private let template: String

  init(_ template: String) { self.template = template }

  /// The message with the values filled in; a value that is missing is left as `{name}`.
  func text(_ value: (String) -> String?) -> String {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      text += rest[..<open]
      text += value(name) ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
