internal import Findings

/// What was found in the layers of a text, in offsets of that text.
struct LayerReading: Sendable {
  /// What will be findings, unless the text itself says them.
  var drafts = DraftList()
  /// What the rules tell of in the layers.
  var claims = Claims()
  /// Where the secrets stand that the layers hold, whether they are reported or not.
  var secrets: [(range: Range<Int>, credential: Credential)] = []
  /// The patterns that reached a limit, with the offset.
  var gaps: [(pattern: String, offset: Int)] = []

  /// Adds what was found in a layer, by where it stands in the text that the layer was taken from.
  mutating func add(_ reading: LayerReading, from layer: Layer) {
    let text = layer.text
    let moved = reading.drafts.all.map { $0.moved { text.origin(of: $0) } }
    drafts.add(moved.filter { layer.core.contains($0.region.lowerBound) })
    claims.add(reading.claims.moved { text.origin(of: $0) })
    secrets += reading.secrets.map { (text.origin(of: $0.range), $0.credential) }
    gaps += reading.gaps.map { ($0.pattern, text.origin(of: $0.offset..<$0.offset).lowerBound) }
      .filter { layer.core.contains($0.1) }
  }
}
