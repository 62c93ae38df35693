/// How the values of a configuration file are written.
enum ConfigurationFormat: Hashable, Sendable {
  /// JSON, also with comments, trailing commas and bare keys.
  case json
  /// YAML.
  case yaml
  /// Lines of a name and a value under headings in brackets: TOML, INI, properties, `.env`.
  case sections
  /// HCL: Terraform, Nomad, Packer.
  case hcl
  /// XML: .NET settings, property lists, Android resources, Maven.
  case xml
  /// Dockerfiles.
  case dockerfile
  /// Rows under a line of names: CSV.
  case table
}

extension Configuration {
  /// Reads a text, or a part of one: a fenced block in Markdown, a record of a log.
  ///
  /// It never fails; it takes time in proportion to the range, and looks into 64 levels of nesting
  /// (what lies deeper counts as in the last). A range that ends beyond 2 GiB gives nothing.
  static func read(
    _ text: Span<UInt8>, _ range: Range<Int>, as format: ConfigurationFormat
  ) -> Configuration {
    let range = range.clamped(to: 0..<text.count)
    guard range.upperBound < Int32.max else {
      return Configuration(entries: [], blocks: [], keys: [])
    }
    let hasMark = text.starts(with: [0xef, 0xbb, 0xbf], at: range.lowerBound) && range.count >= 3
    let start = range.lowerBound + (hasMark ? 3 : 0)
    let rest = start..<range.upperBound
    return read(text, markless: rest, as: format == .sections ? sections(text, rest) : format)
  }

  /// The format of a file that its name calls settings: `.config` and `.conf` may be anything.
  private static func sections(_ text: Span<UInt8>, _ range: Range<Int>) -> ConfigurationFormat {
    let first = text.firstOffset(from: range.lowerBound, limit: range.upperBound) {
      !$0.isBlank && !$0.isLineEnd
    }
    guard first < range.upperBound else { return .sections }
    return switch text[first] {
    case UInt8(ascii: "<"): .xml
    case UInt8(ascii: "{"): .json
    default: .sections
    }
  }

  private static func read(
    _ text: Span<UInt8>, markless range: Range<Int>, as format: ConfigurationFormat
  ) -> Configuration {
    switch format {
    case .json, .hcl: BracketReader.read(text, range, format)
    case .yaml: YAMLReader.read(text, range)
    case .sections: SectionReader.read(text, range)
    case .xml: MarkupReader.read(text, range)
    case .dockerfile: DockerfileReader.read(text, range)
    case .table: TableReader.read(text, range)
    }
  }
}
