/// Literals that may stand right beside a keyword, each with the bits of all lists that have it.
///
/// They are asked about at every hit, and hundreds of them share their first bytes: each byte of a text is
/// compared once, whatever their number.
struct NeighbourTable: Sendable {
  /// Where a literal stands.
  enum Side: Sendable {
    case before, after
  }

  private let side: Side
  /// The bytes that lead on, those of one node side by side and in order.
  ///
  /// The one at a place leads to the node whose number is one more; the node 0 is where all literals begin.
  private var labels: [UInt8] = []
  /// The place of each node's first label, and their number.
  private var firstLabels: [Int] = []
  /// The bits of the literals that end at each node.
  private var bits: [UInt64] = []
  /// For each node from which many bytes lead on, where its part of `nodes` begins; else nil.
  private var tables: [Int?] = []
  /// The nodes to which each byte leads, or 0: which of many it is, no processor guesses.
  private var nodes: [Int32] = []

  /// From so many bytes on, a node has a table.
  private static let fewest = 4

  init(_ literals: [(bytes: [UInt8], bits: UInt64)], _ side: Side) {
    self.side = side
    let turned = literals.map { literal in
      (bytes: side == .before ? literal.bytes.reversed() : literal.bytes, bits: literal.bits)
    }
    let sorted = turned.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    add(sorted)
    firstLabels.append(labels.count)
    for node in bits.indices { addTable(of: node) }
  }

  /// Adds the nodes of literals in order, level by level, so that the labels of each lie side by side.
  private mutating func add(_ literals: [(bytes: [UInt8], bits: UInt64)]) {
    // For each node of a level, the literals that go through it.
    var level = [literals.indices]
    var depth = 0
    while !level.isEmpty {
      var next: [Range<Int>] = []
      for var rest in level {
        bits.append(0)
        firstLabels.append(labels.count)
        while let place = rest.first, literals[place].bytes.count == depth {
          bits[bits.count - 1] |= literals[place].bits
          rest = rest.dropFirst()
        }
        while let place = rest.first {
          let label = literals[place].bytes[depth]
          let end = rest.firstIndexAfter { literals[$0].bytes[depth] == label }
          labels.append(label)
          next.append(place..<end)
          rest = end..<rest.upperBound
        }
      }
      (level, depth) = (next, depth + 1)
    }
  }

  private mutating func addTable(of node: Int) {
    let own = firstLabels[node]..<firstLabels[node + 1]
    let isWide = own.count >= Self.fewest
    tables.append(isWide ? nodes.count : nil)
    guard isWide else { return }
    nodes += Array(repeating: 0, count: 256)
    for place in own { nodes[nodes.count - 256 + Int(labels[place])] = Int32(place + 1) }
  }

  /// The bits of all literals that stand beside a keyword.
  func bits(beside keyword: Range<Int>, in text: Span<UInt8>) -> UInt64 {
    let step = side == .before ? -1 : 1
    var offset = side == .before ? keyword.lowerBound - 1 : keyword.upperBound
    // What has no bytes stands everywhere.
    var (node, found) = (0, bits[0])
    while firstLabels[node] < firstLabels[node + 1], text.indices.contains(offset) {
      guard let next = self.node(after: node, text[offset]) else { break }
      found |= bits[next]
      node = next
      offset += step
    }
    return found
  }

  /// The node to which a byte leads from another.
  private func node(after node: Int, _ byte: UInt8) -> Int? {
    if let table = tables[node] {
      let next = nodes[table + Int(byte)]
      return next == 0 ? nil : Int(next)
    }
    let own = firstLabels[node]..<firstLabels[node + 1]
    return own.first { labels[$0] == byte }.map { $0 + 1 }
  }
}
