/// The values of a configuration file, each with the keys that lead to it.
///
/// It is read tolerantly: templates, fragments and broken files give what they can. All offsets are
/// of the text that was read. It takes 16 bytes a value, 12 a key and 20 a mapping.
struct Configuration: Sendable {
  /// The values, in order of where they start.
  ///
  /// A value may stand in more than one: `- name: PLEO_API_KEY` with `value: x` gives `name`,
  /// `value`, and `PLEO_API_KEY`.
  let entries: [Entry]
  /// The mappings that hold a value, and the whole text (the first); one stands after those around it.
  let blocks: [Block]
  private let keys: [Key]

  init(entries: [Entry], blocks: [Block], keys: [Key]) {
    self.entries = entries
    self.blocks = blocks
    self.keys = keys
  }

  /// A value.
  struct Entry: Hashable, Sendable {
    private let place: TextRange
    private let holder: Int32
    private let keyNumber: Int32

    init(value: Range<Int>, block: Int, key: Int) {
      place = TextRange(value)
      holder = Int32(block)
      keyNumber = Int32(key)
    }

    /// Its bytes, without quotes; those of a block scalar from its first line to its last.
    var value: Range<Int> { place.range }
    /// The number of the mapping (object, section, element) that holds it directly.
    var block: Int { Int(holder) }
    /// The number of the key before it, the same for all items of a list.
    var key: Int { Int(keyNumber) }
  }

  /// A mapping: an object, a section, an element.
  struct Block: Hashable, Sendable {
    private var place: TextRange
    private let outer: Int32
    private var listKey: Int32 = Self.none
    /// True where it says a value by its name: `name: PLEO_BASE_URL` and `value: x`.
    private(set) var isPair = false

    private static let none: Int32 = -2

    init(range: Range<Int>, parent: Int?) {
      place = TextRange(range)
      outer = parent.map { Int32($0) } ?? -1
    }

    /// Its bytes.
    var range: Range<Int> { place.range }
    /// The number of the mapping around it; nil for the whole text.
    var parent: Int? { outer < 0 ? nil : Int(outer) }
    /// True where it is an item of a list that has a name.
    var isNamedItem: Bool { listKey != Self.none }

    /// True where it is an item with a name of the same list as another.
    func isListed(with other: Block) -> Bool {
      isNamedItem && listKey == other.listKey && outer == other.outer
    }

    /// Says that it is an item with a name, of the list under a key.
    mutating func setListed(under key: Int?, isPair: Bool) {
      listKey = key.map { Int32($0) } ?? -1
      self.isPair = isPair
    }

    mutating func end(at offset: Int) { place = TextRange(range.lowerBound..<offset) }
  }

  /// A key, and the one around it.
  struct Key: Hashable, Sendable {
    private let place: TextRange
    private let outer: Int32

    init(range: Range<Int>, parent: Int?) {
      place = TextRange(range)
      outer = parent.map { Int32($0) } ?? -1
    }

    /// Its bytes, without quotes.
    var range: Range<Int> { place.range }
    /// The number of the key around it; nil where it is the first of its path.
    var parent: Int? { outer < 0 ? nil : Int(outer) }
  }

  /// The innermost mapping that holds an offset.
  func block(at offset: Int) -> Int {
    var index = blocks.firstIndexAfter { $0.range.lowerBound <= offset } - 1
    while index > 0, !blocks[index].range.contains(offset) {
      index = blocks[index].parent ?? 0
    }
    return max(0, index)
  }

  /// True where a mapping lies in another, apart from the whole text, which is around everything.
  func isAround(_ outer: Int, _ inner: Int) -> Bool {
    guard outer > 0 else { return false }
    var block = blocks[inner].parent
    while let current = block, current > 0 {
      if current == outer { return true }
      block = blocks[current].parent
    }
    return false
  }

  /// True where two mappings are in items of one list of names and values, as containers are given
  /// their environment, one of them directly.
  func isOneList(_ left: Int, _ right: Int) -> Bool {
    guard let a = item(around: left), let b = item(around: right), a == left || b == right else {
      return false
    }
    return blocks[a].isListed(with: blocks[b]) && (blocks[a].isPair || blocks[b].isPair)
  }

  /// The innermost item with a name that a mapping is or lies in.
  private func item(around block: Int) -> Int? {
    var block: Int? = block
    while let current = block, current > 0 {
      if blocks[current].isNamedItem { return current }
      block = blocks[current].parent
    }
    return nil
  }

  /// The last value that starts at an offset or before it.
  func entry(by offset: Int) -> Entry? {
    let index = entries.firstIndexAfter { $0.value.lowerBound <= offset }
    return index == 0 ? nil : entries[index - 1]
  }

  /// The keys that lead to a value, the outermost first; of very many, the innermost 80.
  ///
  /// A key is what is written: `pleo.api-key` in a properties file is one. The items of a list add
  /// none.
  func path(of entry: Entry) -> [Range<Int>] {
    var path: [Range<Int>] = []
    var next: Int? = entry.key
    while let number = next, path.count < 80 {
      path.append(keys[number].range)
      next = keys[number].parent
    }
    return path.reversed()
  }
}
