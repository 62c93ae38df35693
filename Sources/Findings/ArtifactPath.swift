/// The path of an artifact: bytes, as the system has them, with `/` between the parts.
///
/// Relative to the root of the scan where the artifact lies under it, else absolute. A path need not
/// be UTF-8, so it is no `String`; reports quote or percent-encode it.
public struct ArtifactPath: Hashable, Sendable {
  /// The bytes of the path, without a terminating NUL.
  public let bytes: [UInt8]

  /// Creates a path of bytes.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// Creates a path of text.
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// True where the path starts at the root of the file system.
  public var isAbsolute: Bool { bytes.first == UInt8(ascii: "/") }

  /// The part after the last `/`.
  public var lastComponent: ArraySlice<UInt8> {
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    return slash.map { bytes[($0 + 1)...] } ?? bytes[...]
  }
}

extension ArtifactPath: Comparable {
  /// Orders by bytes, the order of every report.
  public static func < (left: ArtifactPath, right: ArtifactPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension ArtifactPath: ExpressibleByStringLiteral {
  /// Creates a path of literal text.
  public init(stringLiteral text: String) { self.init(text) }
}
