/// The refs that a push moves, as git tells its hooks on standard input.
public struct PushedRefs: Hashable, Sendable {
  /// A ref before and after.
  struct Move: Hashable {
    let old: ObjectID
    let new: ObjectID
  }

  private let moves: [Move]

  /// Reads what `pre-push` is told: `LOCAL-REF NEW REMOTE-REF OLD` a line.
  ///
  /// - Throws: `unexpectedAnswer` for anything else.
  public init(toPush input: [UInt8]) throws(GitError) {
    moves = try Self.moves(in: input, fieldCount: 4, old: 3, new: 1)
  }

  /// Reads what `pre-receive` is told: `OLD NEW REF` a line.
  ///
  /// - Throws: `unexpectedAnswer` for anything else.
  public init(received input: [UInt8]) throws(GitError) {
    moves = try Self.moves(in: input, fieldCount: 3, old: 0, new: 1)
  }

  private static func moves(
    in input: [UInt8], fieldCount: Int, old: Int, new: Int
  ) throws(GitError) -> [Move] {
    var moves: [Move] = []
    for line in input.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard fields.count == fieldCount, let before = ObjectID(fields[old]),
        let after = ObjectID(fields[new])
      else { throw .unexpectedAnswer(command: "push") }
      moves.append(Move(old: before, new: after))
    }
    return moves
  }

  /// What is there before the push, for refs that are not new.
  var olds: [ObjectID] { moves.map(\.old).filter { !$0.isNull } }

  /// What is there after it; a ref that is deleted brings nothing.
  var news: [ObjectID] { moves.map(\.new).filter { !$0.isNull } }
}
