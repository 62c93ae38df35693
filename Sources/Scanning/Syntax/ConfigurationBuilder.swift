/// Puts a ``Configuration`` together from what a reader meets, in order.
///
/// It knows the mappings and lists that are open, and the idiom of pairs: of `name: A` and
/// `value: x` in one mapping it makes an additional value under the key `A`.
struct ConfigurationBuilder {
  /// How many mappings and lists may be open at once.
  static let deepest = 64

  /// The mappings and lists that are open, the innermost last; the whole text is the first.
  private(set) var frames: [Frame]
  private var entries: [Configuration.Entry] = []
  /// True for XML, whose elements are a list where they are pairs: `<add key="A" value="x"/>`.
  private let hasElements: Bool
  private var blocks: [Configuration.Block]
  private var keys: [Configuration.Key] = []

  /// What is open.
  enum Kind: Hashable, Sendable {
    case mapping
    case list
  }

  /// A mapping or list that is open.
  struct Frame: Sendable {
    let kind: Kind
    /// Where it starts.
    let start: Int
    /// The column that its members start in; -1 where brackets bound it.
    let column: Int
    /// The bracket that closes it, if one does.
    let closing: UInt8
    /// The number of the key that it stands under.
    let base: Int?
    /// The number of the key whose value comes next.
    fileprivate(set) var member: Int?
    fileprivate var role = PairRole.none
    fileprivate var block: Int?
    fileprivate var names = Halves()
    fileprivate var values = Halves()

    /// True where a key of a mapping comes next.
    var isAtKey: Bool { kind == .mapping && member == nil }
  }

  /// The names, or the values, of a mapping; one with more than two is none of pairs.
  ///
  /// It is no array, so that a frame is copied without counting references.
  fileprivate struct Halves: Sendable {
    var first: Range<Int>?
    var second: Range<Int>?

    var isEmpty: Bool { first == nil }

    mutating func append(_ range: Range<Int>) {
      if first == nil { first = range } else if second == nil { second = range }
    }

    func forEach(_ body: (Range<Int>) -> Void) {
      if let first { body(first) }
      if let second { body(second) }
    }
  }

  init(_ range: Range<Int>, hasElements: Bool = false) {
    self.hasElements = hasElements
    frames = [Frame(kind: .mapping, start: range.lowerBound, column: -1, closing: 0, base: nil)]
    frames[0].block = 0
    blocks = [Configuration.Block(range: range, parent: nil)]
  }

  /// True where nothing more can be opened.
  var isFull: Bool { frames.count > Self.deepest }
  /// The innermost mapping or list.
  var top: Frame { frames[frames.count - 1] }

  /// Opens a mapping or list under the present key; call it only where there is room.
  mutating func open(_ kind: Kind, at start: Int, column: Int = -1, closing: UInt8 = 0) {
    frames.append(
      Frame(
        kind: kind, start: start, column: column, closing: closing, base: top.member ?? top.base))
  }

  /// Closes the innermost mapping or list; the whole text stays open.
  mutating func close(at end: Int) {
    guard frames.count > 1 else { return }
    addPairs()
    let frame = frames.removeLast()
    guard frame.kind == .mapping, let block = frame.block else { return }
    blocks[block].end(at: max(end, frame.start))
    if top.kind == .list, !frame.names.isEmpty {
      blocks[block].setListed(under: frame.base, isPair: !frame.values.isEmpty)
    } else if hasElements, !frame.names.isEmpty, !frame.values.isEmpty {
      blocks[block].setListed(under: top.base, isPair: true)
    }
  }

  /// Closes mappings and lists until a number of them is left.
  mutating func close(downTo count: Int, at end: Int) {
    while frames.count > count { close(at: end) }
  }

  /// Says which key the next value has.
  mutating func setKey(_ range: Range<Int>, of text: Span<UInt8>) {
    frames[frames.count - 1].member = add(range, under: top.base)
    frames[frames.count - 1].role = PairRole(of: range, in: text)
  }

  /// Says that the next value has a further key, under the present one.
  mutating func extendKey(_ range: Range<Int>) {
    frames[frames.count - 1].member = add(range, under: top.member ?? top.base)
    frames[frames.count - 1].role = .none
  }

  /// Says that the next value has no key yet.
  mutating func endMember() {
    frames[frames.count - 1].member = nil
    frames[frames.count - 1].role = .none
  }

  /// Adds a value of the present key; an item `A=x` of a list also as one of the key `A`.
  mutating func add(_ value: Range<Int>, of text: Span<UInt8>) {
    if let key = top.member ?? (top.kind == .list ? top.base : nil) { add(value, key: key) }
    note(value, of: frames.count - 1)
    guard top.kind == .list, top.member == nil,
      let pair = Assignment(value, of: text)
    else { return }
    add(pair.value, key: add(pair.name, under: top.base))
  }

  /// Adds the text of the innermost mapping, which is a value of the one around it.
  mutating func addText(_ value: Range<Int>) {
    guard frames.count > 1, let key = top.base else { return }
    frames[frames.count - 1].values.append(value)
    note(value, of: frames.count - 2)
    let block = block(ofFrame: frames.count - 2)
    entries.append(Configuration.Entry(value: value, block: block, key: key))
  }

  /// Closes what is open and gives what was read.
  mutating func finish(at end: Int) -> Configuration {
    close(downTo: 1, at: end)
    addPairs()
    entries.sort { ($0.value.lowerBound, $0.key) < ($1.value.lowerBound, $1.key) }
    return Configuration(entries: entries, blocks: blocks, keys: keys)
  }

  private mutating func add(_ key: Range<Int>, under parent: Int?) -> Int {
    keys.append(Configuration.Key(range: key, parent: parent))
    return keys.count - 1
  }

  private mutating func add(_ value: Range<Int>, key: Int) {
    let block = block(ofFrame: frames.count - 1)
    entries.append(Configuration.Entry(value: value, block: block, key: key))
  }

  /// Remembers a value of an open mapping where it is half of a pair.
  private mutating func note(_ value: Range<Int>, of frame: Int) {
    switch frames[frame].role {
    case .name: frames[frame].names.append(value)
    case .value: frames[frame].values.append(value)
    case .none: break
    }
  }

  private mutating func addPairs() {
    let frame = top
    frame.names.forEach { name in
      guard !name.isEmpty else { return }
      frame.values.forEach { add($0, key: add(name, under: frame.base)) }
    }
  }

  /// The number of the block of an open mapping, or of the one around a list.
  ///
  /// A mapping has one only from its first value on, so that empty ones cost nothing.
  private mutating func block(ofFrame last: Int) -> Int {
    if let known = frames[last].block { return known }
    var block = 0
    for index in 0...last {
      if let known = frames[index].block {
        block = known
      } else if frames[index].kind == .mapping {
        let start = frames[index].start
        blocks.append(Configuration.Block(range: start..<start, parent: block))
        block = blocks.count - 1
      }
      frames[index].block = block
    }
    return block
  }
}
