internal import Rules

/// Which parts of a unit are comments or prose, and which belong to one request.
///
/// It is read off the bytes with what ``Language`` knows, in one pass, and only for units in which
/// evidence stood. It is no parser: it bounds statements well enough to say that a credential and
/// an endpoint meet in one.
struct SourceMap: Sendable {
  /// The comments, in order, none overlapping.
  private(set) var comments: [Range<Int>] = []
  /// The prose, in order, none overlapping.
  private(set) var prose: [Range<Int>] = []
  /// What names are given, and where.
  var names = NameTable()
  /// True where the whole unit is a log.
  let isLog: Bool
  /// The values of the unit and their keys, where it is a configuration file.
  var configuration: Configuration?
  // Where a request begins to hold the bytes; a request may be interrupted by others in it.
  private var marks: [Mark] = []
  /// Which requests lie in which.
  private(set) var requests = RequestTree()

  private struct Mark: Hashable, Sendable {
    private let packedOffset: Int32
    private let packedRequest: Int32

    init(offset: Int, request: Int) {
      packedOffset = Int32(offset)
      packedRequest = Int32(request)
    }

    var offset: Int { Int(packedOffset) }
    var request: Int { Int(packedRequest) }
  }

  init(isLog: Bool) { self.isLog = isLog }

  /// Opens a request at an offset and returns it.
  mutating func openRequest(at offset: Int, in parent: Int? = nil) -> Int {
    let request = requests.add(in: parent)
    resume(request, at: offset)
    return request
  }

  /// Ends the requests; what they are to each other can be asked from now on.
  mutating func closeRequests() { requests.close() }

  /// Says that the bytes from an offset on belong to a request.
  mutating func resume(_ request: Int, at offset: Int) {
    if marks.last?.offset == offset { marks.removeLast() }
    marks.append(Mark(offset: offset, request: request))
  }

  mutating func addComment(_ range: Range<Int>) { comments.append(range) }

  mutating func addProse(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    prose.append(range)
  }

  /// The number of the request that holds an offset.
  func request(at offset: Int) -> Int {
    let index = marks.firstIndexAfter { $0.offset <= offset }
    return index == 0 ? 0 : marks[index - 1].request
  }

  /// True where two places belong to one request.
  func isOneRequest(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (request(at: left), request(at: right))
    return requests.extent(of: left).isOneRequest(requests.extent(of: right))
  }

  /// True where two places belong to one block of a configuration file: side by side, in items of one
  /// list of names and values, or one of them in a block around the other's.
  func isOneBlock(_ left: Int, _ right: Int) -> Bool {
    guard let configuration else { return false }
    let (a, b) = (configuration.block(at: left), configuration.block(at: right))
    return a == b || configuration.isAround(a, b) || configuration.isAround(b, a)
      || configuration.isOneList(a, b)
  }

  /// The bytes around an offset that belong to its request without interruption.
  func requestRange(at offset: Int, end: Int) -> Range<Int> {
    let index = marks.firstIndexAfter { $0.offset <= offset }
    guard index > 0 else { return 0..<end }
    return marks[index - 1].offset..<(index < marks.count ? marks[index].offset : end)
  }

  /// True where a place is one in which a rule may be silent.
  func holds(_ surrounding: Surrounding, at offset: Int) -> Bool {
    switch surrounding {
    case .comment: Self.contains(comments, offset)
    case .prose: Self.contains(prose, offset)
    case .log: isLog
    // Known of whole artifacts alone.
    case .device: false
    }
  }

  /// The comment that holds an offset, if one does.
  func comment(at offset: Int) -> Range<Int>? {
    let index = comments.firstIndexAfter { $0.lowerBound <= offset }
    guard index > 0, comments[index - 1].contains(offset) else { return nil }
    return comments[index - 1]
  }

  private static func contains(_ ranges: [Range<Int>], _ offset: Int) -> Bool {
    let index = ranges.firstIndexAfter { $0.lowerBound <= offset }
    return index > 0 && ranges[index - 1].contains(offset)
  }
}

extension RandomAccessCollection where Index == Int {
  /// The index of the first element for which a condition, true for some first elements and false
  /// for the rest, is false.
  func firstIndexAfter(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
