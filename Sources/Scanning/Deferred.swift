#if canImport(Darwin)
  internal import os
#else
  internal import Synchronization
#endif

/// A value that is made when it is first asked for, once for all who share it.
///
/// Most small scans end before they need all that a detector can do.
final class Deferred<Value: Sendable>: Sendable {
  #if canImport(Darwin)
    // The mutex of the standard library needs macOS 15.
    private let value = OSAllocatedUnfairLock<Value?>(initialState: nil)
  #else
    private let value = Mutex<Value?>(nil)
  #endif
  private let make: @Sendable () throws(DetectorError) -> Value

  init(_ make: @escaping @Sendable () throws(DetectorError) -> Value) { self.make = make }

  /// The value; those who ask while it is being made wait for it.
  ///
  /// - Throws: What making it throws; it is tried again when it is next asked for.
  func callAsFunction() throws(DetectorError) -> Value {
    let result: Result<Value, DetectorError> = value.withLock { value in
      if let value { return .success(value) }
      return Result { () throws(DetectorError) in
        let made = try make()
        value = made
        return made
      }
    }
    return try result.get()
  }
}
