/// Values by name, encoded in order of name.
struct SortedMap<Value: Encodable>: Encodable {
  private let entries: [(name: String, value: Value)]

  init(_ values: [String: Value]) {
    entries = values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for (name, value) in entries { try container.encode(value, forKey: Name(stringValue: name)) }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}

extension SortedMap: JSONObject where Value == Int {
  func addMembers(to json: inout JSONText) {
    for (name, value) in entries { json.add(name, value) }
  }
}
