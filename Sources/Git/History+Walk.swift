extension History {
  /// Reads what there is of a history, its content left out.
  ///
  /// What is cut off by a shallow clone, or cannot be read, is a shortfall.
  ///
  /// - Parameters:
  ///   - scope: Which commits are meant.
  ///   - repository: The repository.
  ///   - workerCount: How many gits may work at once.
  /// - Returns: The names of what there is to read, with paths and commits.
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`.
  /// - Complexity: Reads each tree of the history.
  public static func read(
    _ scope: Scope, in repository: GitRepository, workerCount: Int
  ) async throws(GitError) -> History {
    var history = History(in: repository)
    let isListed = try history.addReached(by: scope)
    if scope.readsUnreachable || !isListed { try history.addUnreachable(inOrder: isListed) }
    try await history.addBlobs(
      of: Array(0..<history.commits.count), workerCount: workerCount)
    try history.addCuts()
    return history
  }

  /// Adds what refs and reflogs reach, but for the blobs of commits.
  ///
  /// - Returns: False where they lead to something that is missing: git lists nothing then, so that all that is
  ///   there has to be read.
  private mutating func addReached(by scope: Scope) throws(GitError) -> Bool {
    do throws(GitError) {
      try addCommits(of: scope)
      try listTips()
      try addTips()
      return true
    } catch {
      guard case .failed(_, let reason) = error else { throw error }
      shortfalls.append("not all that refs lead to is in the repository: \(reason)")
      return false
    }
  }

  /// Adds the commits that refs and reflogs reach.
  mutating func addCommits(of scope: Scope) throws(GitError) {
    otherTips = try repository.refsOfOtherWorkTrees()
    let dates = scope.since == nil ? [] : ["--timestamp"]
    let command = ["rev-list", "--topo-order"] + dates + ["--all", "--reflog", "--stdin"]
    let process = try GitProcess(repository.program, command, input: otherTips.lines)
    try add(commitsOf: process, since: scope.since)
  }

  /// Adds the commits that a command lists, one a line; where only those since a date are meant, behind the date
  /// of each.
  ///
  /// Git's own option ends where a date is older: what its parents are is left out then, however new.
  mutating func add(
    commitsOf process: consuming GitProcess, since first: Int? = nil
  ) throws(GitError) {
    var lines = FieldReader(process, separator: UInt8(ascii: "\n"))
    var name = newName
    while let line = lines.next() {
      let start = max(line.lowerBound, line.upperBound - 2 * name.count)
      guard ObjectID.pack(lines.bytes.span.extracting(start..<line.upperBound), into: &name) else {
        throw .unexpectedAnswer(command: "rev-list")
      }
      if let first {
        let date = String(decoding: lines.bytes[line.lowerBound..<start].dropLast(), as: UTF8.self)
        guard let date = Int(date) else { throw .unexpectedAnswer(command: "rev-list") }
        if date < first { continue }
      }
      _ = commits.insert(name.span)
    }
    try lines.finish()
  }

  /// Room for the name of an object as git stores it.
  var newName: [UInt8] { [UInt8](repeating: 0, count: repository.nameWidth) }

  /// How many commits are worth a git of their own.
  private static let share = 1000

  /// Reads what some commits bring, the newest first, a part of them by each worker.
  mutating func addBlobs(of numbers: [Int], workerCount: Int) async throws(GitError) {
    let count = max(1, min(workerCount, numbers.count / Self.share))
    let parts = (0..<count).map { part in
      numbers[numbers.count * part / count..<numbers.count * (part + 1) / count]
    }
    let (program, list, width) = (repository.program, commits, newName.count)
    let readings = await withTaskGroup { group in
      for (number, part) in parts.enumerated() {
        group.addTask(executorPreference: globalConcurrentExecutor) {
          var reader = IntroductionReader(program, commits: list, nameWidth: width)
          return (number, Result { () throws(GitError) in try reader.read(part) })
        }
      }
      var readings = parts.map { _ in Result<IntroductionReader.Reading, GitError>?.none }
      for await (number, result) in group { readings[number] = result }
      return readings
    }
    let direct = blobs
    blobs = IntroductionTable(nameWidth: width)
    for case let reading? in readings { add(try reading.get()) }
    blobs.add(direct)
    otherPaths = blobs.otherPaths()
  }

  private mutating func add(_ reading: IntroductionReader.Reading) {
    if blobs.count == 0 { blobs = reading.table } else { blobs.add(reading.table) }
    for (commit, reason) in reading.failures {
      shortfalls.append(
        "the changes of commit \(ObjectID(packed: commits[commit])) cannot be read: \(reason)")
    }
    guard reading.leftOut > 0 else { return }
    shortfalls.append("the changes of \(reading.leftOut) more commits were not read")
  }

  /// Notes where a shallow clone ends.
  mutating func addCuts() throws(GitError) {
    var name = newName
    for commit in try repository.cutCommits().sorted(by: { $0.description < $1.description })
    where ObjectID.pack(commit.digits.span, into: &name) && commits.number(of: name.span) != nil {
      shortfalls.append(
        "the parents of commit \(commit) are not in this shallow clone; fetch more of it")
    }
  }
}
