internal import ArgumentParser
internal import Artifacts
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Rules

/// Which configuration file is read, and what it may say.
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

  /// The configuration of a scan, or nil where there is none.
  func configuration(
    for root: Root, changing defaults: PleoSettings, isUntrusted: Bool
  ) throws -> ConfigurationFile? {
    if noConfig { return nil }
    if let config {
      let text = try Self.text(of: config)
      return try ConfigurationFile(text, name: config, changing: defaults, trust: .full)
    }
    guard !isUntrusted, let text = try found(in: root) else { return nil }
    return try ConfigurationFile(
      text, name: name(in: root), changing: defaults, trust: trustRepoConfig ? .full : .widening)
  }

  /// True where the root has a configuration file that would be read if its owner were trusted.
  func isIgnored(in root: Root) -> Bool {
    guard config == nil, !noConfig else { return false }
    do throws(ArtifactError) {
      return try root.configuration(ConfigurationFile.fileName, limit: ConfigurationFile.largest)
        != nil
    } catch {
      return true
    }
  }

  private func found(in root: Root) throws -> String? {
    guard
      let bytes = try root.configuration(
        ConfigurationFile.fileName, limit: ConfigurationFile.largest)
    else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem("\(name(in: root)): the configuration is not UTF-8; save it as UTF-8.")
    }
    return text
  }

  /// The name of the root's file as errors give it.
  private func name(in root: Root) -> String {
    root.directory == root.currentDirectory
      ? ConfigurationFile.fileName : "\(root.directory)/\(ConfigurationFile.fileName)"
  }

  private static func text(of path: String) throws(Problem) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Problem(
        "\(path): the configuration cannot be read as UTF-8; check its path, rights and encoding.")
    }
  }
}
