#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Crypto
import Findings

extension Finding {
  /// The fingerprint that reports show: 32 hexadecimal digits, `pleolintFingerprint/v1`.
  ///
  /// The first 16 bytes of the SHA-256 of rule, path, shape and occurrence, each preceded by its
  /// length as eight bytes, the lowest first, so that no two findings share a message.
  var fingerprintDigits: String {
    var message: [UInt8] = []
    for field in [
      Array(ruleID.rawValue.utf8), location.path.bytes, Array(fingerprint.shape.utf8),
      Array(String(fingerprint.occurrence).utf8),
    ] {
      message += (0..<8).map { UInt8(truncatingIfNeeded: field.count >> ($0 * 8)) }
      message += field
    }
    return Hexadecimal.digits(of: SHA256.hash(data: message).prefix(16))
  }
}
