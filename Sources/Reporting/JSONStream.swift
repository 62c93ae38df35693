import Findings

/// Writes `Encodable` values as JSON, each as it is met: nothing is held but the output's buffer.
///
/// Members come in the order in which they are encoded, which for a synthesised conformance is the
/// order of declaration; that is what makes a report the same bytes every time. Values are texts,
/// whole numbers, truth values, and lists and objects of them.
struct JSONStream {
  private let output: ReportOutput

  /// Writes to an output, which is not finished by it.
  init(_ output: ReportOutput) { self.output = output }

  /// Writes one value and the end of a line.
  func writeLine(_ value: some Encodable) throws(ReportError) {
    do {
      try write(value)
    } catch let error as ReportError {
      throw error
    } catch {
      preconditionFailure("a value of a report throws no error of its own: \(error)")
    }
    output.append(UInt8(ascii: "\n"))
    try output.flushIfFull()
  }

  fileprivate func write(_ value: some Encodable) throws {
    if writePrimitive(value) { return }
    let scope = Scope(self)
    try value.encode(to: ValueEncoder(scope: scope))
    scope.close()
    try output.flushIfFull()
  }

  /// Writes a text, a number or a truth value, or returns false for anything else.
  fileprivate func writePrimitive(_ value: some Encodable) -> Bool {
    switch value {
    case let text as String: output.appendJSON(text)
    case let number as Int: output.append(String(number))
    case let flag as Bool: output.append(flag ? "true" : "false")
    default: return false
    }
    return true
  }

  fileprivate func append(_ character: Unicode.Scalar) { output.append(UInt8(ascii: character)) }

  fileprivate func appendNull() { output.append("null") }
}

/// One list or object that is being written.
private final class Scope {
  let stream: JSONStream
  private var closing: Unicode.Scalar?
  private var isEmpty = true

  init(_ stream: JSONStream) { self.stream = stream }

  /// Starts the list or object, once.
  func open(_ opening: Unicode.Scalar, _ closing: Unicode.Scalar) {
    precondition(self.closing == nil, "a value is encoded into one container")
    self.closing = closing
    stream.append(opening)
  }

  /// Separates an element from the one before.
  func separate() {
    if !isEmpty { stream.append(",") }
    isEmpty = false
  }

  /// Ends the list or object, where there is one.
  func close() {
    if let closing { stream.append(closing) }
  }
}

/// What a value encodes itself into.
private struct ValueEncoder: Encoder {
  let scope: Scope
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    scope.open("{", "}")
    return KeyedEncodingContainer(Members(scope: scope))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    scope.open("[", "]")
    return Elements(scope: scope)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(scope: scope) }
}

// The generic `encode` of each container stands for all of the protocol's overloads. Nested
// containers and `super` would need an end that nobody announces; no type of a report uses them.
private func nestingIsUnsupported() -> Never {
  preconditionFailure("a part of a report is a type of its own")
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let scope: Scope
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    start(key)
    scope.stream.appendNull()
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    start(key)
    try scope.stream.write(value)
  }

  private func start(_ key: Key) {
    scope.separate()
    _ = scope.stream.writePrimitive(key.stringValue)
    scope.stream.append(":")
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> { nestingIsUnsupported() }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nestingIsUnsupported()
  }

  func superEncoder() -> any Encoder { nestingIsUnsupported() }

  func superEncoder(forKey key: Key) -> any Encoder { nestingIsUnsupported() }
}

private struct Elements: UnkeyedEncodingContainer {
  let scope: Scope
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(scope: Scope) { self.scope = scope }

  mutating func encodeNil() {
    start()
    scope.stream.appendNull()
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    start()
    try scope.stream.write(value)
  }

  private mutating func start() {
    scope.separate()
    count += 1
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> { nestingIsUnsupported() }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    nestingIsUnsupported()
  }

  func superEncoder() -> any Encoder { nestingIsUnsupported() }
}

private struct Single: SingleValueEncodingContainer {
  let scope: Scope
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { scope.stream.appendNull() }

  func encode<Value: Encodable>(_ value: Value) throws {
    let isPrimitive = scope.stream.writePrimitive(value)
    precondition(isPrimitive, "a report holds texts, whole numbers and truth values")
  }
}
