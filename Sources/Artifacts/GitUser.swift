/// Where the user keeps what git is to ignore everywhere.
public struct GitUser: Hashable, Sendable {
  /// The user's home directory.
  public let home: SystemPath?
  /// The directory of the user's configuration, `~/.config` unless the user says otherwise.
  public let configuration: SystemPath?

  /// Creates a user with a home and with a directory of configuration, `~/.config` where it is nil.
  public init(home: SystemPath?, configuration: SystemPath? = nil) {
    self.home = home
    self.configuration = configuration ?? home?.appending(".config")
  }

  /// The user whom the environment names by `HOME` and `XDG_CONFIG_HOME`.
  public static func current() -> GitUser {
    GitUser(
      home: .environment("HOME"), configuration: .environment("XDG_CONFIG_HOME"))
  }
}

extension GitUser {
  /// The files that may say `core.excludesFile`; the last one that does decides.
  var configurationFiles: [SystemPath] {
    [configuration?.appending("git/config"), home?.appending(".gitconfig")].compactMap(\.self)
  }

  /// The file of patterns where no configuration names one.
  var defaultExcludesFile: SystemPath? { configuration?.appending("git/ignore") }

  /// The path that a configuration means by a value; nil where it means none.
  func path(of value: [UInt8]) -> SystemPath? {
    guard !value.isEmpty else { return nil }
    guard value.starts(with: "~/".utf8) else { return SystemPath(bytes: value) }
    return home?.appending(SystemPath(bytes: value.dropFirst(2)))
  }
}

/// The text of a git configuration file, read for one variable.
///
/// Sections, quotes, escapes, comments and continued lines are read as git does; `include` is not
/// followed.
struct GitConfiguration {
  private var rest: ArraySlice<UInt8>
  private var section: [UInt8] = []

  private init(_ text: [UInt8]) { rest = text[...] }

  /// Looks a variable up.
  ///
  /// - Parameters:
  ///   - text: The text of the file.
  ///   - section: The section, in small letters.
  ///   - name: The variable, in small letters.
  /// - Returns: Its last value, or nil where it is not set.
  static func value(in text: [UInt8], section: String, name: String) -> [UInt8]? {
    var configuration = GitConfiguration(text)
    var value: [UInt8]?
    while let line = configuration.nextVariable() {
      guard configuration.section == Array(section.utf8), line.name == Array(name.utf8) else {
        continue
      }
      value = line.value
    }
    return value
  }

  private mutating func nextVariable() -> (name: [UInt8], value: [UInt8])? {
    while let byte = skipSpace() {
      switch byte {
      case UInt8(ascii: "#"), UInt8(ascii: ";"): skipLine()
      case UInt8(ascii: "["): readSection()
      default: return readVariable()
      }
    }
    return nil
  }

  /// Passes over white space and line ends, and returns the byte after them.
  private mutating func skipSpace() -> UInt8? {
    rest = rest.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
    return rest.first
  }

  private mutating func skipLine() { rest = rest.drop { $0 != 0x0a } }

  /// Reads `[section]`; one with a subsection keeps it, so that it equals no plain one.
  private mutating func readSection() {
    let line = rest.dropFirst().prefix { $0 != 0x0a }
    section = line.prefix { $0 != UInt8(ascii: "]") }.map(Self.small)
    rest = rest.dropFirst(min(rest.count, section.count + 2))
  }

  private mutating func readVariable() -> (name: [UInt8], value: [UInt8]) {
    let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 > 0x20 }
    rest = rest.dropFirst(name.count).drop { $0 == 0x20 || $0 == 0x09 }
    guard rest.first == UInt8(ascii: "=") else {
      skipLine()
      return (name.map(Self.small), [])
    }
    rest = rest.dropFirst()
    var value = Value()
    while let byte = rest.popFirst(), value.take(byte, next: rest.first) {}
    return (name.map(Self.small), value.text)
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
  }

  /// A value that is being read.
  private struct Value {
    private var bytes: [UInt8] = []
    private var isQuoted = false
    private var isEscaped = false
    private var isComment = false
    /// How many bytes stay where only white space follows.
    private var end = 0

    var text: [UInt8] { Array(bytes.prefix(end)) }

    /// Takes a byte; false at the end of the value.
    mutating func take(_ byte: UInt8, next: UInt8?) -> Bool {
      if isEscaped {
        isEscaped = false
        escape(byte)
      } else if byte == 0x0a {
        return false
      } else if isComment || byte == 0x0d && next == 0x0a {
        return true
      } else {
        plain(byte)
      }
      return true
    }

    private mutating func plain(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        end = bytes.count
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted: isComment = true
      case 0x20 where !isQuoted, 0x09 where !isQuoted:
        if !bytes.isEmpty { bytes.append(byte) }
      default: keep(byte)
      }
    }

    private mutating func escape(_ byte: UInt8) {
      switch byte {
      case 0x0a: break
      case UInt8(ascii: "n"): keep(0x0a)
      case UInt8(ascii: "t"): keep(0x09)
      case UInt8(ascii: "b"): keep(0x08)
      default: keep(byte)
      }
    }

    private mutating func keep(_ byte: UInt8) {
      bytes.append(byte)
      end = bytes.count
    }
  }
}
