/// The trees that an index remembers: of each folder in which nothing was changed since its tree was written
/// ("Cache tree" in gitformat-index(5)).
struct CacheTree {
  /// A folder.
  struct Folder {
    /// What it is called in the folder above; nothing for the top.
    let component: ArraySlice<UInt8>
    /// The name of its tree, as git stores it, and how many entries of the index are below it; nil where
    /// something was changed.
    let tree: (name: ArraySlice<UInt8>, count: Int)?
    /// How many folders lie in it.
    fileprivate let folders: Int
    /// The number of the first folder that does not lie below it.
    fileprivate(set) var end: Int
  }

  /// All folders, each before those in it.
  private(set) var folders: [Folder] = []

  /// Remembers nothing.
  init() {}

  /// Takes the content of the extension; nil where it is damaged.
  init?(_ bytes: ArraySlice<UInt8>, nameWidth: Int) {
    var rest = bytes
    // Those that are not complete yet, with how many folders they still lack.
    var open: [(folder: Int, lacks: Int)] = []
    repeat {
      guard let folder = Self.folder(&rest, number: folders.count, nameWidth) else { return nil }
      folders.append(folder)
      open.append((folders.count - 1, folder.folders))
      while let last = open.last, last.lacks == 0 {
        folders[last.folder].end = folders.count
        open.removeLast()
        if !open.isEmpty { open[open.count - 1].lacks -= 1 }
      }
    } while !open.isEmpty
    guard rest.isEmpty else { return nil }
  }

  /// The top folder; nil where nothing is remembered.
  var top: Int? { folders.isEmpty ? nil : 0 }

  /// The numbers of the folders in another one, in the order of their components: the shorter first.
  func folders(in folder: Int) -> [Int] {
    var numbers: [Int] = []
    var number = folder + 1
    while number < folders[folder].end {
      numbers.append(number)
      number = folders[number].end
    }
    return numbers
  }

  /// The number of the folder of a component, of those in one folder.
  func folder(_ component: ArraySlice<UInt8>, among numbers: [Int]) -> Int? {
    let place = numbers.indices.first(notBefore: { number in
      let other = folders[numbers[number]].component
      return other.count == component.count
        ? other.lexicographicallyPrecedes(component) : other.count < component.count
    })
    guard place < numbers.count, folders[numbers[place]].component == component else { return nil }
    return numbers[place]
  }

  /// Takes a folder from the front: its component and a NUL, how many entries, or a negative number, a space, how
  /// many folders, a line feed, and the name of the tree if there is one.
  private static func folder(
    _ rest: inout ArraySlice<UInt8>, number: Int, _ nameWidth: Int
  ) -> Folder? {
    guard let component = rest.take(upTo: 0),
      let entries = rest.take(upTo: UInt8(ascii: " ")).flatMap(decimal),
      let folders = rest.take(upTo: UInt8(ascii: "\n")).flatMap(decimal),
      folders >= 0, folders <= rest.count, rest.count >= (entries < 0 ? 0 : nameWidth)
    else { return nil }
    guard entries >= 0 else {
      return Folder(component: component, tree: nil, folders: folders, end: number)
    }
    let name = rest.prefix(nameWidth)
    rest = rest.dropFirst(nameWidth)
    return Folder(component: component, tree: (name, entries), folders: folders, end: number)
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.first == UInt8(ascii: "+") ? nil : Int(String(decoding: digits, as: UTF8.self))
  }
}
