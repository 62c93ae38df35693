import Findings

/// JSON that is put together in memory, member after member.
///
/// It is for what stands once for each artifact and each finding: to ask an `Encodable` value for its
/// members takes ten times as long as to write them. What it writes is what ``JSONStream`` writes.
struct JSONText {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []
  private var isEmpty = true

  /// Forgets what was written, and writes the members of one object and the end of a line.
  mutating func writeLine(_ object: some JSONObject) {
    bytes.removeAll(keepingCapacity: true)
    write(object)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Adds a member that holds a text, or none.
  mutating func add(_ name: String, _ text: String?) {
    guard let text else { return }
    start(name)
    bytes.appendJSON(text)
  }

  /// Adds a member that holds a whole number, or none.
  mutating func add(_ name: String, _ number: Int?) {
    guard let number else { return }
    start(name)
    bytes += String(number).utf8
  }

  /// Adds a member that holds a truth value.
  mutating func add(_ name: String, _ flag: Bool) {
    start(name)
    bytes += (flag ? "true" : "false").utf8
  }

  /// Adds a member that holds an object, or none.
  mutating func add(_ name: String, _ object: (some JSONObject)?) {
    guard let object else { return }
    start(name)
    write(object)
  }

  /// Adds a member that holds a list of objects.
  mutating func add(_ name: String, _ objects: [some JSONObject]) {
    start(name)
    bytes.append(UInt8(ascii: "["))
    for (number, object) in objects.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      write(object)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Adds a path: as text where it is UTF-8, else its bytes with `%` and two digits for all but the
  /// plainest.
  mutating func add(_ path: ArtifactPath) {
    if path.bytes.allSatisfy(\.isPlainJSON) {
      start("path")
      bytes.append(UInt8(ascii: "\""))
      bytes += path.bytes
      bytes.append(UInt8(ascii: "\""))
    } else if let text = PathText.utf8(path.bytes) {
      add("path", text)
    } else {
      add("pathBytes", PathText.percentEncoded(path.bytes))
    }
  }

  private mutating func write(_ object: some JSONObject) {
    bytes.append(UInt8(ascii: "{"))
    isEmpty = true
    object.addMembers(to: &self)
    bytes.append(UInt8(ascii: "}"))
    isEmpty = false
  }

  /// Starts a member; its name needs no escape.
  private mutating func start(_ name: String) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes += name.utf8
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    isEmpty = false
  }
}

/// What is written as a JSON object.
protocol JSONObject {
  /// Adds the members, in the order in which they are to stand.
  func addMembers(to json: inout JSONText)
}

extension [UInt8] {
  /// Adds a text as a JSON string, with its quotes.
  ///
  /// Whatever a terminal would obey or hide is written as `\u`, which no reader of JSON can tell from
  /// the character itself.
  mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    let start = count
    self += text.utf8
    // Bytes in an array are quicker to look at than characters of a text, and nearly all are plain.
    if !self[start...].allSatisfy(\.isPlainJSON) {
      removeSubrange(start...)
      appendEscaped(text.unicodeScalars)
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ text: String.UnicodeScalarView) {
    var rest = text.makeIterator()
    var (previous, scalar) = (nil as Unicode.Scalar?, rest.next())
    while let current = scalar {
      let next = rest.next()
      appendEscaped(current, after: previous, before: next)
      (previous, scalar) = (current, next)
    }
  }

  private mutating func appendEscaped(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) {
    switch scalar {
    case _ where scalar.isPlainJSON: append(UInt8(scalar.value))
    case "\"": self += "\\\"".utf8
    case "\\": self += "\\\\".utf8
    case "\n": self += "\\n".utf8
    case "\r": self += "\\r".utf8
    case "\t": self += "\\t".utf8
    case _ where scalar.isHidden || scalar.opensCommand(after: previous, before: next):
      appendUnits(of: scalar)
    case _ where scalar.isASCII: append(UInt8(scalar.value))
    default: self += scalar.utf8
    }
  }

  private mutating func appendUnits(of scalar: Unicode.Scalar) {
    for unit in scalar.utf16 {
      self += "\\u".utf8
      self += Hexadecimal.digits(of: unit).utf8
    }
  }
}

extension Unicode.Scalar {
  /// True for an ASCII character that stands for itself.
  fileprivate var isPlainJSON: Bool { isASCII && UInt8(value).isPlainJSON }
}

extension UInt8 {
  /// True for a byte that stands for itself in a JSON string, whatever is beside it.
  fileprivate var isPlainJSON: Bool {
    isPlain && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
