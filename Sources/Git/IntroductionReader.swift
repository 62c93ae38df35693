/// Reads from `git diff-tree` what each of some commits brings that none of its parents has.
struct IntroductionReader {
  let program: GitProgram
  /// The names of all commits, the newest first.
  let commits: ByteTable
  private let nameWidth: Int
  private var name: [UInt8]

  /// What was read of some commits.
  struct Reading: Sendable {
    var table: IntroductionTable
    /// The commits that could not be read, with git's reasons.
    var failures: [(commit: Int, reason: String)] = []
    /// How many more were not tried.
    var leftOut = 0
  }

  /// How many times git may fail before the rest is given up: each costs another start, a commit mostly two, since
  /// the one before may not have been written to its end.
  private static let mostFailures = 32

  init(_ program: GitProgram, commits: ByteTable, nameWidth: Int) {
    self.program = program
    self.commits = commits
    self.nameWidth = nameWidth
    name = [UInt8](repeating: 0, count: nameWidth)
  }

  /// Reads some of the commits, by number, the newest first.
  ///
  /// - Throws: `cannotStart`, `unexpectedAnswer`.
  mutating func read(_ numbers: ArraySlice<Int>) throws(GitError) -> Reading {
    var reading = Reading(table: IntroductionTable(nameWidth: nameWidth))
    var (rest, failureCount) = (numbers, 0)
    while !rest.isEmpty {
      do throws(GitError) {
        try read(&rest, into: &reading.table)
      } catch {
        guard case .failed(_, let reason) = error, let next = rest.popFirst() else { throw error }
        if try !readTree(of: next, into: &reading.table) { reading.failures.append((next, reason)) }
        failureCount += 1
        if failureCount == Self.mostFailures {
          reading.leftOut = rest.count
          return reading
        }
      }
    }
    return reading
  }

  /// Reads commits until the last, or until git fails: then the first of the rest is the one that it wrote last.
  private mutating func read(
    _ rest: inout ArraySlice<Int>, into table: inout IntroductionTable
  ) throws(GitError) {
    let ids = rest.lazy.map { [commits] in ObjectID(packed: commits[$0]) }
    let process = try GitProcess(program, Self.command, input: ids.lines)
    var fields = FieldReader(process, separator: 0)
    // A commit is done where the next one begins, or git comes to its end.
    var isBegun = false
    while let field = fields.next() {
      if fields.bytes[field.lowerBound] == UInt8(ascii: ":") {
        guard isBegun, let commit = rest.first,
          let change = change(fields.bytes.span.extracting(field))
        else { throw .unexpectedAnswer(command: "diff-tree") }
        guard let path = fields.next() else { break }
        add(change, at: fields.bytes.span.extracting(path), by: commit, to: &table)
      } else {
        if isBegun { rest.removeFirst() }
        guard let next = rest.first,
          ObjectID.pack(fields.bytes.span.extracting(field), into: &name),
          commits[next].elementsEqual(name)
        else { throw .unexpectedAnswer(command: "diff-tree") }
        isBegun = true
      }
    }
    try fields.finish()
    guard isBegun, rest.count == 1 else { throw .unexpectedAnswer(command: "diff-tree") }
    rest.removeFirst()
  }

  /// Reads all that a commit has, where what it has beside its parents cannot be told: a parent that is
  /// read later takes over what is its own.
  private func readTree(
    of commit: Int, into table: inout IntroductionTable
  ) throws(GitError) -> Bool {
    do throws(GitError) {
      let id = ObjectID(packed: commits[commit])
      try program.forEachBlob(of: "\(id)", nameWidth: nameWidth) { name, path in
        table.add(name, at: path, by: commit)
      }
      return true
    } catch {
      guard case .failed = error else { throw error }
      return false
    }
  }

  /// What a commit brings beside all of its parents; of a merge, only what is in none of them.
  private static let command = [
    "diff-tree", "--stdin", "--always", "--root", "-r", "-c", "--raw", "-z", "--no-abbrev",
    "--no-renames", "--no-relative", "--no-ext-diff", "--no-textconv", "-O/dev/null",
    "--ignore-submodules=none",
  ]

  /// What stands at a path afterwards.
  private enum Change {
    case nothing
    case blob
    case submodule
  }

  /// Reads `:MODE… MODE NAME… NAME STATUS`, with a colon, a mode and a name for each parent; the name that
  /// comes last is in `name` then.
  private mutating func change(_ header: borrowing Span<UInt8>) -> Change? {
    var parents = 0
    while parents < header.count, header[parents] == UInt8(ascii: ":") { parents += 1 }
    // Modes have six digits; names are all as long.
    let mode = parents + 7 * parents
    let digits = 2 * nameWidth
    let start = mode + 7 + (digits + 1) * parents
    guard start + digits < header.count, header[start + digits] == UInt8(ascii: " "),
      ObjectID.pack(header.extracting(start..<start + digits), into: &name)
    else { return nil }
    switch (header[mode], header[mode + 1]) {
    case (UInt8(ascii: "0"), _): return .nothing
    case (UInt8(ascii: "1"), UInt8(ascii: "6")): return .submodule
    case (UInt8(ascii: "1"), _): return .blob
    default: return nil
    }
  }

  private func add(
    _ change: Change, at path: borrowing Span<UInt8>, by commit: Int,
    to table: inout IntroductionTable
  ) {
    switch change {
    case .nothing: break
    case .blob: table.add(name.span, at: path, by: commit)
    case .submodule: table.addSubmodule(at: path)
    }
  }
}
