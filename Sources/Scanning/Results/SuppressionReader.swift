internal import Findings
internal import Rules

/// Applies the suppression comments of a unit, and finds what is wrong with them.
struct SuppressionReader {
  private let detector: DetectorRules
  private let comments: [SuppressionComment]
  private var used: Set<SuppressionComment> = []

  init(_ comments: [SuppressionComment], detector: DetectorRules) {
    self.comments = comments
    self.detector = detector
  }

  /// True where what the comments do depends on the time of the run.
  var isTimeBound: Bool { comments.contains { $0.words.until != nil } }

  /// The accepted suppression that covers a finding of a rule that starts at an offset.
  mutating func suppression(of id: RuleID, at offset: Int) -> Suppression? {
    for comment in comments
    where comment.covered.contains(offset) && comment.words.ids.contains(id.rawValue) {
      used.insert(comment)
      guard problem(of: comment) == nil else { continue }
      return Suppression(kind: .inSource, justification: comment.words.reason)
    }
    return nil
  }

  /// What is wrong with each comment, if anything is, once all findings were asked about.
  ///
  /// - Parameter isComplete: True where all rules ran over the whole file, so that a comment that
  ///   covered nothing is known to be unused.
  /// - Returns: All comments, in order of offset.
  func problems(isComplete: Bool) -> [(comment: SuppressionComment, Clause.SuppressionProblem?)] {
    comments.map { comment in
      (comment, problem(of: comment) ?? (isComplete && !used.contains(comment) ? .unused : nil))
    }
  }

  private func problem(of comment: SuppressionComment) -> Clause.SuppressionProblem? {
    let words = comment.words
    let areKnown = words.ids.allSatisfy { id in
      RuleID(rawValue: id).map { detector.isKnown($0) } ?? false
    }
    guard areKnown, !words.ids.isEmpty, !words.reason.isEmpty else { return .invalid }
    guard let until = words.until else { return nil }
    guard let date = CalendarDate(until) else { return .invalid }
    return date.end <= detector.now ? .expired : nil
  }
}
