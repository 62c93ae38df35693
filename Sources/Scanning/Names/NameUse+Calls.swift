extension NameTable {
  /// How many calls of a value are looked at.
  private static var mostCalls: Int { 4 }

  /// True where a value is made by a call that sends a request.
  func sends(_ value: Range<Int>, in text: Span<UInt8>) -> Bool {
    let calls = calls.calls
    let first = calls.firstIndexAfter { $0.arguments.lowerBound <= value.lowerBound }
    return calls[first...].prefix(Self.mostCalls).contains { call in
      guard value.contains(call.arguments.lowerBound) else { return false }
      let name = text.array(call.callee)
      let lowercased = name.map(\.lowercased)
      return name.starts(with: Array("request".utf8))
        || LookUpWords.sending.contains { lowercased.starts(with: $0) }
    }
  }
}

extension Span where Element == UInt8 {
  /// The bracket of the innermost call that makes something else of a place among its arguments: not one
  /// that looks the value up, formats or encodes it.
  ///
  /// - Parameters:
  ///   - place: The place.
  ///   - start: Where the value starts that holds it.
  /// - Returns: The offset of the bracket; nil where there is none from the start on, or within 1 KiB.
  func alteringCall(around place: Int, from start: Int) -> Int? {
    var offset = place - 1
    var depth = 0
    let limit = Swift.max(start, place - 1024)
    while offset >= limit {
      switch self[offset] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("):
        if depth == 0, makesSomethingElse(callAt: offset, of: place) { return offset }
        depth = Swift.max(0, depth - 1)
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth = Swift.max(0, depth - 1)
      default: break
      }
      offset -= 1
    }
    return nil
  }

  private func makesSomethingElse(callAt open: Int, of place: Int) -> Bool {
    !isPreserving(callBefore: open)
      && !(isLookUpCall(open) && isFirstString(after: open, before: place))
  }

  /// True where a method of a name is called that makes something else of it.
  func isCalledUpon(_ name: Range<Int>) -> Bool {
    var start = name.upperBound
    while let byte = byte(start), "?.!->".utf8.contains(byte) { start += 1 }
    guard start > name.upperBound else { return false }
    let end = nameEnd(from: start)
    guard end > start, byte(end) == UInt8(ascii: "(") else { return false }
    let word = array(start..<end).map(\.lowercased)
    return !LookUpWords.preserving.contains { word.holds($0) }
  }

  /// A name and what is taken of it: `reply.json()["items"]`, `request.query(…).send()`.
  func chain(from name: Range<Int>) -> Range<Int> {
    var end = name.upperBound
    while let byte = byte(end), end < name.upperBound + Self.longestChain {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
        guard let close = bracketEnd(of: end, limit: Swift.min(count, end + Self.longestChain))
        else { break }
        end = close + 1
      } else if byte.isNameCharacter || ".?!:>".utf8.contains(byte)
        || byte == UInt8(ascii: "-") && self.byte(end + 1) == UInt8(ascii: ">")
      {
        end += 1
      } else if let joint = joint(after: end) {
        end = joint
      } else {
        break
      }
    }
    return name.lowerBound..<end
  }

  /// Where a chain goes on after a line end: at a dot, or at its like.
  private func joint(after start: Int) -> Int? {
    var offset = start
    while let byte = byte(offset), byte.isBlank || byte.isLineEnd { offset += 1 }
    guard offset > start, let next = byte(offset) else { return nil }
    let isJoint =
      next == UInt8(ascii: ".") || next == UInt8(ascii: "?") && byte(offset + 1) == 0x2e
      || next == UInt8(ascii: "-") && byte(offset + 1) == UInt8(ascii: ">")
    return isJoint ? offset : nil
  }

  /// True where a value is what a reply holds: `client.get(url).json()`, `(await get(url)).data`.
  func readsReply(_ value: Range<Int>) -> Bool {
    var end = value.upperBound
    while end > value.lowerBound, "()[]'\"?!;".utf8.contains(self[end - 1]) { end -= 1 }
    var start = end
    while start > value.lowerBound, self[start - 1].isNameCharacter { start -= 1 }
    guard start > value.lowerBound, ".>:".utf8.contains(self[start - 1]) else { return false }
    return LookUpWords.reading.contains(array(start..<end).map(\.lowercased))
  }

  /// No chain is followed further, in bytes.
  private static var longestChain: Int { 1024 }

  private func isPreserving(callBefore open: Int) -> Bool {
    var start = open
    while start > 0, self[start - 1].isNameCharacter || ".:!?".utf8.contains(self[start - 1]) {
      start -= 1
    }
    guard start < open else { return !isTakenApart(bySubstitutionAt: open) }
    let word = array(start..<open).map(\.lowercased)
    return LookUpWords.preserving.contains { word.holds($0) }
  }

  /// True for a shell's `$(cut …)`: what it prints is no longer what it was given.
  private func isTakenApart(bySubstitutionAt open: Int) -> Bool {
    guard byte(open - 1) == UInt8(ascii: "$") else { return false }
    var end = open + 1
    while let byte = byte(end), byte.isNameCharacter { end += 1 }
    return LookUpWords.takingApart.contains(array(open + 1..<end))
  }

  /// True where nothing but the opening of a string stands between a bracket and a place.
  private func isFirstString(after open: Int, before place: Int) -> Bool {
    place - open < 80
      && (open + 1..<place).allSatisfy { index in
        self[index].isNameCharacter || "\"'`:.-/ @".utf8.contains(self[index])
      }
  }
}
