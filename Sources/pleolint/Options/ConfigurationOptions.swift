internal import ArgumentParser

/// The options that say which configuration file is read, and what it may say.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this configuration file. Default: .pleolint.toml in the root.", valueName: "file"))
  var config: String?

  @Flag(help: "Read no configuration file.")
  var noConfig = false

  @Flag(help: "Let the .pleolint.toml of what is scanned make the scan find less.")
  var trustRepoConfig = false

  func validate() throws {
    if config != nil, noConfig {
      throw ValidationError("--config and --no-config exclude each other.")
    }
  }

  var source: ConfigurationSource {
    ConfigurationSource(file: config, isNone: noConfig, isTrusted: trustRepoConfig)
  }
}
