/// The index of a pack that is open: of it only what is asked for is read.
final class PackIndexFile: Sendable {
  private let file: PipeEnd
  private let size: Int
  private let nameWidth: Int
  let layout: PackIndexLayout
  /// The hash of the pack that this is the index of.
  let packHash: [UInt8]

  /// How much is read of the names that start with one byte: as much as 200 million objects have there.
  private static let mostNames = 16 << 20

  /// Opens an index; nil where there is none, or it is left to git.
  init?(_ path: [UInt8], nameWidth: Int) {
    guard let file = PipeEnd(reading: path) else { return nil }
    let size = file.size
    let head = file.read(min(size, PackIndexLayout.headSize), at: 0)
    guard let layout = PackIndexLayout(head, size: size, nameWidth: nameWidth) else { return nil }
    packHash = file.read(nameWidth, at: size - 2 * nameWidth)
    self.file = file
    self.size = size
    self.nameWidth = nameWidth
    self.layout = layout
  }

  /// Where an object starts in the pack, by its name; nil where the pack does not hold it.
  ///
  /// - Complexity: It reads one in 256 of all names.
  func start(of name: [UInt8]) -> Int? {
    guard let first = name.first,
      let from = first == 0 ? 0 : number(at: PackIndexLayout.total(first - 1)),
      let to = number(at: PackIndexLayout.total(first)), from < to, to <= layout.count
    else { return nil }
    let range = layout.names(of: from..<to)
    guard range.count <= Self.mostNames,
      case let names = file.read(range.count, at: range.lowerBound), names.count == range.count,
      let object = layout.object(
        name, among: from..<to,
        { number in
          let place = (number - from) * nameWidth
          return names[place..<place + nameWidth]
        })
    else { return nil }
    return layout.start(of: object, number)
  }

  private func number(at place: Int) -> Int? {
    guard place + 4 <= size - 2 * nameWidth else { return nil }
    let bytes = file.read(4, at: place)
    return bytes.count == 4 ? bytes.number(at: 0) : nil
  }
}
