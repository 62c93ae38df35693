/// Objects of packs that are made of the same whole one, where it stands.
public struct PackFamily: Hashable, Sendable {
  /// The number of the pack.
  let pack: Int
  /// The number of the whole object in the pack.
  let root: UInt32
}

/// Reads families of objects for one worker: each object once, after the one that it is made of.
///
/// What it makes nothing of, it leaves to git, which says what is wrong with it, or has it elsewhere too.
public struct FamilyReader: ~Copyable {
  /// An object that comes later, and how many others it is made of by way of each other.
  private struct Step {
    let object: UInt32
    let depth: Int
  }

  private let packs: PackedObjects
  private var loose: LooseObjects
  private var forest: PackForest
  private var inflater = Inflater()
  private var steps: [Step] = []
  /// What the object that was read last is made of, and it itself at the end.
  private var line: [[UInt8]] = []
  /// The numbers of the objects that are left to git.
  public private(set) var unread: [UInt32] = []
  /// The numbers of the objects that are not what was written, or are made of one that is not.
  ///
  /// Git does not compare the checksum when it reads: it may believe what stands there.
  public private(set) var damaged: [UInt32] = []

  /// The largest object that is read here, in bytes: git gives a larger one piece by piece.
  static let largest = ObjectStream.largestLent
  /// How much one may take in a pack: what does not get smaller there gets a little larger.
  private static let largestPacked = largest + largest / 100
  /// How much a line of objects that are made of each other may hold, in bytes.
  private static let largestLine = 32 << 20

  /// Prepares a worker; nil where there is no pack.
  public init?(_ packs: PackedObjects) {
    guard let first = packs.forests.first else { return nil }
    self.packs = packs
    loose = LooseObjects(of: packs.repository)
    forest = first
  }

  /// The content of a blob that is damaged in a pack, from a copy that stands in a file of its own; nil where
  /// there is none.
  public mutating func looseCopy(of id: ObjectID) -> [UInt8]? { loose.content(of: id, .blob) }

  /// Goes to the first object of a family; all of the last one has to be read.
  public mutating func start(_ family: PackFamily) {
    forest = packs.forests[family.pack]
    steps = [Step(object: family.root, depth: 0)]
  }

  /// Reads on to the next object that is wanted: its number; nil where the family has no more.
  public mutating func next() -> UInt32? {
    while let step = steps.popLast() {
      if let sibling = forest.nextSibling(of: step.object) {
        steps.append(Step(object: sibling, depth: step.depth))
      }
      line.removeSubrange(min(step.depth, line.count)...)
      let range = forest.range(of: step.object)
      let packed = range.count > Self.largestPacked ? nil : forest.file.read(range)
      if let packed, !forest.holds(packed.span, as: step.object) {
        damaged += descendants(of: step.object)
        continue
      }
      guard let packed, let content = content(of: packed.span) else {
        unread += descendants(of: step.object)
        continue
      }
      line.append(content)
      if let child = forest.firstChild(of: step.object) {
        steps.append(Step(object: child, depth: step.depth + 1))
      }
      if let number = forest.number(of: step.object) { return number }
    }
    return nil
  }

  /// The content of the object that was read last.
  public var content: [UInt8] { line.last ?? [] }

  /// Reads an object that is made of the last one in line, if there is any.
  private mutating func content(of bytes: borrowing Span<UInt8>) -> [UInt8]? {
    guard let entry = PackEntry(bytes, nameWidth: forest.nameWidth), entry.size <= Self.largest
    else { return nil }
    let content = bytes.extracting(entry.length..<bytes.count)
    let inflated = inflater.inflate(content, size: entry.size)
    guard let base = line.last else {
      if case .none = entry.base { return inflated }
      return nil
    }
    guard let delta = inflated.flatMap(PackDelta.init), delta.size <= Self.largest,
      line.reduce(delta.size, { $0 + $1.count }) <= Self.largestLine
    else { return nil }
    return delta.applied(to: base)
  }

  /// The numbers of an object and of all that are made of it, of those that are wanted.
  private func descendants(of object: UInt32) -> [UInt32] {
    var numbers: [UInt32] = []
    var objects = [object]
    while let object = objects.popLast() {
      if let number = forest.number(of: object) { numbers.append(number) }
      var child = forest.firstChild(of: object)
      while let next = child {
        objects.append(next)
        child = forest.nextSibling(of: next)
      }
    }
    return numbers
  }
}
