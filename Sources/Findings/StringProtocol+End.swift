extension StringProtocol {
  /// All but the characters at its end that a condition holds for.
  ///
  /// To reverse a string twice costs far more.
  package func dropLast(while holds: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex {
      let last = index(before: end)
      guard holds(self[last]) else { break }
      end = last
    }
    return self[..<end]
  }
}
