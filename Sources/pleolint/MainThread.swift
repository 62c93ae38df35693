internal import Dispatch
internal import Synchronization

/// Runs tasks on the thread that the process starts with.
///
/// A hook or a small file is done with before a pool of threads would have started. What is worth
/// several threads asks for the pool by name: `globalConcurrentExecutor`.
final class MainThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrivals.signal()
  }

  /// Runs what arrives, in that order, until a job ends the process.
  func run() -> Never {
    while true {
      arrivals.wait()
      let job = jobs.withLock { $0.removeFirst() }
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
