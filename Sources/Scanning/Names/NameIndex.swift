/// What is known of names by their hashes, in one piece of memory.
///
/// Most names are bound once and stand in few places: a list of its own for each would take ten times
/// as much.
struct NameIndex: Sendable {
  /// A key and a number that stands under it: that of a binding, or an offset, below 2 GiB.
  struct Entry: Sendable {
    // In two halves, so that an entry takes no more than it holds.
    private let high: UInt32
    private let low: UInt32
    private let packedNumber: Int32

    fileprivate init(_ number: Int, of key: UInt64) {
      high = UInt32(truncatingIfNeeded: key >> 32)
      low = UInt32(truncatingIfNeeded: key)
      packedNumber = Int32(number)
    }

    fileprivate var key: UInt64 { UInt64(high) << 32 | UInt64(low) }

    /// The number.
    var number: Int { Int(packedNumber) }
  }

  /// What a number is to its name.
  enum Role: UInt64, Sendable {
    /// A place where the name stands.
    case occurrence = 1
    /// A binding that declares the name, also where it gives it nothing, as a parameter does.
    case declaration
    /// A variable of one scope.
    case variable
    /// What a method or a type gives to the object itself.
    case field
    case member, addition, result
    /// What takes the name, as that of a member, out of an object.
    case extraction
  }

  private var entries: [Entry] = []
  /// How many bits of a key choose its bucket, and the start of each bucket, once they are sorted.
  private var (width, starts) = (0, [0, 0])

  /// Adds a number, in any order.
  mutating func add(_ number: Int, of name: UInt64, as role: Role, in scope: Int = 0) {
    entries.append(Entry(number, of: Self.key(name, role, scope)))
  }

  /// Gets ready to be asked, once all numbers are there.
  ///
  /// - Complexity: Linear, where keys differ: each bucket holds one or two.
  mutating func sort() {
    width = Int.bitWidth - entries.count.leadingZeroBitCount
    starts = Array(repeating: 0, count: (1 << width) + 1)
    for entry in entries { starts[bucket(of: entry.key) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    var (next, unsorted) = (starts, entries)
    swap(&unsorted, &entries)
    for entry in unsorted {
      entries[next[bucket(of: entry.key)]] = entry
      next[bucket(of: entry.key)] += 1
    }
    for bucket in 0..<starts.count - 1 where starts[bucket + 1] - starts[bucket] > 1 {
      entries[starts[bucket]..<starts[bucket + 1]].sort {
        ($0.key, $0.number) < ($1.key, $1.number)
      }
    }
  }

  private func bucket(of key: UInt64) -> Int { width == 0 ? 0 : key.firstBits(width) }

  /// The key of a name, by its hash, in a role; of variables, in a scope.
  private static func key(_ name: UInt64, _ role: Role, _ scope: Int) -> UInt64 {
    name ^ ((UInt64(scope) << 4 | role.rawValue) &* .goldenRatio)
  }

  /// What stands under a name in a role, in order of the numbers.
  subscript(name: UInt64, role: Role, scope: Int) -> ArraySlice<Entry> {
    let key = Self.key(name, role, scope)
    let bucket = bucket(of: key)
    let near = entries[starts[bucket]..<starts[bucket + 1]]
    let first = near.firstIndexAfter { $0.key < key }
    return near[first..<near.firstIndexAfter { $0.key <= key }]
  }

  /// What stands under a name in a role, in order of the numbers.
  subscript(name: UInt64, role: Role) -> ArraySlice<Entry> { self[name, role, 0] }
}
