/// The objects of a history in the order in which git reads them fastest: that of its packs.
///
/// Neighbours in a pack are made of each other, so that in any other order git takes twice as long.
public struct ObjectOrder: ~Copyable, Sendable {
  private let history: History
  private var lines: FieldReader
  private var name: [UInt8]
  private var isMet: [Bool]
  private var isAtEnd = false

  /// Starts git, which lists the objects that it has.
  ///
  /// - Throws: `cannotStart`.
  public init(of history: History) throws(GitError) {
    self.history = history
    let process = try GitProcess(
      history.repository.program,
      [
        "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--buffer",
        "--unordered",
      ])
    lines = FieldReader(process, separator: UInt8(ascii: "\n"))
    name = history.newName
    isMet = Array(repeating: false, count: history.count)
  }

  /// The numbers of the next objects, at most so many; none at the end.
  ///
  /// - Throws: `failed`.
  public mutating func next(_ count: Int) throws(GitError) -> [Int] {
    var numbers: [Int] = []
    while !isAtEnd, numbers.count < count {
      guard let line = lines.next() else {
        isAtEnd = true
        try lines.finish()
        break
      }
      var name = name
      let number = history.number(of: lines.bytes.span.extracting(line), using: &name)
      guard let number, !isMet[number] else { continue }
      isMet[number] = true
      numbers.append(number)
    }
    return numbers
  }

  /// The numbers of the objects that git does not have; known at the end.
  public var missing: [Int] { isMet.indices.filter { !isMet[$0] } }
}
