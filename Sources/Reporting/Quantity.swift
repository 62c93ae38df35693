/// Numbers as people read them.
enum Quantity {
  /// A whole number with commas: `1,234,567`.
  static func count(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// A number and what it counts: `1 artifact`, `2 artifacts`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A number of bytes in the largest binary unit of which there is one: `1.5 KiB`.
  ///
  /// One decimal, rounded down, so that a size is never overstated.
  static func bytes(_ number: Int) -> String {
    if number < 1024 { return count(number, "byte") }
    var unit = 1024
    var names = ["KiB", "MiB", "GiB", "TiB", "PiB"][...]
    while number / unit >= 1024 && names.count > 1 {
      unit *= 1024
      names = names.dropFirst()
    }
    let tenths = number % unit * 10 / unit
    return "\(count(number / unit)).\(tenths) \(names.first ?? "")"
  }
}
