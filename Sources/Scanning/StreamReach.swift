/// How far what is found in a stream depends on what stands around it, in bytes.
///
/// A keyword is hit, a match lies around the hit, a follower starts within ``relation`` of the match, and
/// another one of that:
///
///     |-- pattern --|-- pattern --|-- relation --|-- pattern --|-- relation --|
///     match         hit           its end        follower      its end        follower
///
/// All of it may stand the other way round too. A text in UTF-16 takes twice as many bytes.
enum StreamReach {
  /// How far around its keyword a pattern may look, and how long a follower may be.
  static let pattern = 16 << 10

  /// How far apart the two halves of a relation may be, and a follower from what it follows.
  static let relation = 64 << 10

  /// How far from a keyword something may be found because of it: from the hit to the end of the first
  /// follower.
  static let keyword = relation + 2 * pattern

  /// The same where a text may be UTF-16.
  static let keywordInUTF16 = 2 * keyword

  /// How much around it a finding may depend on: the whole chain, from the start of the match on.
  static let chain = 2 * relation + 3 * pattern

  /// The same where a text may be UTF-16.
  static let chainInUTF16 = 2 * chain
}
