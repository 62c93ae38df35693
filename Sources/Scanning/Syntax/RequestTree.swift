/// Which requests of a unit lie in which: an object in another, a statement in the block that a call is given.
struct RequestTree: Sendable {
  // For each request, the one around it to which it belongs, or itself.
  private var parents: [Int32] = []
  // For each request, which numbers it and those in it have when each comes before those in it; none where no
  // request lies in another.
  private var extents: [TextRange] = []

  /// Adds a request, in one that was added before it, and returns it.
  mutating func add(in parent: Int?) -> Int {
    let request = parents.count
    parents.append(Int32(parent ?? request))
    return request
  }

  /// Numbers all requests, after which none is added.
  mutating func close() {
    guard parents.indices.contains(where: { parents[$0] != $0 }) else { return }
    var counts = Array(repeating: Int32(1), count: parents.count)
    for request in parents.indices.reversed() where parents[request] != request {
      counts[Int(parents[request])] += counts[request]
    }
    // The number of the next request in each, and of the next in none.
    var (next, free) = (counts, Int32(0))
    extents = parents.indices.map { request in
      let parent = Int(parents[request])
      let first = parent == request ? free : next[parent]
      if parent == request { free += counts[request] } else { next[parent] += counts[request] }
      next[request] = first + 1
      return TextRange(Int(first)..<Int(first + counts[request]))
    }
  }

  /// The numbers of a request and of those in it, of which its own is the first.
  func extent(of request: Int) -> Range<Int> {
    extents.indices.contains(request) ? extents[request].range : request..<request + 1
  }

  /// The requests around some, each once.
  func requests(around inner: Set<Int>) -> Set<Int> {
    var all: Set<Int> = []
    for request in inner {
      var request = request
      while let parent = parent(of: request), all.insert(parent).inserted { request = parent }
    }
    return all
  }

  private func parent(of request: Int) -> Int? {
    guard parents.indices.contains(request), parents[request] != request else { return nil }
    return Int(parents[request])
  }
}

extension Range<Int> {
  /// True where of two requests, by their extents, one is the other or lies in it.
  func isOneRequest(_ other: Range<Int>) -> Bool {
    contains(other.lowerBound) || other.contains(lowerBound)
  }
}
