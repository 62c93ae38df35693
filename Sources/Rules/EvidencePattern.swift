/// What a piece of evidence looks like: a credential, an endpoint, a transport, a name.
public struct EvidencePattern: Hashable, Sendable {
  /// The name that clauses and followers use.
  public let id: String
  /// What kind of credential its secret is, such as `api-key`; nil where it holds none.
  public let kind: String?
  /// The literals of which one stands in every match.
  ///
  /// Evidence with keywords opens a unit: it is looked for around each of them. Evidence without
  /// is looked for only after another piece stood in the unit: see ``follows``.
  public let keywords: [String]
  /// The evidence that has to stand in the unit before this one is looked for.
  public let follows: [String]
  /// An expression for the name or the path of keys that holds a value (`production.pleo.api_key`).
  ///
  /// Evidence with a holder is looked for where each such value starts.
  public let holder: String?
  /// An expression for the paths of artifacts whose content is looked at from its start.
  public let artifactPath: String?
  /// The expression, its vocabulary expanded; nil matches the keyword itself.
  public let pattern: String?
  /// What has to stand in a text for the expression to be tried at all.
  public internal(set) var gate: Gate
  /// The most bytes from the start of a match to the start of the keyword in it.
  public internal(set) var reachBefore: Int
  /// The most bytes from the start of the keyword, or of a follower's match, to the end of a match.
  public let reachAfter: Int
  /// The capture group that is reported; nil is the secret, or the whole match.
  public let region: String?
  /// What has to be true of a match for it to be evidence.
  public let checks: [Check]
  /// How a part of the match is decoded, and what has to stand in it.
  public let decoding: Decoding?
  /// What it is called where it is the other half of a relation; `{…}` stands for a capture.
  public let label: String?
  /// True where it is a sign that a unit has to do with Pleo.
  public let isContext: Bool
  /// How far a match reaches beyond what its expression matched; nil is not at all.
  public let extent: Extent?
  /// Whether what carries it grants access, or takes it; nil is neither.
  public let role: Role?
  /// True where what stands in it does not come out: a digest, a length, a mask, a comparison.
  public let isOpaque: Bool
  /// True where it means something in code and configuration alone.
  public let isCode: Bool
  /// True where it is looked for in logs and streams: it means something there, and a rule can use it.
  public internal(set) var isInLogs: Bool
  /// True where it counts, in a log, in the records alone that hold what it follows.
  public let isInRecord: Bool
  /// True where it acts where it stands alone, so that no name carries it: a call that writes a log.
  public let stays: Bool
  /// True where a call sends it, so that what is taken of that call's reply is it no more.
  public let isSent: Bool

  /// The capture group that holds a secret, in the pattern or in what it decodes to.
  public static let secretGroup = "secret"

  /// Cheap conditions on the bytes of a match, each true of every match of the expression.
  ///
  /// In text full of keywords, trying expressions is nearly all of the work, and these are asked first.
  public struct Gate: Hashable, Sendable {
    /// Literals of which one stands right before the keyword; none asks nothing.
    public let precededBy: [String]
    /// Literals of which one stands right after the keyword; none asks nothing.
    public internal(set) var followedBy: [String]
    /// How many characters of a token stand right after the keyword at least: letters, digits and
    /// `-._~+/=%`.
    public internal(set) var followedByToken: Int
    /// Words, in lowercase, of which one stands in the rest of the keyword's name, in any case; without
    /// keywords, in what ``holder`` or ``artifactPath`` matches.
    public let nameHolds: [String]
    /// Words, in lowercase and of at least 4 bytes, of which one stands in the match, in any case;
    /// none asks nothing.
    public internal(set) var holds: [String]

    /// Creates a gate.
    public init(
      precededBy: [String] = [], followedBy: [String] = [], followedByToken: Int = 0,
      nameHolds: [String] = [], holds: [String] = []
    ) {
      self.precededBy = precededBy
      self.followedBy = followedBy
      self.followedByToken = followedByToken
      self.nameHolds = nameHolds
      self.holds = holds
    }

    /// True where so much has to stand right after the keyword that hardly anything else does.
    var isFollowedByWord: Bool {
      !followedBy.isEmpty && followedBy.allSatisfy { $0.utf8.count > 3 }
    }

    /// True where one of some words stands in whatever it asks for beside the keyword.
    func implies(_ words: [String]) -> Bool {
      [precededBy, followedBy, nameHolds].contains { list in
        !list.isEmpty
          && list.allSatisfy { literal in
            words.contains { literal.lowercased().holdsBytes(of: $0) }
          }
      }
    }
  }

  /// A condition on a match.
  public enum Check: Hashable, Sendable {
    /// The group is random text: see the catalogue's "high-entropy".
    case highEntropy(group: String)
    /// The group is no documented or obvious placeholder.
    case noPlaceholder(group: String)
    /// The statement around the match has no match of an expression.
    case requestLacks(pattern: String)
    /// The name or the path of keys that holds the match has no match of an expression.
    case holderLacks(pattern: String)
    /// The match is no mere mention: it stands in code, in a slot of a string, or is the whole of one.
    case reference
  }

  /// How far a match reaches beyond what its expression matched.
  public enum Extent: String, CaseIterable, Hashable, Sendable {
    /// To the end of the call whose bracket the match opens, or of the command.
    case call
    /// To the end of the expression: of the string, and of what is joined to it.
    case expression
  }

  /// What a piece of evidence is to a request.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// It grants access, or names what does.
    case credential
    /// It takes requests.
    case endpoint
    /// It is what a client adds to a request of its own: a path, a switch.
    case part
  }

  /// A part of a match that is read through an encoding.
  public struct Decoding: Hashable, Sendable {
    /// The group that is encoded.
    public let group: String
    /// How.
    public let encoding: Encoding
    /// The expression that the decoded bytes have to match, its vocabulary expanded.
    public let pattern: String

    /// Creates a decoding.
    public init(group: String, encoding: Encoding, pattern: String) {
      self.group = group
      self.encoding = encoding
      self.pattern = pattern
    }
  }

  /// An encoding that is looked through.
  public enum Encoding: String, CaseIterable, Hashable, Sendable {
    /// RFC 4648 §4 and §5, both alphabets, padded or not.
    case base64
  }

  /// Creates an evidence pattern.
  public init(
    id: String, kind: String? = nil, keywords: [String] = [], follows: [String] = [],
    holder: String? = nil, artifactPath: String? = nil, pattern: String? = nil,
    gate: Gate = Gate(), reachBefore: Int = 0, reachAfter: Int = 0, region: String? = nil,
    checks: [Check] = [], decoding: Decoding? = nil, label: String? = nil,
    isContext: Bool = false, extent: Extent? = nil, role: Role? = nil, isOpaque: Bool = false,
    isCode: Bool = false, isInLogs: Bool = true,
    isInRecord: Bool = false, stays: Bool = false, isSent: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.keywords = keywords
    self.follows = follows
    self.holder = holder
    self.artifactPath = artifactPath
    self.pattern = pattern
    self.gate = gate
    self.reachBefore = reachBefore
    self.reachAfter = reachAfter
    self.region = region
    self.checks = checks
    self.decoding = decoding
    self.label = label
    self.isContext = isContext
    self.extent = extent
    self.role = role
    self.isOpaque = isOpaque
    self.isCode = isCode
    self.isInLogs = isInLogs
    self.isInRecord = isInRecord
    self.stays = stays
    self.isSent = isSent
  }
}
