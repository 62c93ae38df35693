/// The keys that lead to a place, the outermost first: in a configuration file, or in code the names
/// of the members of the literal around it.
struct KeyPath {
  /// A key, or a part of one that is joined with dots.
  private let keys: [Range<Int>]
  /// What the literal is given to, in code; nil for a whole configuration file.
  private let root: Int?

  /// Reads the keys that lead to the value at an offset.
  init(to offset: Int, _ map: SourceMap, in text: Span<UInt8>) {
    if let configuration = map.configuration {
      root = nil
      keys = configuration.path(to: offset).flatMap { text.parts(ofKey: $0) }
    } else {
      let holders = map.names.holders(of: offset..<offset + 1)
      let bindings = map.names.bindings
      root = holders.first { bindings[$0].kind != .member }
      keys = holders.prefix { bindings[$0].kind == .member }.reversed().map { bindings[$0].name }
    }
  }

  /// True where another value lies in a block beside one that is an issuer's.
  ///
  /// That one has a sign of the issuer in its key, and the other has none: `oauth.pleo.token_url` says
  /// nothing of `oauth.keycloak.client_secret`. The signs are offsets, in order.
  func excludes(_ other: KeyPath, signs: [Int], in text: Span<UInt8>) -> Bool {
    guard root == other.root else { return false }
    let shared = zip(keys, other.keys).prefix { text.isEqual($0, $1) }.count
    guard shared < keys.count - 1, shared < other.keys.count - 1 else { return false }
    return Self.holds(keys[shared], signs)
      && !other.keys[shared...].contains { Self.holds($0, signs) }
  }

  private static func holds(_ key: Range<Int>, _ signs: [Int]) -> Bool {
    let index = signs.firstIndexAfter { $0 < key.lowerBound }
    return index < signs.count && signs[index] < key.upperBound
  }
}

extension Configuration {
  /// The keys that lead to the value that holds an offset; none where it lies in no value.
  fileprivate func path(to offset: Int) -> [Range<Int>] {
    guard let entry = entry(by: offset), entry.value.contains(offset) else { return [] }
    return path(of: entry)
  }
}

extension Span where Element == UInt8 {
  fileprivate func parts(ofKey key: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = key.lowerBound
    for offset in key where self[offset] == UInt8(ascii: ".") {
      parts.append(start..<offset)
      start = offset + 1
    }
    return parts + [start..<key.upperBound]
  }
}
