/// Tells what stands right behind the keyword in the matches of an expression that all start with it.
struct KeywordOpening {
  /// Literals of which one stands behind the keyword in each match; none where that is not known.
  let literals: [String]

  private typealias Item = Expression.Item

  /// How long literals get, in bytes, and how many there are at most.
  private static let (longest, most) = (5, 16)

  /// Reads on behind the keyword; nil where a match may start with something else than one of them.
  init?(_ expression: Expression, _ keywords: [String]) {
    let keywords = keywords.map { Array($0.utf8) }
    guard expression.isPlain, expression.branches.count == 1, Self.areDistinct(keywords),
      let rest = Self.rest(of: expression.branches[0][...], behind: keywords)
    else { return nil }
    literals = Self.literals(of: rest)
  }

  /// True for keywords none of which is the start of another one, or names a setting.
  private static func areDistinct(_ keywords: [[UInt8]]) -> Bool {
    keywords.allSatisfy { keyword in
      !keyword.contains(UInt8(ascii: "{")) && keywords.count { $0.starts(with: keyword) } == 1
    }
  }

  // MARK: - The keyword

  /// What follows one of some keywords, or a group that is one of them and nothing else.
  private static func rest(
    of branch: ArraySlice<Item>, behind keywords: [[UInt8]]
  ) -> ArraySlice<Item>? {
    let items = branch.drop(while: \.takesNoBytes)
    if case .group(let branches)? = items.first?.part, items.first?.least == nil {
      let areKeywords = branches.allSatisfy { rest(of: $0[...], behind: keywords)?.isEmpty == true }
      return areKeywords ? items.dropFirst() : nil
    }
    for keyword in keywords where items.count >= keyword.count {
      let isSpelt = zip(keyword, items).allSatisfy { $1.isOnce($0) }
      if isSpelt { return items.dropFirst(keyword.count) }
    }
    return nil
  }

  // MARK: - What follows

  private static func literals(of items: ArraySlice<Item>) -> [String] {
    var lists: [[UInt8]] = []
    var count = 1
    for item in items.prefix(longest) {
      guard let characters = item.characters, characters.allSatisfy({ (0x21...0x7e).contains($0) }),
        count * characters.count <= most
      else { break }
      lists.append(characters)
      count *= characters.count
    }
    return lists.isEmpty ? [] : (0..<count).map { literal($0, of: lists) }
  }

  /// One of the literals that are made of a character of each list, by number.
  private static func literal(_ number: Int, of lists: [[UInt8]]) -> String {
    var (bytes, rest) = ([UInt8](), number)
    for list in lists.reversed() {
      bytes.append(list[rest % list.count])
      rest /= list.count
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }
}

extension Expression.Item {
  /// True for a character that stands for itself, and comes once.
  fileprivate func isOnce(_ byte: UInt8) -> Bool {
    guard least == nil, case .character(byte, isCaseless: false) = part else { return false }
    return true
  }

  /// The characters of which one stands there, once, if they are known.
  fileprivate var characters: [UInt8]? {
    guard least == nil else { return nil }
    return switch part {
    case .character(let character, isCaseless: false): [character]
    case .oneOf(let characters): characters
    default: nil
    }
  }

  /// True where what is beside it stands side by side.
  fileprivate var takesNoBytes: Bool {
    guard least == nil else { return false }
    return switch part {
    case .place, .sight: true
    default: false
    }
  }
}
