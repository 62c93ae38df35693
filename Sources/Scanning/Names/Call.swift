/// A call, or what looks like one: a name and a round bracket.
struct Call: Hashable, Sendable {
  /// The name before the bracket: `post` in `session.post(…)`.
  let callee: Range<Int>
  /// What stands between the brackets.
  var arguments: Range<Int>
  /// Where its commas stand.
  var commas: [Int] = []
  /// The call in whose arguments this one stands.
  let outer: Int?

  /// The number of the argument that holds an offset, and its bytes.
  func argument(at offset: Int) -> (position: Int, range: Range<Int>) {
    let position = commas.firstIndexAfter { $0 < offset }
    let start = position == 0 ? arguments.lowerBound : commas[position - 1] + 1
    let end = position < commas.count ? commas[position] : arguments.upperBound
    return (position, start..<max(start, end))
  }
}

/// A function that a text declares, or a type that is made by a call, with its parameters.
struct Function: Hashable, Sendable {
  /// The name by which it is called; a constructor has its type's.
  let name: Range<Int>
  /// The scope in which its parameters have their meaning.
  let scope: Int
  /// The name of the object itself, where it is written before the function's: `c` in Go.
  let receiver: Range<Int>?
  /// True where a call makes an object of its type.
  let isConstructor: Bool
  /// What stands between the brackets of its declaration.
  let list: Range<Int>
  /// The parameters, in order.
  var parameters: [Parameter]

  /// A name that a call gives a value.
  struct Parameter: Hashable, Sendable {
    /// The name in the function.
    let name: Range<Int>
    /// The name by which callers give it.
    let label: Range<Int>
    /// Which argument it is; nil where it is given by its name alone.
    let position: Int?
    /// True where the object keeps it as a member.
    let isMember: Bool
    /// True where callers may leave it out.
    let hasDefault: Bool
    /// The whole of it, with its type and what is said of it.
    let whole: Range<Int>
    /// The bindings that take what callers give.
    var bindings: [Int] = []
  }
}

/// The calls of a text, and the functions that it declares.
struct CallTable: Sendable {
  /// In order of where their arguments start.
  private(set) var calls: [Call] = []
  private(set) var functions: [Function] = []

  mutating func open(_ callee: Range<Int>, at start: Int, in outer: Int?) -> Int {
    calls.append(Call(callee: callee, arguments: start..<start, outer: outer))
    return calls.count - 1
  }

  mutating func addComma(_ offset: Int, to call: Int) { calls[call].commas.append(offset) }

  mutating func close(_ call: Int, at offset: Int) {
    let start = calls[call].arguments.lowerBound
    calls[call].arguments = start..<max(start, offset)
  }

  mutating func add(_ function: Function) { functions.append(function) }

  /// How many calls around a place are looked at, innermost first.
  private static let mostAround = 4

  /// The calls in whose arguments an offset stands, innermost first.
  func around(_ offset: Int) -> [Int] {
    var index: Int? = calls.firstIndexAfter { $0.arguments.lowerBound <= offset } - 1
    var around: [Int] = []
    var steps = 0
    while let current = index, current >= 0, around.count < Self.mostAround, steps < 32 {
      if calls[current].arguments.contains(offset) { around.append(current) }
      index = calls[current].outer
      steps += 1
    }
    return around
  }

  /// The call whose callee is a name.
  func call(of callee: Range<Int>) -> Int? {
    let index = calls.firstIndexAfter { $0.arguments.lowerBound <= callee.upperBound }
    for next in index..<min(calls.count, index + 2) where calls[next].callee == callee {
      return next
    }
    return nil
  }
}
