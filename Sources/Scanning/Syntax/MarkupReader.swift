/// Reads XML: an element is a mapping of its attributes and elements; its text is its value.
///
/// In a property list the text of `<key>` is the key of the element after it. End tags that fit
/// nothing are passed over; those that are missing are made up for by the ones around them.
struct MarkupReader {
  private let limit: Int
  private var offset: Int
  private var builder: ConfigurationBuilder
  // The open elements, one for each frame after the first.
  private var elements: [Element] = [Element(name: 0..<0)]
  // How many elements are open that the builder has no room for.
  private var overflow = 0

  private struct Element {
    let name: Range<Int>
    /// The key that a property list gives the next element in this one.
    var nextKey: Range<Int>?
  }

  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Configuration {
    var reader = MarkupReader(range)
    while reader.offset < range.upperBound { reader.readPiece(text) }
    return reader.builder.finish(at: range.upperBound)
  }

  private init(_ range: Range<Int>) {
    limit = range.upperBound
    offset = range.lowerBound
    builder = ConfigurationBuilder(range, hasElements: true)
  }

  private mutating func readPiece(_ text: Span<UInt8>) {
    if text[offset] != UInt8(ascii: "<") {
      readText(text)
    } else if text.starts(with: Self.comment, at: offset) {
      offset = text.end(of: "-->", from: offset + 4, limit: limit)
    } else if text.starts(with: Self.data, at: offset) {
      readData(text)
    } else {
      readTag(text)
    }
  }

  private static let comment: StaticBytes = "<!--"
  private static let data: StaticBytes = "<![CDATA["
  private static let dataEnd: StaticBytes = "]]>"
  private static let keyName: StaticBytes = "key"

  private mutating func readTag(_ text: Span<UInt8>) {
    let next = offset + 1 < limit ? text[offset + 1] : 0
    switch next {
    case UInt8(ascii: "/"): readEnd(text)
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      offset = text.firstOffset(from: offset, limit: limit) { $0 == UInt8(ascii: ">") }
    case _ where next.isNameCharacter || next >= 0x80: readStart(text)
    default: offset += 1
    }
  }

  // MARK: Text

  private mutating func readText(_ text: Span<UInt8>) {
    let end = text.firstOffset(from: offset, limit: limit) { $0 == UInt8(ascii: "<") }
    add(text.trimmed(offset..<end), text)
    offset = end
  }

  private mutating func readData(_ text: Span<UInt8>) {
    let start = offset + Self.data.bytes.count
    let end = text.end(of: Self.dataEnd, from: start, limit: limit)
    let isClosed = end - 3 >= start && text.starts(with: Self.dataEnd, at: end - 3)
    if start <= limit { add(start..<(isClosed ? end - 3 : limit), text) }
    offset = end
  }

  private mutating func add(_ value: Range<Int>, _ text: Span<UInt8>) {
    guard !value.isEmpty, elements.count > 1, overflow == 0 else { return }
    builder.addText(value)
    if text.holds(Self.keyName, in: elements[elements.count - 1].name) {
      elements[elements.count - 2].nextKey = value
    }
  }

  // MARK: Tags

  private mutating func readStart(_ text: Span<UInt8>) {
    let start = offset
    let name = word(text, from: offset + 1)
    let isOpen = open(name, text, at: start)
    offset = name.upperBound
    while offset < limit, !">/<".utf8.contains(text[offset]) || isSlash(text) {
      readAttribute(text, isWanted: isOpen)
    }
    let isEmpty = offset < limit && text[offset] == UInt8(ascii: "/")
    if offset < limit, text[offset] != UInt8(ascii: "<") { offset += isEmpty ? 2 : 1 }
    if isEmpty { closeElement() }
  }

  /// True for a slash that does not end a tag.
  private func isSlash(_ text: Span<UInt8>) -> Bool {
    text[offset] == UInt8(ascii: "/")
      && (offset + 1 == limit || text[offset + 1] != UInt8(ascii: ">"))
  }

  private func word(_ text: Span<UInt8>, from start: Int) -> Range<Int> {
    start..<text.firstOffset(from: start, limit: limit) {
      $0.isBlank || $0.isLineEnd || "=>/<".utf8.contains($0)
    }
  }

  /// Opens an element; returns false where there is no room.
  private mutating func open(_ name: Range<Int>, _ text: Span<UInt8>, at start: Int) -> Bool {
    guard overflow == 0, !builder.isFull else {
      overflow += 1
      return false
    }
    let key = propertyKey(of: name, text)
    builder.setKey(key ?? name, of: text)
    if key != nil, Self.truths.contains(where: { text.holds($0, in: name) }) {
      builder.add(name, of: text)
    }
    builder.open(.mapping, at: start)
    elements.append(Element(name: name))
    return true
  }

  // The elements of a property list that are values by themselves.
  private static let truths: [StaticBytes] = ["true", "false"]
  private static let propertyTypes: [StaticBytes] =
    truths + ["string", "dict", "array", "integer", "real", "data", "date"]

  /// The key that stands before an element of a property list.
  private mutating func propertyKey(of name: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    let key = elements[elements.count - 1].nextKey
    elements[elements.count - 1].nextKey = nil
    return Self.propertyTypes.contains { text.holds($0, in: name) } ? key : nil
  }

  private mutating func closeElement() {
    if overflow > 0 {
      overflow -= 1
    } else {
      builder.close(at: offset)
      elements.removeLast()
    }
  }

  private mutating func readEnd(_ text: Span<UInt8>) {
    let name = word(text, from: offset + 2)
    offset = text.firstOffset(from: name.upperBound, limit: limit) {
      $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<")
    }
    if offset < limit, text[offset] == UInt8(ascii: ">") { offset += 1 }
    if overflow > 0 {
      overflow -= 1
    } else if let index = elements.lastIndex(where: { text.isEqual($0.name, name) }), index > 0 {
      while elements.count > index { closeElement() }
    }
  }

  // MARK: Attributes

  private mutating func readAttribute(_ text: Span<UInt8>, isWanted: Bool) {
    let name = word(text, from: offset)
    offset = skippingSpace(text, from: name.upperBound)
    guard offset < limit, text[offset] == UInt8(ascii: "=") else {
      // What is no name: a stray slash.
      if name.isEmpty, offset < limit, isSlash(text) { offset += 1 }
      return
    }
    offset = skippingSpace(text, from: offset + 1)
    let value = attributeValue(text)
    guard isWanted else { return }
    builder.setKey(name, of: text)
    builder.add(value, of: text)
    builder.endMember()
  }

  private func skippingSpace(_ text: Span<UInt8>, from start: Int) -> Int {
    text.firstOffset(from: start, limit: limit) { !$0.isBlank && !$0.isLineEnd }
  }

  /// A quoted value, up to the next tag at most; without quotes, a word.
  private mutating func attributeValue(_ text: Span<UInt8>) -> Range<Int> {
    guard offset < limit, text[offset] == UInt8(ascii: "\"") || text[offset] == UInt8(ascii: "'")
    else {
      let value = word(text, from: offset)
      offset = value.upperBound
      return value
    }
    let (quote, start) = (text[offset], offset + 1)
    let end = text.firstOffset(from: start, limit: limit) {
      $0 == quote || $0 == UInt8(ascii: "<")
    }
    offset = end < limit && text[end] == quote ? end + 1 : end
    return offset > end ? start..<end : text.trimmed(start..<end)
  }
}
