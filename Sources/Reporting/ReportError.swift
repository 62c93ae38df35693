/// Why a report could not be written.
public enum ReportError: Error, Hashable, Sendable {
  /// The reader of a pipe went away, as `head` does; no fault of anyone's.
  case closedPipe(String)
  /// The file could not be opened or created.
  case cannotOpen(String, SystemError)
  /// A write, or making the written bytes safe, failed.
  case cannotWrite(String, SystemError)
  /// The finished file could not take the place of the old one.
  case cannotReplace(String, SystemError)
}

extension ReportError: CustomStringConvertible {
  /// A sentence that names the file and the cure.
  public var description: String {
    switch self {
    case .closedPipe(let name):
      "Nothing reads \(name) any more; keep the reader open to get the whole report."
    case .cannotOpen(let name, let error):
      "The report to \(name) cannot be opened for writing: \(error). \(error.cure)"
    case .cannotWrite(let name, let error):
      "The report to \(name) cannot be written: \(error). \(error.cure)"
    case .cannotReplace(let name, let error):
      "The report to \(name) cannot be put in its place: \(error). \(error.cure)"
    }
  }
}
