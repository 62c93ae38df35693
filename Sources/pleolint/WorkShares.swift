/// Hands the objects of a history to workers, in the order of the pack.
///
/// Each worker has a part that is one in the pack: what lies together there is made of each other. Who has
/// done its part takes over the second half of the largest that is left.
actor WorkShares<Element: Sendable> {
  private let order: [Element]
  private var parts: [Range<Int>]

  /// Takes what is to be done, in the order of the pack.
  init(_ order: [Element], for workerCount: Int) {
    self.order = order
    parts = (0..<workerCount).map { worker in
      order.count * worker / workerCount..<order.count * (worker + 1) / workerCount
    }
  }

  /// The next pieces of a worker, at most so many; none when nothing is left.
  func next(_ count: Int, for worker: Int) -> ArraySlice<Element> {
    if parts[worker].isEmpty { takeOver(for: worker, atLeast: count) }
    let part = parts[worker]
    let end = min(part.lowerBound + count, part.upperBound)
    parts[worker] = end..<part.upperBound
    return order[part.lowerBound..<end]
  }

  private func takeOver(for worker: Int, atLeast count: Int) {
    guard let largest = parts.indices.max(by: { parts[$0].count < parts[$1].count }) else { return }
    let part = parts[largest]
    let middle = part.count > count ? part.lowerBound + part.count / 2 : part.lowerBound
    parts[largest] = part.lowerBound..<middle
    parts[worker] = middle..<part.upperBound
  }
}
