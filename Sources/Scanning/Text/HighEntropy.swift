#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

internal import Rules

/// Whether bytes look like they came out of a random generator.
///
/// The catalogue's "high-entropy": at least 16 characters, a letter and a digit, at least 3.0 bits
/// per byte, no UUID. On top of it, nothing that reads like an identifier: `plp_fec_type_64k_mode`
/// has letters, digits and entropy enough.
struct HighEntropy: Hashable, Sendable {
  let shortest: Int
  let leastBitsPerByte: Double
  /// The least share of neighbouring characters that are of different classes.
  ///
  /// Hexadecimal digits change class at every other place, base 36 at 0.40, base 62 at 0.45;
  /// identifiers of several words stay below 0.2.
  private let leastChanges = 0.22
  /// As much in both cases where hardly any character comes twice: one in a hundred keys of 25
  /// characters has fewer changes than the above, but words repeat their letters.
  private let leastChangesOfRare = 0.1
  /// How many bits a byte may be missing to one where no character comes twice.
  private let mostRepetition = 0.6

  /// Asks for as much as the settings do; a key that may be shorter than 16 characters is judged too.
  init(_ settings: PleoSettings) {
    shortest = min(16, settings.minLength)
    leastBitsPerByte = settings.entropy
  }

  func holds(for bytes: [UInt8]) -> Bool {
    guard bytes.count >= shortest, bytes.contains(where: \.isDigit),
      bytes.contains(where: \.isLetter)
    else { return false }
    let bits = Self.bitsPerByte(of: bytes)
    guard bits >= leastBitsPerByte, !Self.isUUID(bytes), !Self.isIdentifier(bytes) else {
      return false
    }
    let changes = Self.changes(in: bytes)
    if changes >= leastChanges { return true }
    return changes >= leastChangesOfRare && bytes.contains(where: \.isUppercase)
      && bytes.contains(where: \.isLowercase)
      && bits >= log2(Double(bytes.count)) - mostRepetition
  }

  /// Shannon's entropy of the distribution of the bytes.
  static func bitsPerByte(of bytes: [UInt8]) -> Double {
    var counts = [UInt32](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    let total = Double(bytes.count)
    var bits = 0.0
    var (lastCount, term) = (UInt32(0), 0.0)
    // Of 256 values hardly any stand in a secret, so that those that do are asked; most stand there once.
    for byte in bytes where counts[Int(byte)] > 0 {
      let count = counts[Int(byte)]
      counts[Int(byte)] = 0
      if count != lastCount {
        let share = Double(count) / total
        (lastCount, term) = (count, share * log2(share))
      }
      bits -= term
    }
    return bits
  }

  /// RFC 9562: eight, four, four, four and twelve hexadecimal digits, joined by hyphens.
  static func isUUID(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 36 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : byte.isHexDigit
    }
  }

  /// Three or more words of small letters, or numbers, joined: `summer_sale_2025_women`, `tile_4col_2x`.
  ///
  /// At least half of the parts are all letters or all digits, as hardly any part of a random value
  /// is that is longer than two.
  private static func isIdentifier(_ bytes: [UInt8]) -> Bool {
    guard !bytes.contains(where: \.isUppercase) else { return false }
    let parts = bytes.split { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    guard parts.count >= 3 else { return false }
    let words = parts.filter { $0.allSatisfy(\.isLetter) || $0.allSatisfy(\.isDigit) }
    return words.count * 2 >= parts.count && words.contains { $0.count > 3 }
  }

  /// The share of neighbours of different classes (lowercase, uppercase, digit), where a capital
  /// before a small letter is the start of a word and no change.
  static func changes(in bytes: [UInt8]) -> Double {
    var (pairs, changes) = (0, 0)
    var previous: Int?
    for byte in bytes where byte.isAlphanumeric {
      let next = byte.isDigit ? 0 : byte.isUppercase ? 1 : 2
      if let previous {
        pairs += 1
        if next != previous, !(previous == 1 && next == 2) { changes += 1 }
      }
      previous = next
    }
    return pairs > 0 ? Double(changes) / Double(pairs) : 0
  }
}
