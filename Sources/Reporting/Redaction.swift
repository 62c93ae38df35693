import Findings

/// What a report shows of secrets: the one place where that is decided.
struct Redaction {
  /// True shows credentials whole, because the user asked for it by name.
  let showsSecrets: Bool

  /// What stands for something that is not shown.
  static let ellipsis = "…"

  /// The fewest bytes of a secret that are looked for in other text.
  private static let shortestSought = 6
  /// The shortest run of token characters that may be someone's secret.
  private static let shortestToken = 12

  /// A credential as the report shows it.
  func text(of credential: Credential) -> String {
    guard showsSecrets else { return credential.redacted }
    return credential.secret.reveal { String(decoding: $0, as: UTF8.self) }
  }

  /// A piece of the line of a finding as the report shows it.
  func text(of content: Snippet.Content, in finding: Finding) -> String {
    switch content {
    case .text(let text): text.isEmpty ? text : hiding(finding.credentials, in: text)
    case .credential(let credential): text(of: credential)
    case .masked, .omitted: Self.ellipsis
    }
  }

  /// Words about a finding, which should not hold its secrets, as the report shows them.
  func text(of words: String, about finding: Finding) -> String {
    hiding(finding.credentials, in: words)
  }

  /// What someone wrote beside a finding as the report shows it.
  ///
  /// A reason for a suppression comes from the scanned text, so that it is treated as a snippet is:
  /// a run of 12 or more token characters with a letter and a digit is no one's to publish.
  func reason(of suppression: Suppression, for finding: Finding) -> String {
    let words = hiding(finding.credentials, in: suppression.justification)
    return showsSecrets ? words : Self.hidingTokens(in: words)
  }
}

extension Redaction {
  /// The text with each occurrence of the credentials replaced by their redacted form.
  ///
  /// Whoever made the text has taken them out already; this is the second lock on the same door.
  private func hiding(_ credentials: [Credential], in text: String) -> String {
    guard !showsSecrets else { return text }
    var text = text
    for credential in credentials where credential.secret.count >= Self.shortestSought {
      text = credential.secret.reveal { secret in
        Self.hiding(credential, secret, in: text)
      }
    }
    return text
  }

  private static func hiding(
    _ credential: Credential, _ secret: [UInt8], in text: String
  ) -> String {
    guard text.utf8.count >= secret.count else { return text }
    let bytes = Array(text.utf8)
    guard var start = bytes.firstIndex(of: secret, from: 0) else { return text }
    let replacement = Array(credential.redacted.utf8)
    var result: [UInt8] = []
    var end = 0
    while true {
      result += bytes[end..<start] + replacement
      end = start + secret.count
      guard let next = bytes.firstIndex(of: secret, from: end) else { break }
      start = next
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }

  private static func hidingTokens(in text: String) -> String {
    var result = ""
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      let token = rest.prefix(while: \.isTokenCharacter)
      result += isSuspicious(token) ? ellipsis : String(token)
      rest = rest[token.endIndex...]
      let other = rest.prefix { !$0.isTokenCharacter }
      result.unicodeScalars += other
      rest = rest[other.endIndex...]
    }
    return result
  }

  private static func isSuspicious(_ token: Substring.UnicodeScalarView) -> Bool {
    token.count >= shortestToken && token.contains { ("0"..."9").contains($0) }
      && token.contains { $0.properties.isAlphabetic }
  }
}

extension Finding {
  /// The credentials that the finding and its line hold.
  fileprivate var credentials: [Credential] {
    var all = credential.map { [$0] } ?? []
    for piece in snippet.pieces {
      if case .credential(let other) = piece.content, !all.contains(other) { all.append(other) }
    }
    return all
  }
}

extension Unicode.Scalar {
  /// True for what a token is written with: ASCII letters, digits, `_` and `-`.
  fileprivate var isTokenCharacter: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }
}

extension [UInt8] {
  /// Where a pattern, which is not empty, first stands at or after an index.
  fileprivate func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
    guard count - start >= pattern.count, let first = pattern.first else { return nil }
    return (start...count - pattern.count).first { index in
      self[index] == first && self[index...].starts(with: pattern)
    }
  }
}
