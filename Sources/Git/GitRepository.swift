/// A repository that git opens.
public struct GitRepository: Hashable, Sendable {
  /// How git is run in it.
  public let program: GitProgram
  /// The top of the work tree, absolute; nil where there is none, as in a bare repository.
  public let top: [UInt8]?
  /// The directory in which git keeps what belongs to this work tree alone, absolute.
  public let directory: [UInt8]
  /// The directory in which git keeps what all work trees share, absolute.
  let commonDirectory: [UInt8]
  /// The directory in which git keeps the objects that it does not borrow, absolute.
  let objectFolder: [UInt8]
  /// True where names of objects are SHA-256, not SHA-1.
  public let usesSHA256: Bool
  /// How many bytes the name of an object takes where git stores it.
  var nameWidth: Int { usesSHA256 ? 32 : 20 }
}

extension GitRepository {
  /// Opens a repository.
  ///
  /// - Throws: `cannotStart`; `noRepository` with git's words, also where it refuses one that belongs
  ///   to somebody else.
  public init(_ program: GitProgram) throws(GitError) {
    var process = try Self.question(program)
    self = try GitRepository(program, answer: &process)
  }

  /// Asks git what it makes of the place.
  static func question(_ program: GitProgram) throws(GitError) -> GitProcess {
    // Without a work tree the last of it fails, after the others have been answered.
    try GitProcess(
      program,
      [
        "rev-parse", "--show-object-format", "--absolute-git-dir", "--path-format=absolute",
        "--git-common-dir", "--git-path", "objects", "--show-toplevel",
      ])
  }

  /// Waits for the answer to ``question(_:)``.
  init(_ program: GitProgram, answer process: inout GitProcess) throws(GitError) {
    let lines = try process.all(accepting: [0, 128])
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    guard lines.count >= 4 else { throw Self.refusal(process.failure) }
    // A directory whose name holds a line feed would be taken for two.
    guard lines.count == 4 || (lines.count == 5 && process.wait() == 0) else {
      throw .unexpectedAnswer(command: process.command)
    }
    self.program = program
    usesSHA256 = lines[0].elementsEqual("sha256".utf8)
    directory = Array(lines[1])
    commonDirectory = Array(lines[2])
    objectFolder = Array(lines[3])
    top = lines.count == 5 ? Array(lines[4]) : nil
  }

  private static func refusal(_ error: GitError) -> GitError {
    guard case .failed(_, let reason) = error else { return error }
    return .noRepository(reason: reason)
  }

  /// The folder that git takes hooks from: that which `core.hooksPath` names, if it names one.
  ///
  /// - Throws: `failed`, or `unexpectedAnswer` where its name is not UTF-8.
  public var hookFolder: String {
    get throws(GitError) {
      // A relative one is relative to where hooks run.
      let start = GitProgram(at: top.map { .directory($0) } ?? program.place, readsHooksPath: true)
      let output = try start.output(
        of: ["rev-parse", "--path-format=absolute", "--git-path", "hooks"])
      guard let path = String(validating: output.dropLast(), as: UTF8.self) else {
        throw .unexpectedAnswer(command: "rev-parse")
      }
      return path
    }
  }

  /// The tree without entries, which every repository has.
  var emptyTree: String {
    usesSHA256
      ? "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
      : "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
  }
}
