/// The objects of a history in the order in which git reads them fastest: that of its packs.
///
/// Neighbours in a pack are made of each other, so that in any other order git takes twice as long.
public struct ObjectOrder: ~Copyable, Sendable {
  private let history: History
  private var lines: FieldReader
  private var name: [UInt8]
  private var isMet: [Bool]

  /// Starts git, which lists the objects that it has.
  ///
  /// - Parameters:
  ///   - history: The history.
  ///   - isMet: For each object of the history, whether it is known to be there, and left out.
  /// - Throws: `cannotStart`.
  public init(of history: History, without isMet: [Bool]) throws(GitError) {
    self.history = history
    let process = try GitProcess(
      history.repository.program,
      [
        "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--buffer",
        "--unordered",
      ])
    lines = FieldReader(process, separator: UInt8(ascii: "\n"))
    name = history.newName
    self.isMet = isMet
  }

  /// The numbers of all other objects that git has.
  ///
  /// - Throws: `failed`.
  public mutating func all() throws(GitError) -> [UInt32] {
    var numbers: [UInt32] = []
    var name = name
    while let line = lines.next() {
      let number = history.number(of: lines.bytes.span.extracting(line), using: &name)
      guard let number, !isMet[number] else { continue }
      isMet[number] = true
      numbers.append(UInt32(number))
    }
    try lines.finish()
    return numbers
  }

  /// The numbers of the objects that git does not have; known at the end.
  public var missing: [Int] { isMet.indices.filter { !isMet[$0] } }
}
