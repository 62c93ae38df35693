internal import Artifacts
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Rules

/// Which configuration file is read, and what it may say.
struct ConfigurationSource {
  /// The file to read; nil means the one in the root of what is scanned.
  var file: String?
  /// True where none is read.
  var isNone = false
  /// True where the file of what is scanned may make the scan find less.
  var isTrusted = false

  /// The configuration of a scan, or nil where there is none.
  func configuration(
    for root: Root, changing defaults: PleoSettings, isUntrusted: Bool
  ) throws -> ConfigurationFile? {
    if isNone { return nil }
    if let file {
      let text = try Self.text(of: file)
      return try ConfigurationFile(text, name: file, changing: defaults, trust: .full)
    }
    guard !isUntrusted, let text = try found(in: root) else { return nil }
    return try ConfigurationFile(
      text, name: name(in: root), changing: defaults, trust: isTrusted ? .full : .widening)
  }

  /// True where the root has a configuration file that would be read if its owner were trusted.
  func isIgnored(in root: Root) -> Bool {
    guard file == nil, !isNone else { return false }
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
