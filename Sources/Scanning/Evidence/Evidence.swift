internal import Findings

/// A match that passed its pattern's own conditions: a credential, an endpoint, a transport, a name.
struct Evidence: Sendable {
  /// The number of its pattern.
  let pattern: Int
  /// The whole match.
  let range: Range<Int>
  /// The ranges of the named groups that took part.
  let groups: [String: Range<Int>]
  /// Where the secret stands, if there is one.
  let secretRange: Range<Int>?
  /// The secret, decoded.
  let credential: Credential?
  /// The `exp` of a decoded token, in seconds since 1970.
  let expiry: Int?

  /// What a clause reports, unless it names a group.
  let region: Range<Int>

  /// Where it stands, and the uses of names that carry it there; none where nothing comes of it.
  var places: [Place]

  /// What another artifact offers, where it is that and no match of this text.
  var imported: Imported?

  /// True where it stands in what lets nothing out: a digest, a mask, a comparison.
  var isHidden = false

  /// The part that a name has to hold to carry the evidence.
  var anchor: Range<Int> { secretRange ?? region }

  /// What another artifact offers, and where its name stands in this one.
  struct Imported: Sendable {
    let export: Export
    let uses: [Range<Int>]
    /// True where this text names the artifact, and not what it offers: `env_file: sync.env`.
    let isByFile: Bool
  }

  /// A place in the text at which a piece of evidence is.
  struct Place: Hashable, Sendable {
    let range: Range<Int>
    /// True where it is not the value itself that got there, but what a call made of it.
    var isDerived = false
    /// True where it is part of a whole request that got there, so that neither its credential nor its
    /// address is there for another.
    var isOfRequest = false
    /// How far it counts, where it is a reply that is looked into: not beyond what is taken of it.
    var reach: Range<Int>?
    /// The number of the request that holds it, once that is known.
    var request: Int?
    /// The calls by which it got into the functions that hold the place.
    var way: [Passage] = []

    /// True where it counts for what stands at an offset.
    func reaches(_ offset: Int) -> Bool { reach?.contains(offset) ?? true }
  }

  /// True where it was made of a match, beyond which it may reach.
  func matches(_ match: Range<Int>) -> Bool {
    range.lowerBound == match.lowerBound && range.upperBound >= match.upperBound
  }
}

extension Range<Int> {
  /// How many bytes lie between it and another range; 0 where they touch or overlap.
  func gap(to other: Range<Int>) -> Int {
    Swift.max(
      0,
      Swift.max(lowerBound, other.lowerBound) - Swift.min(upperBound, other.upperBound))
  }
}
