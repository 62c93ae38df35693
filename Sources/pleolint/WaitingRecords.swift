internal import Findings

/// The records that came before their turn, by the numbers of their entries.
///
/// They wait side by side: where one entry holds up the others, a hundred thousand may.
struct WaitingRecords {
  private var records: [ArtifactRecord?] = []
  /// The number of the first of them.
  private var first = 0

  /// As many places as were taken are given up at once.
  private static let batch = 4096

  /// The record of a number, once; nil where it has not come.
  mutating func take(_ number: Int) -> ArtifactRecord? {
    guard records.indices.contains(number - first) else { return nil }
    let record = records[number - first].take()
    let taken = number - first + 1
    if taken == records.count || taken >= Self.batch {
      records.removeFirst(taken)
      first = number + 1
    }
    return record
  }

  /// Keeps the record of a number until its turn, which is not before that of the last one taken.
  mutating func keep(_ record: ArtifactRecord, _ number: Int) {
    if records.isEmpty { first = number }
    if number < first {
      records.insert(contentsOf: repeatElement(nil, count: first - number), at: 0)
      first = number
    }
    while records.count <= number - first { records.append(nil) }
    records[number - first] = record
  }

  /// All that wait, in order.
  var all: [ArtifactRecord] { records.compactMap { $0 } }
}
