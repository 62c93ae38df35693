internal import ArgumentParser

/// A number of bytes as people write it: `500`, `64K`, `10MB`, `1GiB`; powers of 1024.
struct ByteSize: ExpressibleByArgument, Hashable, Sendable {
  let bytes: Int

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), let factor = Self.factor(of: argument.dropFirst(digits.count))
    else { return nil }
    let (product, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { return nil }
    bytes = product
  }

  private static func factor(of unit: Substring) -> Int? {
    switch unit.uppercased() {
    case "", "B": 1
    case "K", "KB", "KIB": 1 << 10
    case "M", "MB", "MIB": 1 << 20
    case "G", "GB", "GIB": 1 << 30
    case "T", "TB", "TIB": 1 << 40
    default: nil
    }
  }
}
