/// The objects of a repository by their names, wherever it keeps them: in files of their own, or in packs.
///
/// It is for a few objects: to find one takes some reads of each pack's index, and none of it is kept in memory.
/// Whatever is unusual is left to git.
struct StoredObjects: ~Copyable {
  private let repository: GitRepository
  private var loose: LooseObjects
  private var inflater = Inflater()
  private var packs: [Pack]?

  /// A pack and its index.
  private struct Pack {
    let index: PackIndexFile
    let file: PackFile
  }

  /// The largest object that is read here, in bytes.
  private static let largest = LooseObjects.largest
  /// The most packs that are opened, and the most objects that one is made of by way of each other.
  private static let (mostPacks, longestLine) = (64, 256)
  /// How much those may hold, in bytes.
  private static let largestLine = 16 << 20

  /// Takes a repository; objects that it borrows from others are left to git.
  init(of repository: GitRepository) {
    self.repository = repository
    loose = LooseObjects(of: repository)
  }

  /// The content of an object.
  ///
  /// - Returns: Its bytes, or nil where it is not found, large, damaged or of another kind.
  mutating func content(of id: ObjectID, _ kind: ObjectKind) -> [UInt8]? {
    if let content = loose.content(of: id, kind) { return content }
    let name = id.packed
    let packs = packs ?? opened()
    self.packs = packs
    for pack in packs {
      if let start = pack.index.start(of: name) { return content(at: start, in: pack, kind) }
    }
    return nil
  }

  private func opened() -> [Pack] {
    let paths = repository.packs()
    guard paths.count <= Self.mostPacks else { return [] }
    return paths.compactMap { path in
      guard let index = PackIndexFile(path + Array(".idx".utf8), nameWidth: repository.nameWidth),
        let file = PackFile(
          path + Array(".pack".utf8), hash: index.packHash, count: index.layout.count)
      else { return nil }
      return Pack(index: index, file: file)
    }
  }

  /// The content of the object that starts at a place of a pack.
  private mutating func content(at start: Int, in pack: Pack, _ kind: ObjectKind) -> [UInt8]? {
    var deltas: [PackDelta] = []
    var (place, room) = (start, Self.largestLine)
    while deltas.count < Self.longestLine, room > 0 {
      guard let (entry, content) = entry(at: place, in: pack.file) else { return nil }
      room -= content.count
      switch entry.base {
      case .none:
        return entry.kind == kind ? Self.applied(deltas, to: content) : nil
      case .before(let distance): place -= distance
      case .named(let name):
        guard let base = pack.index.start(of: name) else { return nil }
        place = base
      }
      guard let delta = PackDelta(content), delta.size <= Self.largest else { return nil }
      deltas.append(delta)
    }
    return nil
  }

  /// What stands in a pack from a place on: what it is, and its content or delta.
  private mutating func entry(
    at place: Int, in file: PackFile
  ) -> (entry: PackEntry, content: [UInt8])? {
    guard place > 0, place < file.end else { return nil }
    let head = file.read(place..<min(place + PackEntry.longest, file.end))
    guard let entry = PackEntry(head.span, nameWidth: repository.nameWidth),
      entry.size <= Self.largest
    else { return nil }
    let start = place + entry.length
    let packed = file.read(start..<min(start + entry.mostPacked, file.end))
    guard let content = inflater.inflate(packed.span, size: entry.size) else { return nil }
    return (entry, content)
  }

  /// What becomes of an object by deltas, the last one first.
  private static func applied(_ deltas: [PackDelta], to object: [UInt8]) -> [UInt8]? {
    deltas.reversed().reduce(object) { object, delta in object.flatMap { delta.applied(to: $0) } }
  }
}
