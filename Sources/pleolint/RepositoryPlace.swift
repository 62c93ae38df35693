internal import Artifacts
internal import Git
internal import Rules

/// Where a repository is, and what its configuration says.
struct RepositoryPlace {
  let root: Root
  let configuration: ConfigurationFile?
  let exclusions: Exclusions
}

extension RepositoryScan {
  /// Reads what is known of a repository before it is scanned.
  func place(of repository: GitRepository) throws -> RepositoryPlace {
    let root = try Root(given: SystemPath(bytes: repository.top ?? repository.directory))
    let configuration = try request.configurationFile(for: root)
    return RepositoryPlace(
      root: root, configuration: configuration,
      exclusions: try Exclusions((configuration?.exclusions ?? []) + self.exclusions))
  }
}
