/// How git stores an object as the difference from another one: what to copy of it, and what to put in.
struct PackDelta {
  private let bytes: [UInt8]
  private var place = 0
  /// How long the other one is, in bytes.
  private let baseSize: Int
  /// How long the object is, in bytes.
  let size: Int

  /// Reads the sizes at the front of a delta; nil where it is damaged.
  init?(_ bytes: [UInt8]) {
    guard let base = Self.number(in: bytes, from: 0),
      let size = Self.number(in: bytes, from: base.end)
    else { return nil }
    self.bytes = bytes
    baseSize = base.value
    self.size = size.value
    place = size.end
  }

  /// Makes the object; nil where the delta is damaged, or is not one of this base.
  ///
  /// It is asked for only where its ``size`` is known to fit into memory.
  consuming func applied(to base: [UInt8]) -> [UInt8]? {
    guard base.count == baseSize else { return nil }
    var object: [UInt8] = []
    object.reserveCapacity(size)
    while place < bytes.count {
      let command = bytes[place]
      place += 1
      let isCopy = command & 0x80 != 0
      guard let part = isCopy ? copied(command) : inserted(Int(command)),
        part.upperBound <= (isCopy ? base.count : bytes.count), part.count <= size - object.count
      else { return nil }
      if isCopy { object += base[part] } else { object += bytes[part] }
    }
    return object.count == size ? object : nil
  }

  /// Which part of the base is copied: the bits of a command say which bytes of its offset and its size
  /// follow.
  private mutating func copied(_ command: UInt8) -> Range<Int>? {
    var (offset, count) = (0, 0)
    for bit in 0..<7 where command & 1 << UInt8(bit) != 0 {
      guard place < bytes.count else { return nil }
      let byte = Int(bytes[place])
      place += 1
      if bit < 4 { offset |= byte << (8 * bit) } else { count |= byte << (8 * (bit - 4)) }
    }
    return offset..<offset + (count == 0 ? 0x10000 : count)
  }

  /// Which part of the delta is put in; a command of 0 is none.
  private mutating func inserted(_ count: Int) -> Range<Int>? {
    guard count > 0 else { return nil }
    defer { place += count }
    return place..<place + count
  }

  /// A number of seven bits a byte, the lowest first.
  private static func number(in bytes: [UInt8], from start: Int) -> (value: Int, end: Int)? {
    var value = 0
    for (index, place) in (start..<min(start + 8, bytes.count)).enumerated() {
      value |= Int(bytes[place] & 0x7f) << (7 * index)
      if bytes[place] < 0x80 { return (value, place + 1) }
    }
    return nil
  }
}
