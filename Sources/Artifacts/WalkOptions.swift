/// What a walk leaves out.
public struct WalkOptions: Sendable {
  /// False leaves out what has a name that starts with a dot.
  public var readsHidden = true
  /// False reads what git would ignore.
  public var honoursIgnoreFiles = true
  /// What the user never wants scanned, even where it is named.
  public var exclusions = Exclusions.none
  /// The size in bytes over which a file is left out, or nil for no limit.
  public var sizeLimit: Int?
  /// Whose ignored files count beside those of the repository.
  public var user: GitUser

  /// Creates the options of a scan by default, for the user whom the environment names.
  public init(user: GitUser = .current()) { self.user = user }
}
