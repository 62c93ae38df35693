internal import ArgumentParser
internal import Findings
internal import Reporting

extension Scan {
  /// Reads a command line of paths and of the options that scripts set most, without the parser.
  ///
  /// The parser takes more than half of the time of a start, most of it to find out what the types of
  /// its options can do. It reads every other command line, and says what is wrong with one.
  ///
  /// The result is what the parser would make of them, or nil where it has to be asked.
  ///
  /// - Parameter words: The arguments of `scan`.
  init?(plain words: ArraySlice<String>) {
    self.init()
    setAll()
    var rest = words
    while let word = rest.popFirst() {
      if !word.hasPrefix("-") {
        reading.paths.append(word)
      } else if !setFlag(word) {
        guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-"),
          setOption(word, to: value)
        else { return nil }
      }
    }
  }

  private mutating func setFlag(_ word: String) -> Bool {
    switch word {
    case "--no-config": configuring.noConfig = true
    case "--no-ignore": reading.noIgnore = true
    case "--quiet": reporting.quiet = true
    case "--reproducible": reporting.reproducible = true
    default: return false
    }
    return true
  }

  private mutating func setOption(_ word: String, to value: String) -> Bool {
    switch word {
    case "--fail-on": Self.set(&gate.failOn, to: GateOptions.Threshold(rawValue: value))
    case "--format": Self.set(&reporting.format, to: ReportFormat(rawValue: value))
    case "--progress": Self.set(&reporting.progress, to: When(rawValue: value))
    case "--root": Self.set(&reading.root, to: value)
    case "--threads": setThreads(value)
    default: false
    }
  }

  /// Sets an option to a value, unless there is none.
  private static func set<Value>(_ option: inout Value, to value: Value?) -> Bool {
    guard let value else { return false }
    option = value
    return true
  }

  private mutating func setThreads(_ value: String) -> Bool {
    guard let count = Int(value), Self.workerCounts.contains(count) else { return false }
    threads = count
    return true
  }
}

// What each option is where it is not given: it cannot be asked for that before the parser was.

extension Scan {
  fileprivate mutating func setAll() {
    reading = .unset
    selection = .unset
    configuring = .unset
    reporting = .unset
    gate = .unset
    (listFiles, untrusted, threads, now) = (false, false, nil, nil)
  }
}

extension ReadingOptions {
  fileprivate static var unset: ReadingOptions {
    var options = ReadingOptions()
    (options.paths, options.exclude) = ([], [])
    (options.filesFrom, options.stdinPath, options.root) = (nil, nil, nil)
    (options.nulSeparated, options.hidden, options.noIgnore) = (false, true, false)
    options.maxFileSize = nil
    return options
  }
}

extension RuleSelection {
  fileprivate static var unset: RuleSelection {
    var options = RuleSelection()
    (options.ruleFiles, options.only, options.skip) = ([], [], [])
    return options
  }
}

extension ConfigurationOptions {
  fileprivate static var unset: ConfigurationOptions {
    var options = ConfigurationOptions()
    (options.config, options.noConfig, options.trustRepoConfig) = (nil, false, false)
    return options
  }
}

extension ReportingOptions {
  fileprivate static var unset: ReportingOptions {
    var options = ReportingOptions()
    (options.format, options.output, options.more) = (.text, nil, [])
    (options.identityKey, options.reproducible, options.showSecrets) = (nil, false, false)
    (options.color, options.progress) = (.auto, .auto)
    (options.quiet, options.verbose) = (false, false)
    return options
  }
}

extension GateOptions {
  fileprivate static var unset: GateOptions {
    var options = GateOptions()
    (options.failOn, options.failOnConfidence) = (.warning, .medium)
    (options.minConfidence, options.allowIncomplete) = (.low, false)
    return options
  }
}
