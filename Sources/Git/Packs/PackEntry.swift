/// What stands before the content of an object in a pack.
struct PackEntry {
  /// What an object is made of.
  enum Base {
    /// It is whole.
    case none
    /// It is a delta of the one that starts so many bytes before it.
    case before(Int)
    /// It is a delta of the one with this name.
    case named([UInt8])
  }

  let base: Base
  /// What kind of object it is; nil for a delta, which is of the same kind as its base.
  let kind: ObjectKind?
  /// How long its content is once inflated, in bytes; of a delta, the delta itself.
  let size: Int
  /// How many bytes these words take.
  let length: Int

  /// The most bytes that stand before any content: a size, and a name or a distance.
  static let longest = 10 + 32

  /// How many bytes its content takes at most in the pack: what does not get smaller there gets a little larger.
  var mostPacked: Int { size + size / 100 + 64 }

  /// Reads an entry from its first byte on; nil where it is damaged.
  init?(_ bytes: borrowing Span<UInt8>, nameWidth: Int) {
    guard let first = bytes.indices.first.map({ bytes[$0] }) else { return nil }
    var (size, shift, place, byte) = (Int(first & 15), 4, 1, first)
    while byte & 0x80 != 0 {
      guard place < bytes.count, shift < 50 else { return nil }
      byte = bytes[place]
      size |= Int(byte & 0x7f) << shift
      (shift, place) = (shift + 7, place + 1)
    }
    self.size = size
    let number = first >> 4 & 7
    kind = ObjectKind(number: number)
    switch number {
    case 1...4: base = .none
    case 6:
      guard let distance = Self.distance(in: bytes, &place) else { return nil }
      base = .before(distance)
    case 7:
      guard place + nameWidth <= bytes.count else { return nil }
      base = .named((place..<place + nameWidth).map { bytes[$0] })
      place += nameWidth
    default: return nil
    }
    length = place
  }

  /// A number of seven bits a byte, the highest first, each but the last one more than it says.
  private static func distance(in bytes: borrowing Span<UInt8>, _ place: inout Int) -> Int? {
    var distance = -1
    while place < bytes.count, distance < 1 << 48 {
      let byte = bytes[place]
      place += 1
      distance = (distance + 1) << 7 | Int(byte & 0x7f)
      if byte < 0x80 { return distance }
    }
    return nil
  }
}
