import Foundation
import Synchronization

/// Work on a thread of its own: a blocking reader must not wait for a place among the tests.
final class BackgroundWork<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  init(_ work: @escaping @Sendable () -> Value) {
    Thread.detachNewThread { [self] in
      let value = work()
      result.withLock { $0 = value }
      isDone.signal()
    }
  }

  /// Waits for the end of the work, ten seconds at most.
  func value() -> Value? {
    _ = isDone.wait(timeout: .now() + 10)
    return result.withLock { $0 }
  }
}
