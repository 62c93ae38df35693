/// The name that someone most likely meant, or nil where none is near.
///
/// - Parameters:
///   - name: What was written.
///   - names: What exists.
/// - Returns: The name of the fewest edits (Levenshtein), at most a third of its length.
public func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  let ranked = names.map { (name: $0, edits: editDistance(name, $0)) }
  guard let best = ranked.min(by: { ($0.edits, $0.name) < ($1.edits, $1.name) }) else { return nil }
  return best.edits <= max(2, best.name.utf8.count / 3) ? best.name : nil
}

/// The fewest insertions, deletions and replacements of bytes that turn one text into the other.
private func editDistance(_ left: String, _ right: String) -> Int {
  let (left, right) = (Array(left.utf8), Array(right.utf8))
  var row = Array(0...right.count)
  for (i, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in right.indices {
      let replaced = diagonal + (byte == right[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
