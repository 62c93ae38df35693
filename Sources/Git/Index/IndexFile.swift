/// The index of a repository: what the next commit holds at each path (gitformat-index(5)).
struct IndexFile {
  /// The trees of folders in which nothing was changed since they were written.
  let trees: CacheTree
  private let bytes: [UInt8]
  private let nameWidth: Int
  /// Where each entry starts.
  private let starts: [UInt32]

  /// The largest index that is read, in bytes: that of a million files.
  static let largest = 256 << 20
  /// What stands before the first entry: a sign, the version, and how many entries there are.
  private static let headSize = 12
  /// What stands in an entry before the name of its object: what the file system said of the file.
  private static let statusSize = 40
  private static let modeStart = 24

  /// Takes what is in the file; nil where it is of a version or has an extension that is left to git, or is
  /// damaged.
  ///
  /// - Complexity: One step for each entry.
  init?(_ bytes: [UInt8], nameWidth: Int) {
    let heads = [2, 3].map { Array("DIRC".utf8) + [0, 0, 0, $0] }
    guard bytes.count >= Self.headSize + nameWidth, heads.contains(Array(bytes.prefix(8))) else {
      return nil
    }
    // At the end is the hash of all before it, which git does not compare either.
    let end = bytes.count - nameWidth
    var start = Self.headSize
    var starts: [UInt32] = []
    for _ in 0..<bytes.number(at: 8) {
      guard let number = UInt32(exactly: start),
        let next = Self.end(ofEntryAt: start, in: bytes, before: end, nameWidth)
      else { return nil }
      starts.append(number)
      start = next
    }
    guard let trees = Self.trees(in: bytes, start..<end, nameWidth) else { return nil }
    self.bytes = bytes
    self.nameWidth = nameWidth
    self.starts = starts
    self.trees = trees
  }

  /// Where an entry ends with the NULs behind it, from one to eight; nil where it goes beyond an end.
  private static func end(
    ofEntryAt start: Int, in bytes: [UInt8], before end: Int, _ nameWidth: Int
  ) -> Int? {
    guard start + statusSize + nameWidth + 4 <= end else { return nil }
    let path = path(ofEntryAt: start, in: bytes, nameWidth)
    let next = start + (path.upperBound - start + 8) & ~7
    return !path.isEmpty && next <= end && bytes[path.upperBound] == 0 ? next : nil
  }

  /// Where the path of an entry stands.
  private static func path(
    ofEntryAt start: Int, in bytes: [UInt8], _ nameWidth: Int
  ) -> Range<Int> {
    let flagsStart = start + statusSize + nameWidth
    let flags = bytes.number(at: flagsStart, width: 2)
    let pathStart = flagsStart + (flags & Flags.isExtended == 0 ? 2 : 4)
    var pathEnd = pathStart + flags & Flags.pathSize
    // A longer one is as long as it takes to a NUL.
    if flags & Flags.pathSize == Flags.pathSize {
      while pathEnd < bytes.count, bytes[pathEnd] != 0 { pathEnd += 1 }
    }
    return pathStart..<pathEnd
  }

  /// What the two bytes before a path say, and the two more of those that are extended.
  private enum Flags {
    static let pathSize = 0xfff
    static let stage = 0x3000
    static let isExtended = 0x4000
    static let isIntent = 0x2000
  }

  /// The trees that the extensions hold, which stand behind the entries; nil where there is an extension that
  /// changes what the index means.
  private static func trees(in bytes: [UInt8], _ range: Range<Int>, _ nameWidth: Int) -> CacheTree?
  {
    var trees = CacheTree()
    var start = range.lowerBound
    while start < range.upperBound {
      guard start + 8 <= range.upperBound else { return nil }
      let content = start + 8..<start + 8 + bytes.number(at: start + 4)
      // Those that may be passed over have a capital first.
      guard content.upperBound <= range.upperBound,
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[start])
      else { return nil }
      if bytes[start..<start + 4].elementsEqual("TREE".utf8) {
        trees = CacheTree(bytes[content], nameWidth: nameWidth) ?? trees
      }
      start = content.upperBound
    }
    return trees
  }
}

extension IndexFile {
  /// What is at a path.
  struct Entry {
    let path: ArraySlice<UInt8>
    /// What kind of file it is.
    let mode: Int
    /// The name of its object, as git stores it.
    let name: ArraySlice<UInt8>
    /// True where the path is only going to be added.
    let isIntent: Bool
    /// True for one of the modes that there are, and of no versions that conflict.
    let isUsual: Bool
  }

  /// How many entries there are, in the order of their paths.
  var count: Int { starts.count }

  /// The path of an entry.
  func path(of number: Int) -> ArraySlice<UInt8> {
    bytes[Self.path(ofEntryAt: Int(starts[number]), in: bytes, nameWidth)]
  }

  /// The entry of a number.
  subscript(number: Int) -> Entry {
    let start = Int(starts[number])
    let nameStart = start + Self.statusSize
    let flagsStart = nameStart + nameWidth
    let flags = bytes.number(at: flagsStart, width: 2)
    let isExtended = flags & Flags.isExtended != 0
    let mode = bytes.number(at: start + Self.modeStart)
    return Entry(
      path: path(of: number), mode: mode, name: bytes[nameStart..<flagsStart],
      isIntent: isExtended && bytes.number(at: flagsStart + 2, width: 2) & Flags.isIntent != 0,
      isUsual: flags & Flags.stage == 0 && TreeEntry.modes.contains(mode))
  }
}
