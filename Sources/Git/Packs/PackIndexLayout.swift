/// Where the parts of a pack's index stand, in bytes from its start (gitformat-pack(5), version 2).
struct PackIndexLayout {
  /// How many objects there are.
  let count: Int
  private let nameWidth: Int

  /// A sign and the version.
  private static let head: [UInt8] = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]
  /// How long what stands before the names is.
  static let headSize = totals.upperBound
  private static let totals = 8..<8 + 256 * 4
  /// From so many bytes on, where an object starts stands in a table of its own.
  private static let near = 1 << 31

  /// Takes what stands before the names, and how long the index is; nil where it is of another version, or
  /// damaged.
  init?(_ head: [UInt8], size: Int, nameWidth: Int) {
    guard head.count >= Self.headSize, head.starts(with: Self.head) else { return nil }
    count = head.number(at: Self.headSize - 4)
    self.nameWidth = nameWidth
    guard size >= tables + 2 * nameWidth else { return nil }
  }

  /// Where it stands how many names start with a byte of at most this value.
  static func total(_ byte: UInt8) -> Int { totals.lowerBound + 4 * Int(byte) }

  /// Where the names of some objects stand.
  func names(of objects: Range<Int>) -> Range<Int> {
    let place = { (object: Int) in Self.headSize + object * nameWidth }
    return place(objects.lowerBound)..<place(objects.upperBound)
  }

  /// Where the CRC-32 of an object stands.
  func checksum(of object: Int) -> Int { names(of: 0..<count).upperBound + 4 * object }

  /// Where it stands where an object starts.
  private func start(of object: Int) -> Int { checksum(of: count) + 4 * object }

  /// Where the table of those that start far from the front stands.
  private var tables: Int { start(of: count) }

  /// Where an object starts in the pack.
  ///
  /// - Parameters:
  ///   - object: The number of the object.
  ///   - number: The number of four bytes at a place; nil where the index has none there.
  /// - Returns: Nil where the index is damaged.
  func start(of object: Int, _ number: (Int) -> Int?) -> Int? {
    guard let start = number(start(of: object)) else { return nil }
    if start < Self.near { return start }
    let place = tables + 8 * (start - Self.near)
    guard let high = number(place), let low = number(place + 4), high < Self.near else {
      return nil
    }
    return high << 32 | low
  }

  /// The number of an object by its name, among some whose names are in order; nil where it is not there.
  func object(
    _ wanted: some Collection<UInt8>, among objects: Range<Int>, _ name: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    let place = objects.first(notBefore: { name($0).lexicographicallyPrecedes(wanted) })
    return place < objects.upperBound && name(place).elementsEqual(wanted) ? place : nil
  }
}
