/// The index of a pack: the names of its objects, in their order, and where each starts in the pack.
struct PackIndex {
  /// All of the file.
  let bytes: [UInt8]
  private let nameWidth: Int
  /// How many objects there are.
  let count: Int

  /// Where the names start: after a sign, the version, and for each first byte how many names go before.
  private static let tableStart = 8
  private static let namesStart = tableStart + 256 * 4

  /// Takes what is in the file; nil where it is of another version than the second, or damaged.
  init?(_ bytes: [UInt8], nameWidth: Int) {
    guard bytes.starts(with: [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]), bytes.count > Self.namesStart
    else { return nil }
    self.bytes = bytes
    self.nameWidth = nameWidth
    count = Self.number(in: bytes, at: Self.namesStart - 4)
    // Each has a name, a checksum and an offset; at the end are the hashes of the pack and of the index.
    guard bytes.count >= Self.namesStart + count * (nameWidth + 8) + 2 * nameWidth else {
      return nil
    }
  }

  /// The hash of the pack that this is the index of.
  var packHash: ArraySlice<UInt8> { bytes.dropLast(nameWidth).suffix(nameWidth) }

  /// Where the name of an object stands in ``bytes``.
  func name(of object: Int) -> Range<Int> {
    let start = Self.namesStart + object * nameWidth
    return start..<start + nameWidth
  }

  /// The CRC-32 of what stands in the pack for an object.
  func checksum(of object: Int) -> UInt32 {
    UInt32(Self.number(in: bytes, at: Self.namesStart + count * nameWidth + 4 * object))
  }

  /// Where an object starts in the pack; nil where the index is damaged.
  func start(of object: Int) -> Int? {
    let starts = Self.namesStart + count * (nameWidth + 4)
    let start = Self.number(in: bytes, at: starts + 4 * object)
    if start < 1 << 31 { return start }
    // What does not fit into 31 bits stands in a table of its own.
    let place = starts + 4 * count + 8 * (start - 1 << 31)
    guard place + 8 <= bytes.count - 2 * nameWidth else { return nil }
    let high = Self.number(in: bytes, at: place)
    return high < 1 << 31 ? high << 32 | Self.number(in: bytes, at: place + 4) : nil
  }

  /// Where an object starts in the pack.
  struct Place: Comparable {
    let start: Int
    let object: UInt32

    static func < (left: Place, right: Place) -> Bool { left.start < right.start }
  }

  /// All objects, in the order in which they stand in the pack; nil where the index is damaged.
  func order() -> [Place]? {
    var places: [Place] = []
    places.reserveCapacity(count)
    for object in 0..<count {
      guard let start = start(of: object) else { return nil }
      places.append(Place(start: start, object: UInt32(object)))
    }
    places.sort()
    return places
  }

  /// The number of an object by its name; nil where the pack does not hold it.
  func object(_ wanted: some Collection<UInt8>) -> Int? {
    var range = 0..<count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let name = bytes[name(of: middle)]
      if name.elementsEqual(wanted) { return middle }
      range =
        name.lexicographicallyPrecedes(wanted)
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// Four bytes, the highest first.
  private static func number(in bytes: [UInt8], at place: Int) -> Int {
    var number = 0
    for index in place..<place + 4 { number = number << 8 | Int(bytes[index]) }
    return number
  }
}
