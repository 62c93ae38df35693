#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Crypto
import Findings

/// The key under which credentials are given identities.
///
/// Who has a report but not the key cannot test guesses at a credential against its identity.
public struct IdentityKey: Hashable, Sendable {
  /// The least number of bytes of a key.
  public static let shortest = 16

  private let bytes: [UInt8]

  /// Takes the bytes of a key, or returns nil where they are fewer than ``shortest``.
  public init?(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
    guard self.bytes.count >= Self.shortest else { return nil }
  }

  /// Makes a key of 32 bytes that no one else has.
  public init() {
    var generator = SystemRandomNumberGenerator()
    let words = (0..<4).map { _ in generator.next() }
    bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }

  /// What says whether two reports were made under the same key: 16 hexadecimal digits.
  ///
  /// It is no help in finding the key, provided that the key cannot be guessed.
  public var name: String { authenticationCode(of: Array("pleolint identity key".utf8)) }

  /// The first 8 bytes of the HMAC-SHA-256 of a message, in hexadecimal digits.
  func authenticationCode(of message: [UInt8]) -> String {
    authentication.code(of: message)
  }

  /// The work on the key that all codes have in common.
  fileprivate var authentication: HMAC<SHA256> { HMAC(key: SymmetricKey(data: bytes)) }
}

extension HMAC<SHA256> {
  /// The first 8 bytes of the code of a message under this key, in hexadecimal digits.
  fileprivate func code(of message: [UInt8]) -> String {
    var copy = self
    copy.update(data: message)
    return Hexadecimal.digits(of: Array(copy.finalize().prefix(8)))
  }
}

extension IdentityKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The number of bytes and nothing of them.
  public var description: String { "identity key of \(bytes.count) bytes" }

  /// The number of bytes and nothing of them.
  public var debugDescription: String { description }

  /// Nothing: a mirror would print the bytes.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How a report says "the same credential".
public enum IdentityScheme: Hashable, Sendable {
  /// A keyed hash: the same in all reports that are made under the same key.
  case keyed(IdentityKey)
  /// `credential-1`, `credential-2` and so on, in the order of the report: the same for the same
  /// findings, and comparable within the report only.
  case numbered
}

/// Gives the credentials of one report their identities.
struct CredentialIdentifier {
  private let authentication: HMAC<SHA256>
  /// The numbers given so far, by keyed hash, so that no secret is kept; nil where none are given.
  private var numbers: [String: Int]?

  init(_ scheme: IdentityScheme) {
    switch scheme {
    case .keyed(let key):
      authentication = key.authentication
    case .numbered:
      authentication = IdentityKey().authentication
      numbers = [:]
    }
  }

  /// The identity of a credential; its secret decides, not its kind.
  mutating func identity(of credential: Credential) -> String {
    let code = credential.secret.reveal { authentication.code(of: $0) }
    guard let known = numbers else { return code }
    let number = known[code] ?? known.count + 1
    numbers?[code] = number
    return "credential-\(number)"
  }
}
