internal import Findings
internal import Git
internal import Scanning

/// One worker of a scan of a history that reads packs.
struct FamilyWorker: ~Copyable {
  private(set) var reader: FamilyReader
  private(set) var fold = FindingFold()
  private var scanner: HistoryScanner
  private let number: Int
  private let help: FamilyHelp

  /// How many families are handed out at once.
  private static let share = 64

  /// Takes what a worker scans with, and its number; nil where there is no pack.
  init?(
    _ scanner: consuming HistoryScanner, _ packs: PackedObjects, _ number: Int, _ help: FamilyHelp
  ) {
    guard let reader = FamilyReader(packs) else { return nil }
    self.reader = reader
    self.scanner = scanner
    self.number = number
    self.help = help
  }

  /// Scans families until none is left to hand out.
  mutating func scan(_ feed: WorkShares<PackFamily>, _ collector: Collector) async {
    while Interruption.status == nil {
      let families = await feed.next(Self.share, for: number)
      if families.isEmpty { return }
      let before = fold.counts
      for family in families where Interruption.status == nil { await scan(family, asOwner: true) }
      await collector.advance(by: fold.counts.less(before))
    }
  }

  /// Adds what could not be believed of what was read, or scans another copy of it.
  mutating func addDamaged() {
    for number in reader.damaged {
      let object = scanner.session.history.object(Int(number))
      if object.kind == .blob, let content = reader.looseCopy(of: object.id) {
        scanner.scan(content.span, of: object, Int(number), into: &fold)
      } else {
        fold.add(
          status: .failed("its pack is damaged; git fsck says more"), at: object.paths[0])
      }
    }
  }

  /// Scans what is large in the families that others read, until they have read all.
  mutating func scanForOthers(_ collector: Collector) async {
    var known: Set<PackFamily> = []
    while Interruption.status == nil, let family = await help.next(besides: known) {
      known.insert(family)
      let before = fold.counts
      await scan(family, asOwner: false)
      await collector.advance(by: fold.counts.less(before))
    }
  }

  private mutating func scan(_ family: PackFamily, asOwner isOwner: Bool) async {
    reader.start(family)
    while Interruption.status == nil, let object = reader.next() {
      let isLarge = reader.content.count >= FamilyHelp.smallestShared
      guard isLarge || isOwner else { continue }
      if isLarge, await !help.claim(object, of: isOwner ? family : nil, by: number) { continue }
      let known = scanner.session.history.object(Int(object))
      scanner.scan(reader.content.span, of: known, Int(object), into: &fold)
    }
  }
}
