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
    message.reserveCapacity(256)
    func add(_ field: some Collection<UInt8>) {
      for place in 0..<8 { message.append(UInt8(truncatingIfNeeded: field.count >> (place * 8))) }
      message += field
    }
    add(ruleID.rawValue.utf8)
    add(location.path.bytes)
    add(fingerprint.shape.utf8)
    add(String(fingerprint.occurrence).utf8)
    return Hexadecimal.digits(of: Array(SHA256.hash(data: message).prefix(16)))
  }
}
