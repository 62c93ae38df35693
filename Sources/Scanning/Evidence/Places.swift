/// Where a piece of evidence is, in order of how it gets there.
///
/// Nearly every piece is where it stands and nowhere else, and there are as many pieces as findings, and more:
/// a place alone is kept without a list.
struct Places: Sendable {
  private var storage: Storage

  private enum Storage: Sendable {
    /// Where a piece stands itself, with the number of the request that holds it, once that is known.
    case own(TextRange, request: Int32?)
    case list([Evidence.Place])
  }

  /// No place.
  static let none = Places([])

  /// The one place at which a piece stands itself.
  init(own range: Range<Int>) { storage = .own(TextRange(range), request: nil) }

  /// Some places, in order.
  init(_ list: [Evidence.Place]) { storage = .list(list) }

  /// All of them.
  var all: [Evidence.Place] {
    switch storage {
    case .own: [self[0]]
    case .list(let list): list
    }
  }

  var count: Int {
    switch storage {
    case .own: 1
    case .list(let list): list.count
    }
  }

  subscript(index: Int) -> Evidence.Place {
    switch storage {
    case .own(let range, let request): Evidence.Place(range: range.range, request: request)
    case .list(let list): list[index]
    }
  }

  /// Adds another place.
  mutating func append(_ place: Evidence.Place) {
    var list = all
    storage = .list([])
    list.append(place)
    storage = .list(list)
  }

  /// Notes which request holds each place, by where that starts.
  mutating func note(requestAt request: (Int) -> Int?) {
    switch storage {
    case .own(let range, _):
      let number = request(range.range.lowerBound).map(Int32.init)
      storage = .own(range, request: number)
    case .list(var list):
      storage = .list([])
      for index in list.indices { list[index].request = request(list[index].range.lowerBound) }
      storage = .list(list)
    }
  }
}
