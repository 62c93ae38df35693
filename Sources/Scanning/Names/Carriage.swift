internal import Rules

/// Carries evidence along the names of a unit.
///
/// What stands in the value of a name stands wherever the name is used: `KEY` in
/// `KEY = os.environ["PLEO_API_KEY"]` is a reference to an API key from there on. This is
/// name-following within a file, not a type checker: it knows scopes and second assignments, members,
/// what functions of the file are given and return, and nothing of types.
struct Carriage {
  private let patterns: [EvidencePattern]
  private let map: SourceMap
  private let arguments: ArgumentResolver
  private var resolver: NameResolver
  private var pieces: [Piece] = []
  private var opaque: [Range<Int>] = []
  /// What each binding's value holds.
  private var bundles: [Int: Bundle] = [:]
  /// Bindings that are known not to hand on what they hold.
  private var spent: Set<Int> = []
  /// How many places were added to pieces, and how many were tried.
  private var (addedCount, attemptCount) = (0, 0)
  /// Whether each of the places of pieces that have many is derived.
  private var known: [PlaceKey: Bool] = [:]

  private struct PlaceKey: Hashable {
    private let piece: Int32
    private let range: TextRange
    private let way: [Passage]

    init(_ place: Evidence.Place, of piece: Int) {
      self.piece = Int32(piece)
      range = TextRange(place.range)
      way = place.way
    }
  }

  private struct Piece {
    let pattern: Int
    let index: Int
    var places: Places
  }

  /// How often names are followed: the length of the longest chain of names.
  private static let longestChain = 6
  /// How many places one piece is carried to.
  private static let mostPlaces = 256
  /// How many places all pieces of a unit are carried to.
  private static let mostPlacesInAll = 1 << 17
  /// How often a piece is looked at in a use of a name, in all of a unit.
  private static let mostAttempts = 1 << 22
  /// Up to so many places of a piece are quicker looked through than looked up.
  private static let mostLookedThrough = 16

  /// Adds to each piece of evidence the places to which names carry it.
  static func carry(
    _ result: inout EvidenceSearch.Result, _ patterns: [EvidencePattern], _ map: SourceMap,
    _ arguments: ArgumentResolver, _ resolver: NameResolver, in text: Span<UInt8>
  ) {
    var carriage = Carriage(result, patterns, map, arguments, resolver)
    let start = carriage.pieces
    carriage.follow(in: text)
    // Which bindings are whole requests is known only once all evidence is where it gets.
    let spent = carriage.bundles.keys.filter(carriage.isSaturated)
    if !spent.isEmpty {
      carriage.pieces = start
      (carriage.addedCount, carriage.attemptCount, carriage.known) = (0, 0, [:])
      carriage.bundles = [:]
      carriage.spent = Set(spent)
      carriage.follow(in: text)
    }
    for piece in carriage.pieces {
      let anchor = result.evidence[piece.pattern][piece.index].anchor
      result.evidence[piece.pattern][piece.index].places = piece.places
      result.evidence[piece.pattern][piece.index].isHidden = carriage.isHidden(anchor)
    }
    result.held = carriage.held()
  }

  /// What names hold as it is, in order of the names.
  private func held() -> [EvidenceSearch.Held] {
    bundles.sorted { $0.key < $1.key }.flatMap { binding, bundle in
      bundle.wholePieces.compactMap { number in
        guard !spent.contains(binding) else { return nil }
        return EvidenceSearch.Held(
          pattern: pieces[number].pattern, index: pieces[number].index, binding: binding)
      }
    }
  }

  private init(
    _ result: EvidenceSearch.Result, _ patterns: [EvidencePattern], _ map: SourceMap,
    _ arguments: ArgumentResolver, _ resolver: NameResolver
  ) {
    self.patterns = patterns
    self.map = map
    self.arguments = arguments
    self.resolver = resolver
    for (number, list) in result.evidence.enumerated() where patterns[number].isOpaque {
      opaque += list.map(\.range)
    }
    opaque.sort { $0.lowerBound < $1.lowerBound }
    for (number, list) in result.evidence.enumerated() where !patterns[number].isOpaque {
      for (index, piece) in list.enumerated() {
        let isMute = map.comment(at: piece.anchor.lowerBound) != nil || isHidden(piece.anchor)
        let places = isMute ? .none : start(of: piece)
        pieces.append(Piece(pattern: number, index: index, places: places))
      }
    }
  }

  /// Where a piece stands itself: as a value, or as the name of a member that is given one.
  private func start(of piece: Evidence) -> Places {
    guard piece.imported == nil, map.names.isMemberName(piece.anchor) else { return piece.places }
    return Places([Evidence.Place(range: piece.anchor, isDerived: true)])
  }

  private mutating func follow(in text: Span<UInt8>) {
    guard !map.names.bindings.isEmpty else { return }
    var changed: Set<Int> = []
    for piece in pieces.indices where !patterns[pieces[piece].pattern].stays {
      for place in pieces[piece].places.all { hold(piece, at: place, in: text, &changed) }
    }
    for _ in 1..<Self.longestChain {
      let fresh = spread(changed, in: text)
      if fresh.isEmpty { return }
      changed = []
      for (piece, place) in fresh { hold(piece, at: place, in: text, &changed) }
    }
    _ = spread(changed, in: text)
  }

  /// Puts a piece into the bundles of the bindings whose values hold it at a place.
  private mutating func hold(
    _ piece: Int, at place: Evidence.Place, in text: Span<UInt8>, _ changed: inout Set<Int>
  ) {
    let load = Bundle.Load(piece: piece, way: place.way, isDerived: place.isDerived)
    for name in resolver.aliases(of: place.range) where bundles[name]?.holds(load) != true {
      put(load, into: name, &changed)
    }
    let holders = map.names.holders(of: place.range)
    let starts = holders.map { map.names.bindings[$0].value.lowerBound }
    let call = starts.min().flatMap { text.alteringCall(around: place.range.lowerBound, from: $0) }
    for (binding, start) in zip(holders, starts) {
      let isDerived = place.isDerived || call.map { $0 >= start } ?? false
      let load = Bundle.Load(piece: piece, way: place.way, isDerived: isDerived)
      for target in [binding] + resolver.extractions(of: binding, in: text) {
        put(load, into: target, &changed)
      }
    }
    let isName = patterns[pieces[piece].pattern].checks.contains(.reference)
    for gift in arguments.gifts(of: place.range, isName: isName, in: text) {
      let load = Bundle.Load(
        piece: piece, way: Passage.extend(place.way, by: gift.passage),
        isDerived: place.isDerived || gift.isDerived)
      put(load, into: gift.binding, &changed)
    }
  }

  private mutating func put(
    _ load: Bundle.Load, into binding: Int, _ changed: inout Set<Int>
  ) {
    if bundles[binding, default: Bundle()].put(load) { changed.insert(binding) }
  }

  /// Finds the uses of names whose bundles have grown.
  private mutating func spread(
    _ changed: Set<Int>, in text: Span<UInt8>
  ) -> [(piece: Int, place: Evidence.Place)] {
    var fresh: [(piece: Int, place: Evidence.Place)] = []
    for binding in changed.sorted() {
      let isWhole = spent.contains(binding) || isSaturated(binding)
      if isWhole, spent.isEmpty { continue }
      let isResult = map.names.bindings[binding].kind == .result
      let loads = bundles[binding]?.inOrder ?? []
      let isReachBound = loads.contains { self.isReachBound($0) }
      for use in resolver.uses(of: binding, in: text) {
        attemptCount += loads.count
        guard attemptCount < Self.mostAttempts else { return fresh }
        let reach = isReachBound ? self.reach(of: use, of: binding, in: text) : nil
        for load in loads where !isFull(load.piece) {
          guard let way = way(of: load, to: use, of: binding) else { continue }
          let place = Evidence.Place(
            range: use.range, isDerived: load.isDerived || use.isTakenApart,
            isOfRequest: isWhole, reach: reach?.range(of: load, in: self), way: way)
          // What a request is sent with is asked where it is sent, not further on; but a function
          // that makes a client gives it to its callers.
          if add(place, to: load.piece), !isWhole || isResult { fresh.append((load.piece, place)) }
        }
      }
    }
    return fresh
  }

  /// The way of a load at a use of a name; nil where it does not get there: what one call gives a
  /// function does not come out of it at another.
  private func way(of load: Bundle.Load, to use: NameUse, of binding: Int) -> [Passage]? {
    let binding = map.names.bindings[binding]
    guard binding.kind == .result, let passage = arguments.passage(callee: use.range),
      passage.function == map.names.function(around: binding.scope)
    else { return load.way }
    return Passage.meet(load.way, [passage]) ? Passage.extend(load.way, by: passage) : nil
  }

  /// How far a use counts of what a call was sent: a reply is no request, nor what is taken of it.
  private struct Reach {
    let chain: Range<Int>
    /// True where it is that of what was sent alone, and not of an endpoint.
    let isOfSent: Bool

    /// The reach of one piece; nil is no bound.
    func range(of load: Bundle.Load, in carriage: Carriage) -> Range<Int>? {
      let isBound = isOfSent ? carriage.isSent(load) : carriage.isReachBound(load)
      return isBound ? chain : nil
    }
  }

  private func reach(of use: NameUse, of binding: Int, in text: Span<UInt8>) -> Reach? {
    let binding = map.names.bindings[binding]
    guard binding.kind != .addition else { return nil }
    let chain = text.chain(from: use.range)
    if text.readsReply(binding.value) { return Reach(chain: chain, isOfSent: false) }
    let isLookedInto = chain.count > use.range.count || binding.kind == .extraction
    // Calls of some libraries that are named as if they sent a request make a client.
    guard isLookedInto, map.names.sends(binding.value, in: text) else { return nil }
    return Reach(chain: chain, isOfSent: true)
  }

  // To copy a pattern takes longer than what is asked of it.
  private func isSent(_ load: Bundle.Load) -> Bool { patterns[pieces[load.piece].pattern].isSent }

  private func isReachBound(_ load: Bundle.Load) -> Bool {
    isSent(load) || patterns[pieces[load.piece].pattern].role == .endpoint
  }

  /// True where a piece is carried to no more places.
  private func isFull(_ piece: Int) -> Bool {
    pieces[piece].places.count >= Self.mostPlaces || addedCount >= Self.mostPlacesInAll
  }

  private mutating func add(_ place: Evidence.Place, to piece: Int) -> Bool {
    guard !isFull(piece), !isHidden(place.range), !isKnown(place, of: piece) else { return false }
    pieces[piece].places.append(place)
    addedCount += 1
    return true
  }

  /// True where a piece is at a place already, and no less as it is than it would be.
  private mutating func isKnown(_ place: Evidence.Place, of piece: Int) -> Bool {
    let places = pieces[piece].places
    if places.count < Self.mostLookedThrough {
      return places.all.contains {
        $0.range == place.range && $0.way == place.way && (!$0.isDerived || place.isDerived)
      }
    }
    if places.count == Self.mostLookedThrough {
      for other in places.all { note(other, of: piece) }
    }
    let isDerived = known[PlaceKey(place, of: piece)]
    if let isDerived, !isDerived || place.isDerived { return true }
    note(place, of: piece)
    return false
  }

  private mutating func note(_ place: Evidence.Place, of piece: Int) {
    known[PlaceKey(place, of: piece)] = place.isDerived
  }

  /// True where a value is a request of its own: it holds a credential and where it goes, so that
  /// neither is there for another.
  private func isSaturated(_ binding: Int) -> Bool {
    guard map.names.bindings[binding].kind != .addition, let bundle = bundles[binding] else {
      return false
    }
    let credentials = ways(of: .credential, in: bundle)
    let endpoints = ways(of: .endpoint, in: bundle)
    // Most values hold one of them at most.
    guard !credentials.isEmpty, !endpoints.isEmpty else { return false }
    return credentials.contains([]) || endpoints.contains([])
      || !Set(credentials).isDisjoint(with: endpoints)
  }

  /// The ways of the loads of a bundle that play a role.
  private func ways(of role: EvidencePattern.Role, in bundle: Bundle) -> [[Passage]] {
    bundle.loads.compactMap { patterns[pieces[$0.piece].pattern].role == role ? $0.way : nil }
  }

  private func isHidden(_ place: Range<Int>) -> Bool {
    var index = opaque.firstIndexAfter { $0.lowerBound <= place.lowerBound } - 1
    let first = max(0, index - 8)
    while index >= first {
      if opaque[index].upperBound >= place.upperBound { return true }
      index -= 1
    }
    return false
  }
}
