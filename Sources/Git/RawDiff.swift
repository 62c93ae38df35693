internal import Findings

/// What `git diff-index --raw -z` and its like write: each path that differs.
///
/// `:MODE MODE ID ID STATUS` NUL `PATH` NUL, for a rename or a copy followed by the new path and NUL.
struct RawDiff {
  private var rest: ArraySlice<UInt8>
  private let command: String

  init(_ bytes: [UInt8], of command: String) {
    rest = bytes[...]
    self.command = command
  }

  /// All changes, without deletions, in the order of git's.
  ///
  /// - Throws: `unexpectedAnswer`.
  static func changes(in bytes: [UInt8], of command: String) throws(GitError) -> [Change] {
    var diff = RawDiff(bytes, of: command)
    var changes: [Change] = []
    while !diff.rest.isEmpty {
      if let change = try diff.next() { changes.append(change) }
    }
    return changes
  }

  /// What one commit changes beside one of its parents.
  struct Section {
    let id: ObjectID
    var changes: [Change] = []
  }

  /// What `git diff-tree --stdin --always` writes: for each comparison the commit, then its changes.
  ///
  /// - Throws: `unexpectedAnswer`.
  static func sections(in bytes: [UInt8], of command: String) throws(GitError) -> [Section] {
    var diff = RawDiff(bytes, of: command)
    var sections: [Section] = []
    while let first = diff.rest.first {
      if first != UInt8(ascii: ":") {
        guard let id = ObjectID(try diff.field()) else {
          throw .unexpectedAnswer(command: command)
        }
        sections.append(Section(id: id))
      } else if let change = try diff.next() {
        guard !sections.isEmpty else { throw .unexpectedAnswer(command: command) }
        sections[sections.count - 1].changes.append(change)
      }
    }
    return sections
  }

  /// The next change; nil where it is a deletion.
  private mutating func next() throws(GitError) -> Change? {
    let fields = try field().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard fields.count == 5, fields[0].first == UInt8(ascii: ":"), let status = fields[4].first,
      let old = ObjectID(fields[2]), let new = ObjectID(fields[3])
    else { throw .unexpectedAnswer(command: command) }
    let isMove = status == UInt8(ascii: "R") || status == UInt8(ascii: "C")
    if isMove { _ = try field() }
    let path = ArtifactPath(bytes: Array(try field()))
    if status == UInt8(ascii: "D") { return nil }
    return Change(
      path: path, content: Self.content(status: status, mode: fields[1], new),
      origins: [old.isNull || fields[0].dropFirst().elementsEqual(Self.linkMode) ? nil : old])
  }

  private mutating func field() throws(GitError) -> ArraySlice<UInt8> {
    guard let end = rest.firstIndex(of: 0) else { throw .unexpectedAnswer(command: command) }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  private static func content(
    status: UInt8, mode: ArraySlice<UInt8>, _ id: ObjectID
  ) -> Change.Content {
    if status == UInt8(ascii: "U") { return .conflict }
    return mode.elementsEqual(linkMode) ? .submodule : .blob(id)
  }

  /// The mode of a commit of another repository.
  private static let linkMode = Array("160000".utf8)
}
