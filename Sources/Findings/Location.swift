/// A region of an artifact.
public struct Location: Hashable, Sendable {
  /// The artifact.
  public let path: ArtifactPath
  /// The part of it.
  public let region: Region

  /// Creates a location.
  public init(path: ArtifactPath, region: Region) {
    self.path = path
    self.region = region
  }
}

/// Another place that a reader of a finding needs, such as the endpoint that a credential goes to.
public struct RelatedLocation: Hashable, Sendable {
  /// Where it is.
  public let location: Location
  /// What it is, in a few words, without a secret.
  public let message: String

  /// Creates a related location.
  public init(location: Location, message: String) {
    self.location = location
    self.message = message
  }
}
