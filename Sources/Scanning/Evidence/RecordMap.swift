/// The records of a log in which evidence stands, worked out once for all that follows it there.
struct RecordMap {
  /// For each pattern, by number, the record of each piece of its evidence.
  private var known: [Int: [Range<Int>]] = [:]

  /// The records in which the evidence of a pattern stands.
  ///
  /// - Parameters:
  ///   - evidence: All that was found of the pattern; what was asked about before comes first.
  ///   - pattern: Its number.
  ///   - text: The log.
  /// - Returns: A record for each piece, in the same order.
  mutating func records(
    of evidence: [Evidence], numbered pattern: Int, in text: Span<UInt8>
  ) -> [Range<Int>] {
    var records = known[pattern] ?? []
    for index in records.count..<evidence.count {
      records.append(LogRecord.range(around: evidence[index].range, in: text))
    }
    known[pattern] = records
    return records
  }
}
