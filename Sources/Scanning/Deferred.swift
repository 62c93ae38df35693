internal import Synchronization

/// A value that is made when it is first asked for, once for all who share it.
///
/// Most small scans end before they need all that a detector can do.
final class Deferred<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let make: @Sendable () throws(DetectorError) -> Value

  init(_ make: @escaping @Sendable () throws(DetectorError) -> Value) { self.make = make }

  /// The value; those who ask while it is being made wait for it.
  ///
  /// - Throws: What making it throws; it is tried again when it is next asked for.
  func callAsFunction() throws(DetectorError) -> Value {
    try value.withLock { value throws(DetectorError) in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}
