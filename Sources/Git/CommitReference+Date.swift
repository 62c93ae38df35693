internal import Findings

extension CommitReference {
  /// Takes a commit and what git writes for its author date, which is no date where the commit has none:
  /// some versions then write the placeholder that asked for it, and nothing checks an offset.
  init(_ id: ObjectID, dated text: some Sequence<UInt8>) {
    let text = String(decoding: Array(text), as: UTF8.self)
    self.init(id: id.description, authorDate: text.isDate ? text : nil)
  }
}

extension String {
  /// True for a time of RFC 3339, in UTC or with an offset.
  fileprivate var isDate: Bool {
    let shape = String(map { ("0"..."9").contains($0) ? "0" : $0 })
    if shape == "0000-00-00T00:00:00Z" { return true }
    return ["0000-00-00T00:00:00+00:00", "0000-00-00T00:00:00-00:00"].contains(shape)
      && suffix(5).prefix(2) < "24" && suffix(2) < "60"
  }
}
