/// The index of a pack: the names of its objects, in their order, and where each starts in the pack.
struct PackIndex {
  /// All of the file.
  let bytes: [UInt8]
  private let nameWidth: Int
  private let layout: PackIndexLayout
  /// How many objects there are.
  var count: Int { layout.count }

  /// Takes what is in the file; nil where it is of another version than the second, or damaged.
  init?(_ bytes: [UInt8], nameWidth: Int) {
    guard let layout = PackIndexLayout(bytes, size: bytes.count, nameWidth: nameWidth) else {
      return nil
    }
    self.bytes = bytes
    self.nameWidth = nameWidth
    self.layout = layout
  }

  /// The hash of the pack that this is the index of.
  var packHash: ArraySlice<UInt8> { bytes.dropLast(nameWidth).suffix(nameWidth) }

  /// Where the name of an object stands in ``bytes``.
  func name(of object: Int) -> Range<Int> { layout.names(of: object..<object + 1) }

  /// The CRC-32 of what stands in the pack for an object.
  func checksum(of object: Int) -> UInt32 {
    UInt32(bytes.number(at: layout.checksum(of: object)))
  }

  /// Where an object starts in the pack; nil where the index is damaged.
  func start(of object: Int) -> Int? {
    layout.start(of: object) { place in
      place + 4 <= bytes.count - 2 * nameWidth ? bytes.number(at: place) : nil
    }
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
    layout.object(wanted, among: 0..<count) { bytes[name(of: $0)] }
  }
}
