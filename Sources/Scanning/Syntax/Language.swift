/// What has to be known of a language to bound its comments, strings and statements.
struct Language: Hashable, Sendable {
  /// How a text falls into requests: the pieces in which a credential meets an endpoint.
  enum Shape: Hashable, Sendable {
    /// Statements, which end at a line end or `;` outside of brackets.
    case statements
    /// Lines, joined where one ends in a backslash: settings, and what is not known.
    case lines
    /// Lines, joined with the following that start with a blank: logs.
    case records
    /// Objects in braces: JSON.
    case objects
    /// Blocks between lines that start with `###`: HTTP request files.
    case requests
    /// Markdown: prose, and code between fences.
    case markdown
    /// Prose alone.
    case prose
  }

  var shape: Shape
  /// What starts a comment that ends with the line.
  var lineComments: [StaticBytes] = []
  /// What starts and ends a comment that may span lines.
  var blockComments: [Block] = []
  /// The quotes of strings that end on their line.
  var quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]
  /// The quotes of strings that may span lines.
  var longQuotes: [StaticBytes] = []
  /// True where a long string that stands alone is documentation.
  var hasDocstrings = false
  var naming = Naming()
  /// True where braces after a type hold the members of a value, and may open on the next line.
  var hasMemberBraces = false

  /// What has to be known of a language to tell what its names are given.
  struct Naming: Hashable, Sendable {
    /// Blocks are told by indentation: they are indented, or end in a word.
    var isIndented = false
    /// The last statement of a function is its result.
    var returnsLast = false
    /// The same, unless a `;` ends it.
    var returnsUnterminated = false
    /// A comma outside of brackets does not end the value of a name.
    var joinsByComma = false
    /// A blank outside of quotes and brackets ends it.
    var endsAtBlank = false
    /// `key => value` binds a key without quotes.
    var hasBareKeys = false
    /// `@name value` binds a name.
    var hasAttributes = false
    /// `$name` and `#{name}` mean nothing between single quotes.
    var hasRawQuotes = false
    /// `{name}` in any string may be a slot.
    var hasBraceSlots = false
  }
  /// False where statements go on to a `;` or an empty line.
  var endsAtLine = true
  /// True where statements are commands, which `&&` and `||` part.
  ///
  /// Of what ends a line a pipe and a comma alone join it with the next: in `jq .` or `x=` nothing is open.
  var hasCommands = false
  /// What joins a line with the next where it ends one.
  var continuation = UInt8(ascii: "\\")
  /// True where the files of one directory see each other's names.
  var sharesDirectory = false
  /// How its values are written where it is a configuration language.
  var configuration: ConfigurationFormat?

  /// A comment's start and end.
  struct Block: Hashable, Sendable {
    let open: StaticBytes
    let close: StaticBytes
    /// True where it counts at the start of a line alone.
    var startsLine = false
  }
}
