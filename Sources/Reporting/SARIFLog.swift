// The parts of SARIF 2.1.0 (OASIS, errata 01) that we emit, each with its section. The properties of
// each type stand in the order of the alphabet, and are written so.

/// A log file (§3.13).
struct SARIFLog: Encodable {
  let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  let runs: [SARIFRun]
  let version = "2.1.0"

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case runs, version
  }
}

/// One run of the program (§3.14).
struct SARIFRun: Encodable {
  let artifacts: [SARIFArtifact]
  /// What columns count (§3.14.27).
  let columnKind = "utf16CodeUnits"
  let invocations: [SARIFInvocation]
  let originalUriBaseIds: SARIFBases
  let results: SARIFResultList
  let tool: SARIFTool
}

/// What relative addresses start from (§3.14.14): the root, whose own place is nobody's business.
struct SARIFBases: Encodable {
  let root = SARIFArtifactLocation(
    description: SARIFMessage(text: "The root of what was scanned."))

  enum CodingKeys: String, CodingKey {
    case root = "SRCROOT"
  }

  /// The name of the root.
  static let rootName = "SRCROOT"
}

/// Text for people (§3.11), or text with Markdown (§3.12).
struct SARIFMessage: Encodable {
  var markdown: String?
  let text: String
}

/// The program (§3.18).
struct SARIFTool: Encodable {
  let driver: SARIFDriver
}

/// The program's only component (§3.19).
struct SARIFDriver: Encodable {
  let informationUri: String
  let name = ToolDescription.name
  let notifications: [SARIFDescriptor]
  let properties: SARIFDriverProperties
  let rules: [SARIFDescriptor]
  let semanticVersion: String
}

/// What the program knew (§3.8).
struct SARIFDriverProperties: Encodable {
  let ruleCount: Int
  let ruleSetDigest: String
}

/// A rule, or a kind of notification (§3.49).
struct SARIFDescriptor: Encodable {
  let defaultConfiguration: SARIFConfiguration
  let fullDescription: SARIFMessage
  let help: SARIFMessage?
  let helpUri: String?
  let id: String
  let name: String
  let properties: SARIFDescriptorProperties?
  let shortDescription: SARIFMessage
}

/// How a rule is set up (§3.50).
struct SARIFConfiguration: Encodable {
  let level: String
}

/// What code scanning sites read of a rule beside the standard's own (§3.8).
struct SARIFDescriptorProperties: Encodable {
  let precision: String
  let securitySeverity: String?
  let tags: [String]

  enum CodingKeys: String, CodingKey {
    case precision
    case securitySeverity = "security-severity"
    case tags
  }
}

/// An artifact in which something was found (§3.24).
struct SARIFArtifact: Encodable {
  /// Its size in bytes, where all of it was read (§3.24.8).
  let length: Int?
  let location: SARIFArtifactLocation
}

/// The address of an artifact (§3.4).
struct SARIFArtifactLocation: Encodable {
  var description: SARIFMessage?
  var index: Int?
  var uri: String?
  var uriBaseId: String?
}

/// A place (§3.28).
struct SARIFLocation: Encodable {
  let message: SARIFMessage?
  let physicalLocation: SARIFPhysicalLocation
}

/// A place in an artifact (§3.29).
struct SARIFPhysicalLocation: Encodable {
  let artifactLocation: SARIFArtifactLocation
  let contextRegion: SARIFRegion?
  let region: SARIFRegion?
}

/// A part of an artifact (§3.30).
struct SARIFRegion: Encodable {
  var byteLength: Int?
  var byteOffset: Int?
  var endColumn: Int?
  let endLine: Int
  var snippet: SARIFArtifactContent?
  var startColumn: Int?
  let startLine: Int
}

/// A part of the content of an artifact (§3.3), redacted.
struct SARIFArtifactContent: Encodable {
  let text: String
}
