internal import Findings

/// A match that passed its pattern's own conditions: a credential, an endpoint, a transport, a name.
///
/// Lists of evidence are copied, filtered and joined all the time: what never changes of a piece is
/// shared by its copies.
struct Evidence: Sendable {
  private let fixed: Fixed

  /// Where it stands, and the uses of names that carry it there; none where nothing comes of it.
  var places: [Place]

  /// True where it stands in what lets nothing out: a digest, a mask, a comparison.
  var isHidden = false

  init(
    pattern: Int, range: Range<Int>, groups: [String: Range<Int>], secretRange: Range<Int>?,
    credential: Credential?, expiry: Int?, region: Range<Int>, places: [Place],
    imported: Imported? = nil
  ) {
    fixed = Fixed(
      pattern: pattern, range: range, groups: groups, secretRange: secretRange,
      credential: credential, expiry: expiry, region: region, imported: imported)
    self.places = places
  }

  /// The number of its pattern.
  var pattern: Int { fixed.pattern }
  /// The whole match.
  var range: Range<Int> { fixed.range }
  /// The ranges of the named groups that took part.
  var groups: [String: Range<Int>] { fixed.groups }
  /// Where the secret stands, if there is one.
  var secretRange: Range<Int>? { fixed.secretRange }
  /// The secret, decoded.
  var credential: Credential? { fixed.credential }
  /// The `exp` of a decoded token, in seconds since 1970.
  var expiry: Int? { fixed.expiry }
  /// What a clause reports, unless it names a group.
  var region: Range<Int> { fixed.region }
  /// What another artifact offers, where it is that and no match of this text.
  var imported: Imported? { fixed.imported }

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

extension Evidence {
  /// What never changes of a piece.
  private final class Fixed: Sendable {
    let pattern: Int
    let range: Range<Int>
    let groups: [String: Range<Int>]
    let secretRange: Range<Int>?
    let credential: Credential?
    let expiry: Int?
    let region: Range<Int>
    let imported: Imported?

    init(
      pattern: Int, range: Range<Int>, groups: [String: Range<Int>], secretRange: Range<Int>?,
      credential: Credential?, expiry: Int?, region: Range<Int>, imported: Imported?
    ) {
      self.pattern = pattern
      self.range = range
      self.groups = groups
      self.secretRange = secretRange
      self.credential = credential
      self.expiry = expiry
      self.region = region
      self.imported = imported
    }
  }
}
