/// The bytes of a secret, which print redacted unless asked by name.
///
/// It is not `Encodable` and both of its descriptions redact, so that no log line, test failure or
/// report can hold a secret by accident.
public struct SecretText: Hashable, Sendable {
  private let bytes: [UInt8]

  /// The least number of characters a secret has for its last four to be shown.
  public static let shortestShown = 16

  /// Takes the bytes of a secret, decoded: what the issuer handed out, not how the text writes it.
  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// The number of bytes.
  public var count: Int { bytes.count }

  /// The last four characters where the secret has at least ``shortestShown``, else nothing.
  ///
  /// Pleo's documentation allows the last four characters of a key to be shown, and no more.
  public var tail: String {
    guard bytes.count >= Self.shortestShown else { return "" }
    let shown = bytes.suffix(4).map { (0x21...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
    return String(decoding: shown, as: UTF8.self)
  }

  /// Shows the whole secret to `body`: for hashing it, or where the user asked for it.
  public func reveal<Result>(_ body: ([UInt8]) -> Result) -> Result { body(bytes) }
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The redacted form.
  public var description: String { "…" + tail }

  /// The redacted form, also in a debugger and in a failed test.
  public var debugDescription: String { description }

  /// Nothing: a mirror of a secret would print its bytes.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
