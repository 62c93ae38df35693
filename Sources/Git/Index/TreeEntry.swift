/// An entry of a tree: what a commit holds in a folder under one name.
struct TreeEntry {
  /// What it is called in the folder.
  let component: ArraySlice<UInt8>
  /// What kind of file it is, as an index says it.
  let mode: Int
  /// The name of its object, as git stores it.
  let name: ArraySlice<UInt8>

  /// The mode of a folder.
  private static let folder = 0o040000
  /// The mode of a commit of another repository.
  static let submodule = 0o160000
  /// All others: of a file, of one that can be run, and of a link.
  private static let (file, program, link) = (0o100644, 0o100755, 0o120000)

  /// The modes that there are in an index.
  static let modes = [file, program, link, submodule]

  var isFolder: Bool { mode == Self.folder }

  /// The entries of a tree, in their order; nil where it is damaged.
  ///
  /// Each is a mode in octal digits, a space, the name of a file, a NUL, and the name of an object.
  static func entries(of tree: [UInt8], nameWidth: Int) -> [TreeEntry]? {
    var entries: [TreeEntry] = []
    var rest = tree[...]
    while !rest.isEmpty {
      guard let mode = rest.take(upTo: UInt8(ascii: " ")).flatMap(mode),
        let component = rest.take(upTo: 0), !component.isEmpty, rest.count >= nameWidth
      else { return nil }
      entries.append(
        TreeEntry(component: component, mode: mode, name: rest.prefix(nameWidth)))
      rest = rest.dropFirst(nameWidth)
    }
    return entries
  }

  /// The mode that digits say: of a file, only whether it can be run.
  private static func mode(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "7")).contains),
      let mode = Int(String(decoding: digits, as: UTF8.self), radix: 8)
    else { return nil }
    switch mode & 0o170000 {
    case 0o100000: return mode & 0o100 == 0 ? file : program
    case link: return link
    case folder: return folder
    default: return submodule
    }
  }
}
