/// The lines at which the keys of a table stand: the parser does not say.
///
/// It knows tables and keys that are written as people write them, `[name]` and `key =`, each at the
/// start of a line. For others there is no line.
struct KeyLines {
  private let lines: ArraySlice<Substring>

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
  }

  private init(lines: ArraySlice<Substring>) { self.lines = lines }

  /// The line of a key, from 1, before the next table; or of the header of a table that is so called.
  func line(of key: String) -> Int? {
    let end = lines.firstIndex { Self.header(of: $0) != nil } ?? lines.endIndex
    let index = lines[..<end].firstIndex { Self.key(of: $0).map(String.init) == key }
    return (index ?? headers(key).first).map { $0 + 1 }
  }

  /// The lines after the header of a table; of a list of tables, after the header of one of them.
  func inTable(_ name: String, number: Int) -> KeyLines? {
    let headers = headers(name)
    guard headers.count >= number else { return nil }
    return KeyLines(lines: lines[(headers[number - 1] + 1)...])
  }

  private func headers(_ name: String) -> [Int] {
    lines.indices.filter { Self.header(of: lines[$0]).map(String.init) == name }
  }

  private static func key(of line: Substring) -> Substring? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    return line[..<equals].trimmed.unquoted
  }

  private static func header(of line: Substring) -> Substring? {
    guard line.first(where: { $0 != " " && $0 != "\t" }) == "[",
      let close = line.firstIndex(of: "]")
    else { return nil }
    return line[..<close].trimmed.drop { $0 == "[" }.trimmed.unquoted
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }

  fileprivate var unquoted: Substring {
    guard count > 1, first == "\"", last == "\"" else { return self }
    return dropFirst().dropLast()
  }
}
