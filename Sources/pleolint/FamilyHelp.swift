internal import Git

/// Has workers that have nothing left help with the families of others.
///
/// A family can be most of the work: all versions of one large file. To read it takes a small part of the
/// time that scanning it does, so that a helper reads all of it too, and scans what nobody else has.
actor FamilyHelp {
  /// What each worker reads that has met a large object in it.
  private var families: [Int: PackFamily] = [:]
  /// The numbers of the large objects that somebody scans.
  private var claimed: Set<UInt32> = []
  /// How many workers have families of their own.
  private var ownerCount: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// From so many bytes on an object is shared: to scan a smaller one takes less than to ask.
  static let smallestShared = 64 << 10

  /// Prepares for some workers, each of which says when it has ended its own families.
  init(workerCount: Int) { ownerCount = workerCount }

  /// True for the first that asks for an object; the owner of its family says which that is.
  func claim(_ number: UInt32, of family: PackFamily? = nil, by worker: Int) -> Bool {
    if let family, families[worker] != family {
      families[worker] = family
      wake()
    }
    return claimed.insert(number).inserted
  }

  /// Notes that a worker has read all families of its own.
  func end(_ worker: Int) {
    families[worker] = nil
    ownerCount -= 1
    wake()
  }

  /// A family that another worker reads, once there is one beside some; nil when all are read.
  func next(besides known: Set<PackFamily>) async -> PackFamily? {
    while ownerCount > 0 {
      if let family = families.values.first(where: { !known.contains($0) }) { return family }
      await withCheckedContinuation { waiting.append($0) }
    }
    return nil
  }

  private func wake() {
    for worker in waiting { worker.resume() }
    waiting = []
  }
}
