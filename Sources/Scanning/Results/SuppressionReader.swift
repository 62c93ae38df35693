internal import Findings
internal import Rules

/// Applies the suppression comments of a unit, and finds what is wrong with them.
struct SuppressionReader {
  private let detector: DetectorRules
  /// In order of what they cover, which is that of where they stand.
  private let comments: [SuppressionComment]
  private var areUsed: [Bool]
  private var answers: [Question: Suppression?] = [:]

  /// What is asked of the comments that cover a place: many findings may stand among many comments.
  private struct Question: Hashable {
    let id: RuleID
    let comments: Range<Int>
  }

  init(_ comments: [SuppressionComment], detector: DetectorRules) {
    self.comments = comments
    self.detector = detector
    areUsed = Array(repeating: false, count: comments.count)
  }

  /// True where what the comments do depends on the time of the run.
  var isTimeBound: Bool { comments.contains { $0.words.until != nil } }

  /// The accepted suppression that covers a finding of a rule that starts at an offset.
  mutating func suppression(of id: RuleID, at offset: Int) -> Suppression? {
    let first = comments.firstIndexAfter { $0.covered.upperBound <= offset }
    let end = comments.firstIndexAfter { $0.covered.lowerBound <= offset }
    guard first < end else { return nil }
    let question = Question(id: id, comments: first..<end)
    if let known = answers[question] { return known }
    let answer = suppression(of: id, by: first..<end)
    answers[question] = .some(answer)
    return answer
  }

  private mutating func suppression(of id: RuleID, by covering: Range<Int>) -> Suppression? {
    for index in covering where comments[index].words.ids.contains(id.rawValue) {
      areUsed[index] = true
      guard problem(of: comments[index]) == nil else { continue }
      return Suppression(kind: .inSource, justification: comments[index].words.reason)
    }
    return nil
  }

  /// What is wrong with each comment, if anything is, once all findings were asked about.
  ///
  /// - Parameter isComplete: True where all rules ran over the whole file, so that a comment that
  ///   covered nothing is known to be unused.
  /// - Returns: All comments, in order of offset.
  func problems(isComplete: Bool) -> [(comment: SuppressionComment, Clause.SuppressionProblem?)] {
    zip(comments, areUsed).map { comment, isUsed in
      (comment, problem(of: comment) ?? (isComplete && !isUsed ? .unused : nil))
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
