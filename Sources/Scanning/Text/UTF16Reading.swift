/// A way to read bytes as UTF-16.
struct UTF16Reading: Hashable, Sendable {
  let order: UTF16Text.ByteOrder
  /// 0 or 1: where the first code unit starts.
  let parity: Int
}
