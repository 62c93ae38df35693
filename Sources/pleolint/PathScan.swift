internal import Artifacts
internal import Findings
internal import Reporting
internal import Rules
internal import Scanning

/// The scan of files, directories and standard input.
struct PathScan {
  var reading = Reading()
  var request = RunRequest()

  /// Scans and writes the reports.
  ///
  /// - Returns: The status to end with.
  /// - Throws: A `Problem`, an `ArtifactError` or a `ReportError` where nothing can be scanned.
  func run() async throws -> ExitStatus {
    let (walk, root, settings) = try walk()
    let prepared = try Preparation(request, changing: settings)
    let collector = try Collector(request, prepared, PathBase(root))
    request.sayWhatIsIgnored(of: "input", in: root)
    Interruption.prepare()
    let session = ScanSession(
      detector: prepared.detector, root: root, workers: request.workers)
    await session.scan(walk, into: collector)
    complain(about: walk.absent)
    return await collector.finish { summary in
      Interruption.status ?? (walk.absent.isEmpty ? request.gate.status(of: summary) : .unusable)
    }
  }

  /// Prints what would be read, a line each, and on standard error what would not.
  ///
  /// - Returns: The status to end with.
  /// - Throws: What `run` throws.
  func list() throws -> ExitStatus {
    let (walk, root, _) = try walk()
    let base = PathBase(root)
    for entry in walk {
      switch entry {
      case .file(let file): try Console.print(ListedPath(file.path, from: base).path + "\n")
      case .record(let record):
        let listed = ListedPath(record, from: base)
        Console.say("\(listed.path): \(listed.reason ?? "")")
      }
    }
    complain(about: walk.absent)
    return walk.absent.isEmpty ? .clean : .unusable
  }

  /// What is to be read, and what the configuration there changes.
  private func walk() throws -> (walk: Walk, root: Root, settings: PleoSettings?) {
    var configuration: ConfigurationFile?
    let (walk, root) = try reading.walk { root in
      configuration = try request.configurationFile(for: root)
      return configuration?.exclusions ?? []
    }
    return (walk, root, configuration?.settings)
  }

  /// Says which paths do not exist; one that reads like a command may be meant as one.
  private func complain(about absent: [ArtifactError]) {
    for problem in absent {
      var message = problem.description
      if absent.count == 1, let name = reading.paths.first,
        let command = nearestName(to: name, among: Pleolint.commandNames)
      {
        message += " Did you mean the command \(command)?"
      }
      Console.complain(message)
    }
  }
}
