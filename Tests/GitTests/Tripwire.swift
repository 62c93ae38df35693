import Testing

/// A way in which a repository can have a program run, which leaves a file behind when it is.
struct Tripwire: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// What the repository configures, by name; `$TRAP` stands for the program.
  let settings: [String: String]
  /// What `.gitattributes` says of every file.
  let attributes: String
  /// The command of plain git that shows that the trap works.
  let control: [String]

  init(
    _ name: String, _ settings: [String: String], attributes: String = "", control: String...
  ) {
    testDescription = name
    self.settings = settings
    self.attributes = attributes
    self.control = control
  }

  static let all = [
    Tripwire("file system monitor", ["core.fsmonitor": "$TRAP"], control: "status"),
    Tripwire("external diff", ["diff.external": "$TRAP"], control: "diff", "--cached"),
    Tripwire(
      "driver of diff", ["diff.trap.command": "$TRAP"], attributes: "* diff=trap",
      control: "diff", "--cached"),
    Tripwire(
      "text of a driver", ["diff.trap.textconv": "$TRAP"], attributes: "* diff=trap",
      control: "diff", "--cached"),
    Tripwire(
      "smudge filter", ["filter.trap.smudge": "$TRAP"], attributes: "* filter=trap",
      control: "cat-file", "--filters", ":a.env"),
    Tripwire(
      "clean filter", ["filter.trap.clean": "$TRAP"], attributes: "* filter=trap",
      control: "hash-object", "--path=a.env", "a.env"),
    Tripwire(
      "filter process", ["filter.trap.process": "$TRAP"], attributes: "* filter=trap",
      control: "checkout-index", "-f", "-a"),
    Tripwire(
      "hooks", ["core.hooksPath": "$HOOKS"], control: "update-index", "--force-remove", "none"),
    Tripwire(
      "lazy fetch over ssh",
      [
        "core.sshCommand": "$TRAP", "remote.origin.url": "ssh://nowhere.invalid/a",
        "remote.origin.promisor": "true", "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
      ], control: "cat-file", "-p", "1234567890123456789012345678901234567890"),
    Tripwire(
      "lazy fetch by a program",
      [
        "protocol.ext.allow": "always", "remote.origin.url": "ext::$TRAP",
        "remote.origin.promisor": "true", "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
      ], control: "cat-file", "-p", "1234567890123456789012345678901234567890"),
    Tripwire(
      "alias", ["alias.trap": "!$TRAP", "alias.diff": "!$TRAP", "alias.cat-file": "!$TRAP"],
      control: "trap"),
  ]
}
