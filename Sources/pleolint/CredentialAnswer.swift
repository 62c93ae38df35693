#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Findings
internal import Scanning

/// What `check-key` says; it holds nothing of the credential but its redacted form.
struct CredentialAnswer: Encodable {
  let kind: String
  let name: String
  let shown: String
  let environment: String?
  let isPlausible: Bool
  let doubts: [String]
  let expires: String?
  let isExpired: Bool?
  let confidence: String
  let reason: String

  init(_ verdict: CredentialVerdict, now: Int) {
    kind = verdict.credential.kind
    name = verdict.name
    shown = verdict.credential.redacted
    environment = verdict.environment
    isPlausible = verdict.isPlausible
    doubts = verdict.doubts
    expires = verdict.expiry.map {
      Date(timeIntervalSince1970: TimeInterval($0)).formatted(.iso8601)
    }
    isExpired = verdict.expiry.map { $0 <= now }
    confidence = verdict.confidence.rawValue
    reason = verdict.reason
  }

  /// A line for each thing that is said.
  var text: String {
    var lines = [
      "kind: \(name) (\(shown))", "environment: \(environment ?? "not known")",
      "format: " + (isPlausible ? "plausible" : "not plausible: " + doubts.joined(separator: "; ")),
    ]
    if let expires { lines.append((isExpired == true ? "expired: " : "expires: ") + expires) }
    lines.append("confidence: \(confidence), because \(reason)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// One JSON object on a line, its members in order of name.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
