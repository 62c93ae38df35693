/// Base64 as RFC 4648 has it, for inputs of tests.
enum Base64Text {
  static func of(_ text: String, isPadded: Bool = true) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bits = text.utf8.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    let groups = stride(from: 0, to: bits.count, by: 6).map { start in
      (0..<6).reduce(0) { $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }
    }
    let padding = isPadded ? String(repeating: "=", count: (3 - text.utf8.count % 3) % 3) : ""
    return String(groups.map { digits[$0] }) + padding
  }
}
