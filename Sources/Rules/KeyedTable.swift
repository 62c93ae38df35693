internal import Findings
internal import TOMLKit

/// A table of a rule file that is read key by key, and refuses what was not asked for.
///
/// An unknown key is an error: a misspelt `counterexample` that nobody reads is a test that never
/// ran.
struct KeyedTable {
  let file: String
  let place: String
  private let table: TOMLTable
  /// The keys that it has: few of those that are asked for, and to ask the table takes longer.
  private let keys: [String]
  /// Where keys stand in the file; nil where errors go without.
  private let lines: KeyLines?
  /// The keys that were asked for: so few that to look through them is quickest.
  private var known: [String] = []

  init(_ table: TOMLTable, file: String, place: String, lines: KeyLines? = nil) {
    self.table = table
    keys = table.keys
    self.file = file
    self.place = place
    self.lines = lines
    known.reserveCapacity(32)
  }

  /// The value of a key, which is known from now on.
  private mutating func value(_ key: String) -> (any TOMLValueConvertible)? {
    known.append(key)
    guard keys.contains(key) else { return nil }
    return table[key]
  }

  mutating func string(_ key: String) throws(RuleError) -> String {
    guard let text = try optionalString(key) else { throw missing(key) }
    return text
  }

  mutating func optionalString(_ key: String) throws(RuleError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.string else { throw error(key, "has to be a string.") }
    return text
  }

  mutating func bool(_ key: String) throws(RuleError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.bool else { throw error(key, "has to be true or false.") }
    return flag
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) throws(RuleError) -> Int? {
    guard let value = value(key) else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw error(
        key, "has to be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  mutating func number(_ key: String, in range: ClosedRange<Double>) throws(RuleError) -> Double? {
    guard let value = value(key) else { return nil }
    guard let number = value.double ?? value.int.map(Double.init), range.contains(number) else {
      throw error(key, "has to be a number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  /// A list of strings; a single string is a list of one.
  mutating func strings(_ key: String) throws(RuleError) -> [String] {
    guard let value = value(key) else { return [] }
    if let text = value.string { return [text] }
    let message = "has to be a string or a list of strings."
    guard let list = value.array else { throw error(key, message) }
    var texts: [String] = []
    for element in list {
      guard let text = element.string else { throw error(key, message) }
      texts.append(text)
    }
    return texts
  }

  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, as type: Word.Type = Word.self
  ) throws(RuleError) -> Word? where Word.RawValue == String {
    try optionalString(key).map { text throws(RuleError) in try word(text, key) }
  }

  mutating func words<Word: RawRepresentable & CaseIterable>(
    _ key: String, as type: Word.Type = Word.self
  ) throws(RuleError) -> [Word] where Word.RawValue == String {
    var words: [Word] = []
    for text in try strings(key) { words.append(try word(text, key)) }
    return words
  }

  mutating func ruleIDs(_ key: String) throws(RuleError) -> [RuleID] {
    var ids: [RuleID] = []
    for text in try strings(key) {
      guard let id = RuleID(rawValue: text) else {
        throw error(key, "\"\(text)\" is no rule ID: lowercase words joined by hyphens.")
      }
      ids.append(id)
    }
    return ids
  }

  /// The tables of a `[[key]]`, each with a place that is made of its number, from 1.
  mutating func tables(
    _ key: String, place makePlace: (Int, TOMLTable) -> String
  ) throws(RuleError) -> [KeyedTable] {
    guard let value = value(key) else { return [] }
    guard let list = value.array else { throw error(key, "has to be written as [[\(key)]].") }
    var tables: [KeyedTable] = []
    for (index, element) in list.enumerated() {
      guard let inner = element.table else {
        throw error(key, "has to be written as [[\(key)]].")
      }
      let place = makePlace(index + 1, inner)
      tables.append(
        KeyedTable(inner, file: file, place: place, lines: lines?.inTable(key, number: index + 1)))
    }
    return tables
  }

  mutating func table(_ key: String) throws(RuleError) -> KeyedTable? {
    guard let value = value(key) else { return nil }
    guard let inner = value.table else { throw error(key, "has to be a table, [\(key)].") }
    return KeyedTable(
      inner, file: file, place: join(place, "table \"\(key)\""),
      lines: lines?.inTable(key, number: 1))
  }

  /// All keys with their strings, of a table whose keys are names.
  mutating func allStrings() throws(RuleError) -> [String: String] {
    var texts: [String: String] = [:]
    for key in keys {
      let value: (any TOMLValueConvertible)? = table[key]
      guard let text = value?.string else { throw error(key, "has to be a string.") }
      texts[key] = text
    }
    return texts
  }

  /// Refuses the keys that were not read.
  func finish() throws(RuleError) {
    guard let unknown = keys.filter({ !known.contains($0) }).min() else { return }
    let nearest = nearestName(to: unknown, among: known)
    throw error(
      unknown,
      nearest.map { "there is no such key; did you mean \"\($0)\"?" }
        ?? "there is no such key; known are \(Set(known).sorted().joined(separator: ", ")).")
  }

  func error(_ key: String, _ message: String) -> RuleError {
    let line = lines?.line(of: key).map { "line \($0)" } ?? ""
    return RuleError(
      file: file, place: join(line, join(place, "key \"\(key)\"")), message: message)
  }

  func missing(_ key: String) -> RuleError { error(key, "is missing; add it.") }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ text: String, _ key: String
  ) throws(RuleError) -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: text) else {
      let all = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw error(key, "\"\(text)\" is not one of \(all).")
    }
    return word
  }

  private func join(_ outer: String, _ inner: String) -> String {
    outer.isEmpty ? inner : "\(outer), \(inner)"
  }
}
