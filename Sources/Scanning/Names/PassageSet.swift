/// Ways into functions, each once.
///
/// Mostly there is one. For a set of lists the runtime would look up how they are hashed, which takes longer than
/// to check a small text.
struct PassageSet {
  private var ways: [Int: [[Passage]]] = [:]

  /// Adds a way; false where it was there.
  mutating func insert(_ way: [Passage]) -> Bool {
    let key = way.reduce(0) { ($0 &* 31 &+ $1.function) &* 31 &+ $1.call }
    guard ways[key]?.contains(way) != true else { return false }
    ways[key, default: []].append(way)
    return true
  }
}
