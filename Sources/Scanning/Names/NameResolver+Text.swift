extension Span where Element == UInt8 {
  /// FNV-1a of the bytes of a name.
  func nameHash(_ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(self[index])) &* 0x100_0000_01b3 }
    return hash
  }

  /// Hands over the names of a text that pass a filter, outside of some ranges, with their hashes.
  func forEachName(
    in filter: NameFilter, outside gaps: [Range<Int>], _ body: (Range<Int>, UInt64) -> Void
  ) {
    var (offset, gap) = (0, 0)
    while offset < count {
      while gap < gaps.count, gaps[gap].upperBound <= offset { gap += 1 }
      if gap < gaps.count, gaps[gap].contains(offset) {
        offset = gaps[gap].upperBound
        continue
      }
      guard self[offset].isNameCharacter else {
        offset += 1
        continue
      }
      let end = nameEnd(from: offset)
      if !self[offset].isDigit {
        let hash = nameHash(offset..<end)
        if filter.passes(hash) { body(offset..<end, hash) }
      }
      offset = end
    }
  }

  /// True where a name is given something else here, and is not used: `name = …`, `|name|`.
  func isAssigned(_ name: Range<Int>) -> Bool {
    let bar = UInt8(ascii: "|")
    if byte(name.lowerBound - 1) == bar, byte(name.upperBound) == bar { return true }
    var offset = name.upperBound
    while byte(offset)?.isBlank == true { offset += 1 }
    if byte(offset) == UInt8(ascii: ":") { offset += 1 }
    guard byte(offset) == UInt8(ascii: "="), let next = byte(offset + 1) else { return false }
    return !"=>~".utf8.contains(next)
  }

  /// True where a target was written as a member of the object itself: `this.x`, `self.x`, `@x`.
  func isOwn(_ target: Range<Int>) -> Bool {
    if self[target.lowerBound] == UInt8(ascii: "@") { return true }
    let start = target.lowerBound + (self[target.lowerBound] == UInt8(ascii: "$") ? 1 : 0)
    return OwnObject.names.contains { starts(with: $0, at: start) }
  }

  /// True where a value is a name, or a path that ends in it.
  func endsInName(_ value: Range<Int>, _ name: Range<Int>) -> Bool {
    value.count >= name.count
      && isEqual(value.upperBound - name.count..<value.upperBound, name)
  }

  /// True where a place stands in `${…}`, `{{…}}` or after `$`.
  func isInTemplate(_ offset: Int) -> Bool {
    var index = offset - 1
    while index >= 0, index > offset - 80, self[index] != .lineFeed {
      if self[index] == UInt8(ascii: "}") { return false }
      if self[index] == UInt8(ascii: "{") {
        return byte(index - 1).map { "${#%".utf8.contains($0) } ?? false
          || byte(index + 1) == UInt8(ascii: "$") || endsInVariable(index)
      }
      if self[index] == UInt8(ascii: "$"), index == offset - 1 { return true }
      index -= 1
    }
    return false
  }

  /// True where a variable stands right before a brace that takes of it, as in Perl: `$ENV{NAME}`, `$self->{name}`.
  func endsInVariable(_ brace: Int) -> Bool {
    var start = brace
    while let byte = byte(start - 1),
      byte.isNameCharacter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ">")
    {
      start -= 1
    }
    return start < brace && byte(start - 1) == UInt8(ascii: "$")
  }
}

/// What an object calls itself.
private enum OwnObject {
  static let names: [StaticBytes] = ["this", "self"]
}
