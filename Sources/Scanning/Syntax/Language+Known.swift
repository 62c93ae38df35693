extension Language {
  private static let slashes = Block(open: "/*", close: "*/")
  private static let markup = Block(open: "<!--", close: "-->")

  static let braces = Language(
    shape: .statements, lineComments: ["//"], blockComments: [slashes],
    longQuotes: ["`", "\"\"\""],
    hasMemberBraces: true)
  static let rust = Language(
    shape: .statements, lineComments: ["//"], blockComments: [slashes],
    longQuotes: ["`", "\"\"\""], naming: Naming(returnsLast: true, returnsUnterminated: true),
    hasMemberBraces: true)
  static let go = Language(
    shape: .statements, lineComments: ["//"], blockComments: [slashes],
    longQuotes: ["`", "\"\"\""], hasMemberBraces: true, sharesDirectory: true)
  static let web = Language(
    shape: .statements, lineComments: ["//"], blockComments: [slashes, markup], longQuotes: ["`"])
  static let php = Language(
    shape: .statements, lineComments: ["//", "#"], blockComments: [slashes],
    naming: Naming(hasRawQuotes: true), hasMemberBraces: true)
  static let python = Language(
    shape: .statements, lineComments: ["#"], longQuotes: ["\"\"\"", "'''"], hasDocstrings: true,
    naming: Naming(isIndented: true, joinsByComma: true))
  static let ruby = Language(
    shape: .statements, lineComments: ["#"],
    blockComments: [Block(open: "=begin", close: "\n=end", startsLine: true)],
    naming: Naming(
      isIndented: true, returnsLast: true, joinsByComma: true, hasBareKeys: true,
      hasRawQuotes: true))
  static let shell = Language(
    shape: .statements, lineComments: ["#"],
    naming: Naming(joinsByComma: true, endsAtBlank: true, hasRawQuotes: true), hasCommands: true)
  /// What stands in Markdown without saying what it is: most often commands, but any code may.
  static let untold = Language(
    shape: .statements, lineComments: ["#"],
    naming: Naming(joinsByComma: true, endsAtBlank: true, hasRawQuotes: true))
  /// Makefiles and justfiles: `$(NAME)` and `{{name}}` are slots in every string.
  static let make = Language(
    shape: .statements, lineComments: ["#"], naming: Naming(joinsByComma: true, hasBraceSlots: true)
  )
  static let groovy = Language(
    shape: .statements, lineComments: ["//"], blockComments: [slashes],
    longQuotes: ["\"\"\"", "'''"])
  static let powerShell = Language(
    shape: .statements, lineComments: ["#"], blockComments: [Block(open: "<#", close: "#>")],
    naming: Naming(joinsByComma: true, hasRawQuotes: true), continuation: UInt8(ascii: "`"))
  static let basic = Language(
    shape: .statements, lineComments: ["'"], quotes: [UInt8(ascii: "\"")],
    naming: Naming(joinsByComma: true), continuation: UInt8(ascii: "_"))
  static let terraform = Language(
    shape: .statements, lineComments: ["#", "//"], blockComments: [slashes], sharesDirectory: true,
    configuration: .hcl)
  static let dockerfile = Language(
    shape: .statements, lineComments: ["#"],
    naming: Naming(joinsByComma: true, endsAtBlank: true, hasRawQuotes: true), hasCommands: true,
    configuration: .dockerfile)
  static let dashes = Language(
    shape: .statements, lineComments: ["--"], blockComments: [slashes],
    naming: Naming(isIndented: true))
  static let sql = Language(
    shape: .statements, lineComments: ["--"], blockComments: [slashes],
    naming: Naming(isIndented: true), endsAtLine: false)
  static let elixir = Language(
    shape: .statements, lineComments: ["#"], longQuotes: ["\"\"\""], hasDocstrings: true,
    naming: Naming(isIndented: true, returnsLast: true, joinsByComma: true, hasAttributes: true))
  static let settings = Language(
    shape: .lines, lineComments: ["#", "!"], configuration: .sections)
  /// Settings in blocks: nginx, Caddy, HOCON.
  static let blocks = Language(
    shape: .statements, lineComments: ["#", "//"], naming: Naming(joinsByComma: true),
    configuration: .sections)
  static let ini = Language(shape: .lines, lineComments: ["#", ";"], configuration: .sections)
  static let yaml = Language(shape: .lines, lineComments: ["#"], configuration: .yaml)
  static let xml = Language(shape: .statements, blockComments: [markup], configuration: .xml)
  static let json = Language(
    shape: .objects, lineComments: ["//"], blockComments: [slashes],
    quotes: [UInt8(ascii: "\"")], configuration: .json)
  static let http = Language(shape: .requests, lineComments: ["#", "//"])
  static let markdown = Language(shape: .markdown, blockComments: [markup])
  static let prose = Language(shape: .prose)
  static let log = Language(shape: .records)
  static let table = Language(shape: .records, configuration: .table)
  static let jsonLines = Language(shape: .records, configuration: .json)
  static let unknown = Language(shape: .lines, lineComments: ["#", "//", ";"])
}
