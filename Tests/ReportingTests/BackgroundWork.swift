import Foundation

/// Work on a thread of its own: a blocking reader must not wait for a place among the tests.
final class BackgroundWork<Value: Sendable>: Sendable {
  // Guarded by the lock.
  private nonisolated(unsafe) var result: Value?
  private let lock = NSLock()
  private let isDone = DispatchSemaphore(value: 0)

  init(_ work: @escaping @Sendable () -> Value) {
    Thread.detachNewThread { [self] in
      let value = work()
      lock.withLock { unsafe result = value }
      isDone.signal()
    }
  }

  /// Waits for the end of the work, ten seconds at most.
  func value() -> Value? {
    _ = isDone.wait(timeout: .now() + 10)
    return lock.withLock { unsafe result }
  }
}
