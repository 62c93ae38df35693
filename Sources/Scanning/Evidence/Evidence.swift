internal import Findings

/// A match that passed its pattern's own conditions: a credential, an endpoint, a transport, a name.
///
/// Lists of evidence are copied, filtered and joined all the time: what never changes of a piece is
/// shared by its copies. There are as many pieces as a text has findings, and more, so that a piece is
/// kept small.
struct Evidence: Sendable {
  private let fixed: Fixed

  /// Where it stands, and the uses of names that carry it there; none where nothing comes of it.
  var places: Places

  /// True where it stands in what lets nothing out: a digest, a mask, a comparison.
  var isHidden = false

  init(
    pattern: Int, range: Range<Int>, groups: Captures, secretRange: Range<Int>?,
    credential: Credential?, expiry: Int?, region: Range<Int>, places: Places,
    imported: Imported? = nil
  ) {
    fixed = Fixed(
      pattern: pattern, range: range, groups: groups, secretRange: secretRange,
      credential: credential, expiry: expiry, region: region, imported: imported)
    self.places = places
  }

  /// The number of its pattern.
  var pattern: Int { Int(fixed.pattern) }
  /// The whole match.
  var range: Range<Int> { fixed.range.range }
  /// The ranges of the named groups that took part.
  var groups: Captures { fixed.groups }
  /// Where the secret stands, if there is one.
  var secretRange: Range<Int>? { fixed.secretRange?.range }
  /// The secret, decoded.
  var credential: Credential? { fixed.credential }
  /// The `exp` of a decoded token, in seconds since 1970.
  var expiry: Int? { fixed.expiry }
  /// What a clause reports, unless it names a group.
  var region: Range<Int> { fixed.region.range }
  /// What another artifact offers, where it is that and no match of this text.
  var imported: Imported? { fixed.imported }

  /// The part that a name has to hold to carry the evidence.
  var anchor: Range<Int> { secretRange ?? region }

  /// What another artifact offers, and where its name stands in this one.
  ///
  /// Hardly any piece is that; as a class, it takes no room in the others.
  final class Imported: Sendable {
    let export: Export
    let uses: [Range<Int>]
    /// True where this text names the artifact, and not what it offers: `env_file: sync.env`.
    let isByFile: Bool

    init(export: Export, uses: [Range<Int>], isByFile: Bool) {
      self.export = export
      self.uses = uses
      self.isByFile = isByFile
    }
  }

  /// A place in the text at which a piece of evidence is.
  struct Place: Hashable, Sendable {
    /// The calls by which it got into the functions that hold the place.
    let way: [Passage]
    private let packedRange: TextRange
    // Empty is none: a reach holds at least the place.
    private let packedReach: TextRange
    // Less than 0 is not known.
    private var packedRequest: Int32 = -1
    /// True where it is not the value itself that got there, but what a call made of it.
    let isDerived: Bool
    /// True where it is part of a whole request that got there, so that neither its credential nor its
    /// address is there for another.
    let isOfRequest: Bool

    init(
      range: Range<Int>, isDerived: Bool = false, isOfRequest: Bool = false,
      reach: Range<Int>? = nil, way: [Passage] = []
    ) {
      packedRange = TextRange(range)
      self.isDerived = isDerived
      self.isOfRequest = isOfRequest
      packedReach = TextRange(reach ?? 0..<0)
      self.way = way
    }

    /// The place at which a piece stands itself, in a request whose number may be known.
    init(range: Range<Int>, request: Int32?) {
      self.init(range: range)
      packedRequest = request ?? -1
    }

    /// The place itself.
    var range: Range<Int> { packedRange.range }

    /// How far it counts, where it is a reply that is looked into: not beyond what is taken of it.
    var reach: Range<Int>? { packedReach.range.isEmpty ? nil : packedReach.range }

    /// The number of the request that holds it, once that is known.
    var request: Int? {
      get { packedRequest < 0 ? nil : Int(packedRequest) }
      set { packedRequest = newValue.map(Int32.init) ?? -1 }
    }

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
    let pattern: Int32
    let range: TextRange
    let groups: Captures
    let secretRange: TextRange?
    let credential: Credential?
    let expiry: Int?
    let region: TextRange
    let imported: Imported?

    init(
      pattern: Int, range: Range<Int>, groups: Captures, secretRange: Range<Int>?,
      credential: Credential?, expiry: Int?, region: Range<Int>, imported: Imported?
    ) {
      self.pattern = Int32(pattern)
      self.range = TextRange(range)
      self.groups = groups
      self.secretRange = secretRange.map(TextRange.init)
      self.credential = credential
      self.expiry = expiry
      self.region = TextRange(region)
      self.imported = imported
    }
  }
}
