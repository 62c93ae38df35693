/// A path as the system takes it: bytes, absolute or relative to the current directory.
///
/// It is what a user writes. What a scan reports is an `ArtifactPath`; ``Root`` turns the one into
/// the other.
public struct SystemPath: Hashable, Sendable {
  /// The bytes of the path, without a terminating NUL.
  public let bytes: [UInt8]

  /// Creates a path of bytes.
  public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Creates a path of text.
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// True where the path starts at the root of the file system.
  public var isAbsolute: Bool { bytes.first == Self.slash }
}

extension SystemPath: ExpressibleByStringLiteral {
  /// Creates a path of literal text.
  public init(stringLiteral text: String) { self.init(text) }
}

extension SystemPath: CustomStringConvertible {
  /// The path as text for people; bytes that are not UTF-8 show as replacement characters.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension SystemPath {
  static let slash = UInt8(ascii: "/")
  static let dot = UInt8(ascii: ".")

  /// The parts between the slashes, empty ones left out.
  var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.slash) }

  /// True where a part of the path is `..`.
  var hasParentComponent: Bool { components.contains { $0.elementsEqual([Self.dot, Self.dot]) } }

  /// The path with a slash at its end, to put a name after.
  var prefix: [UInt8] { bytes.last == Self.slash ? bytes : bytes + [Self.slash] }

  /// The path of something below this directory, or `other` itself where that is absolute.
  func appending(_ other: SystemPath) -> SystemPath {
    other.isAbsolute ? other : SystemPath(bytes: prefix + other.bytes)
  }

  /// The absolute path without `.`, `..` and needless slashes, worked out from the bytes alone.
  var normalized: SystemPath {
    var parts: [ArraySlice<UInt8>] = []
    for part in components where !part.elementsEqual([Self.dot]) {
      if part.elementsEqual([Self.dot, Self.dot]) {
        _ = parts.popLast()
      } else {
        parts.append(part)
      }
    }
    return SystemPath(bytes: [Self.slash] + parts.joined(separator: [Self.slash]))
  }

  /// The directory that holds an absolute path without needless slashes, or nil for `/`.
  var parent: SystemPath? {
    guard bytes.count > 1, let slash = bytes.lastIndex(of: Self.slash) else { return nil }
    return SystemPath(bytes: slash == 0 ? [Self.slash] : bytes[..<slash])
  }

  /// The part after the last slash.
  var lastComponent: ArraySlice<UInt8> {
    bytes.lastIndex(of: Self.slash).map { bytes[($0 + 1)...] } ?? bytes[...]
  }

  /// True where the path lies below a directory, or is that directory.
  func isWithin(_ directory: SystemPath) -> Bool {
    bytes == directory.bytes || bytes.starts(with: directory.prefix)
  }
}
