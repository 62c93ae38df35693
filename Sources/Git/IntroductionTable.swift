/// Which blobs some commits bring, each with the oldest commit that does and the paths it stands at.
///
/// A blob costs its name and about 16 bytes more, a path its length and about 16.
struct IntroductionTable: Sendable {
  /// A blob and a path of it, by their numbers.
  private struct Place: Hashable {
    let blob: UInt32
    let path: UInt32
  }

  /// The names of the blobs, as git stores them.
  private(set) var names: ByteTable
  private var paths = ByteTable()
  /// For each blob, its path in the oldest commit that brings it.
  private var firstPaths: [UInt32] = []
  /// For each blob, the number of that commit.
  private var commits: [UInt32] = []
  /// The other paths, some of them more than once.
  private var places: [Place] = []
  /// The paths at which commits of other repositories stand.
  private(set) var submodules = ByteTable()

  /// Creates a table for names of 20 or of 32 bytes.
  init(nameWidth: Int) { names = ByteTable(width: nameWidth) }

  /// How many blobs there are.
  var count: Int { names.count }

  /// The number of the oldest commit that brings a blob; nil where none does.
  func commit(of blob: Int) -> Int? {
    commits[blob] == Self.noCommit ? nil : Int(commits[blob])
  }

  /// The path of a blob in the oldest commit that brings it.
  func firstPath(of blob: Int) -> ArraySlice<UInt8> { paths[Int(firstPaths[blob])] }

  /// Notes that a commit brings a blob.
  ///
  /// Commits come with the newest first.
  ///
  /// - Parameters:
  ///   - name: The name of the blob, as git stores it.
  ///   - path: Where it stands.
  ///   - commit: The number of the commit; nil where something else than a commit has it.
  mutating func add(_ name: borrowing Span<UInt8>, at path: borrowing Span<UInt8>, by commit: Int?)
  {
    let (number, isNew) = names.insert(name)
    // Without a path a blob is only what is left of one.
    if !isNew, path.isEmpty { return }
    let place = UInt32(paths.insert(path).number)
    let commit = commit.map { UInt32($0) } ?? Self.noCommit
    if isNew {
      firstPaths.append(place)
      commits.append(commit)
    } else if commit == Self.noCommit {
      places.append(Place(blob: UInt32(number), path: place))
    } else {
      if firstPaths[number] != place {
        places.append(Place(blob: UInt32(number), path: firstPaths[number]))
      }
      (firstPaths[number], commits[number]) = (place, commit)
    }
  }

  /// Notes that a commit of another repository stands at a path.
  mutating func addSubmodule(at path: borrowing Span<UInt8>) { _ = submodules.insert(path) }

  /// Adds what older commits bring.
  mutating func add(_ older: IntroductionTable) {
    for blob in 0..<older.count {
      let path = older.firstPath(of: blob)
      add(older.names[blob].span, at: path.span, by: older.commit(of: blob))
    }
    for place in older.places {
      let number = names.insert(older.names[Int(place.blob)].span).number
      let path = paths.insert(older.paths[Int(place.path)].span).number
      places.append(Place(blob: UInt32(number), path: UInt32(path)))
    }
    for number in 0..<older.submodules.count { addSubmodule(at: older.submodules[number].span) }
  }

  /// All paths of the blobs that have more than one, the first path left out, in order of bytes.
  func otherPaths() -> [Int: [[UInt8]]] {
    var found: [Int: [[UInt8]]] = [:]
    for place in Set(places) where firstPaths[Int(place.blob)] != place.path {
      found[Int(place.blob), default: []].append(Array(paths[Int(place.path)]))
    }
    return found.mapValues { $0.sorted { $0.lexicographicallyPrecedes($1) } }
  }

  private static let noCommit = UInt32.max
}
