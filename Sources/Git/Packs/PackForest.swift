/// The objects of a pack that are wanted, and how they are made of each other.
///
/// Git stores a version of a file as the difference from another one. Who reads what is made of an object
/// while that one is still there reads each once; git itself reads most of them several times.
///
/// It costs 24 bytes for each object of the pack.
struct PackForest: Sendable {
  let file: PackFile
  let nameWidth: Int
  /// Where the objects start, in their order, and where the last one ends.
  private let starts: [Int]
  /// What the index says that the CRC-32 of each object is where it stands.
  private let checksums: [UInt32]
  /// What whoever asks knows each object by; `nobody` for one that is not wanted.
  private let numbers: [UInt32]
  /// For each object the first that is made of it, and the next that is made of the same: those alone
  /// that lead to one that is wanted.
  private var children: [UInt32]
  private var siblings: [UInt32]
  /// The whole objects that are wanted, or lead to one that is.
  private(set) var roots: [UInt32] = []

  private static let nobody = UInt32.max

  /// Reads an index and what stands before the objects that are wanted; nil where the index is damaged.
  ///
  /// - Parameters:
  ///   - file: The pack.
  ///   - index: Its index.
  ///   - nameWidth: How many bytes a name takes.
  ///   - number: What an object is known by, from its name; nil where it is not wanted.
  init?(
    _ file: PackFile, _ index: PackIndex, nameWidth: Int,
    number: (_ name: borrowing Span<UInt8>) -> UInt32?
  ) {
    self.file = file
    self.nameWidth = nameWidth
    guard let order = index.order(), order.last.map({ $0.start < file.end }) ?? true else {
      return nil
    }
    starts = order.map(\.start) + [file.end]
    checksums = order.map { index.checksum(of: Int($0.object)) }
    numbers = order.map {
      number(index.bytes.span.extracting(index.name(of: Int($0.object)))) ?? Self.nobody
    }
    children = Array(repeating: Self.nobody, count: order.count)
    siblings = children
    link(bases(in: index))
  }

  /// What each object that is wanted, and each that it is made of, is made of.
  private func bases(in index: PackIndex) -> [Base] {
    var bases = numbers.map { _ in Base.unknown }
    var window = PackWindow(file)
    for wanted in numbers.indices where numbers[wanted] != Self.nobody {
      var object = wanted
      while bases[object] == .unknown {
        let base = base(of: object, in: index, &window)
        bases[object] = base.map { .object(UInt32($0)) } ?? .none
        object = base ?? object
      }
    }
    return bases
  }

  private enum Base: Equatable {
    case unknown
    case none
    case object(UInt32)
  }

  /// What an object is made of; nil where it is whole, or that cannot be told.
  ///
  /// A base stands before what is made of it, so that nothing is made of itself; one that a name puts
  /// behind it is left to git.
  private func base(of object: Int, in index: PackIndex, _ window: inout PackWindow) -> Int? {
    let place = window.place(of: starts[object]..<starts[object] + PackEntry.longest)
    let entry = PackEntry(window.bytes.span.extracting(place), nameWidth: nameWidth)
    let start: Int?
    switch entry?.base {
    case .before(let distance): start = starts[object] - distance
    case .named(let name): start = index.object(name).flatMap(index.start)
    case .some(.none), nil: start = nil
    }
    return start.flatMap(self.object).flatMap { $0 < object ? $0 : nil }
  }

  private func object(at start: Int) -> Int? {
    let object = numbers.indices.first(notBefore: { starts[$0] < start })
    return object < numbers.count && starts[object] == start ? object : nil
  }

  private mutating func link(_ bases: [Base]) {
    for object in bases.indices.reversed() {
      switch bases[object] {
      case .unknown: break
      case .none: roots.append(UInt32(object))
      case .object(let base):
        siblings[object] = children[Int(base)]
        children[Int(base)] = UInt32(object)
      }
    }
    roots.reverse()
  }
}

extension PackForest {
  /// Where an object stands in the pack.
  func range(of object: UInt32) -> Range<Int> { starts[Int(object)]..<starts[Int(object) + 1] }

  /// True where these bytes are what stood there for an object when the pack was written.
  func holds(_ bytes: borrowing Span<UInt8>, as object: UInt32) -> Bool {
    Inflater.checksum(of: bytes) == checksums[Int(object)]
  }

  /// What an object is known by; nil where it is not wanted.
  func number(of object: UInt32) -> UInt32? {
    numbers[Int(object)] == Self.nobody ? nil : numbers[Int(object)]
  }

  /// The first object that is made of another one.
  func firstChild(of object: UInt32) -> UInt32? {
    children[Int(object)] == Self.nobody ? nil : children[Int(object)]
  }

  /// The next object that is made of the same as this one.
  func nextSibling(of object: UInt32) -> UInt32? {
    siblings[Int(object)] == Self.nobody ? nil : siblings[Int(object)]
  }
}
