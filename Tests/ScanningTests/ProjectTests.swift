import Findings
import Rules
import Testing

@testable import Scanning

/// Evidence that comes from another artifact of a scan by a name.
@Suite struct ProjectTests {
  private static let legacy = "open\("api").pleo.io"
  private static let external = "ext\("ern")al.pleo.io"
  private static let variable = "PLEO_LEGACY\("_")TOKEN"

  /// A file that offers an address and a token, and its path.
  fileprivate static let config = (
    path: "src/config.ts",
    text: """
    export const ROOT = "https://\(external)"
    export const TOKEN = process.env.\(variable)
    """
  )

  private static func place(_ location: Location) -> String {
    "\(String(decoding: location.path.bytes, as: UTF8.self)):\(location.region.start.line)"
  }

  private func fits(_ files: [(path: String, text: String)]) throws -> [String] {
    try projectScan(files).flatMap { record in
      record.findings.filter { $0.ruleID.rawValue == "pleo-legacy-token-on-new-api" }
        .map { Self.place($0.location) }
    }
  }

  private func fits(_ text: String, at path: String, with other: (path: String, text: String))
    throws -> [String]
  {
    let found = try fits([other, (path, text)])
    let reversed = try fits([(path, text), other])
    #expect(found.sorted() == reversed.sorted(), "the order of files does not matter")
    return found
  }

  @Test(arguments: [
    "import { ROOT, TOKEN } from './config'\nfetch(`${ROOT}/v2/employees`, { headers: { Authorization: TOKEN } })",
    "import { ROOT as R, TOKEN as T } from '@/config'\nfetch(`${R}/v2/employees`, { headers: { Authorization: T } })",
    "const { ROOT: r, TOKEN: t } = require('./config')\nfetch(r + '/v2/employees', { headers: { Authorization: t } })",
    "import * as c from './config.js'\nfetch(c.ROOT + '/v2/employees', { headers: { Authorization: c.TOKEN } })",
    "import {\n  ROOT,\n  TOKEN,\n} from '../src/config'\nfetch(ROOT, { headers: { Authorization: TOKEN } })",
  ])
  func aNameThatIsImportedCarriesWhatItsFileGivesIt(_ text: String) throws {
    let lines = text.split(separator: "\n").count
    #expect(
      try fits("// pleo\n" + text, at: "src/client.ts", with: Self.config)
        == ["src/client.ts:\(lines + 1)"])
  }

  @Test(arguments: [
    "fetch(ROOT, { headers: { Authorization: TOKEN } })",
    "import { ROOT, TOKEN } from './other'\nfetch(ROOT, { headers: { Authorization: TOKEN } })",
    "import { ROOT, TOKEN } from '../config'\nfetch(ROOT, { headers: { Authorization: TOKEN } })",
    "// import { ROOT, TOKEN } from './config'\nfetch(ROOT, { headers: { Authorization: TOKEN } })",
    "import { ROOT } from './config'\nconst f = (TOKEN) => fetch(ROOT, { headers: { Authorization: x.TOKEN } })",
    "import { TOKEN } from './config'\nconst ROOT = base()\nfetch(ROOT, { headers: { Authorization: TOKEN } })",
    "import { ROOT, TOKEN } from './config'\nfetch(ROOT)\nsend(TOKEN)",
    "import { ROOT, TOKEN } from './config'\n// fetch(ROOT, { headers: { Authorization: TOKEN } })",
  ])
  func aNameThatIsNotTheOtherFilesMeansNothing(_ text: String) throws {
    #expect(try fits("// pleo\n" + text, at: "src/client.ts", with: Self.config) == [])
  }

  @Test(arguments: [
    ("import { ROOT } from './config'\nfetch(ROOT)", true),
    ("import { ROOT as R } from './config'\nfetch(R)", true),
    ("// (\n// import { (\nimport { ROOT } from './config'\nfetch(ROOT)", true),
    ("fetch(ROOT)", false), ("import { ROOT } from './other'\nfetch(ROOT)", false),
    ("import { other } from './config'\nfetch(other)", false), ("", false),
  ])
  func onlyWhatNamesSomethingOfAnotherFileIsReachedByIt(_ text: String, _ isReached: Bool) throws {
    let region = Region(
      byteRange: 0..<1, start: Position(line: 1, column: 1), end: Position(line: 1, column: 2))
    let export = Export(
      name: Array("ROOT".utf8), holder: nil, pattern: 0, words: [:], credential: nil,
      location: Location(path: "src/config.ts", region: region))
    let bytes = Array(text.utf8)
    let traits = ArtifactTraits(path: "src/client.ts", head: bytes.span)
    #expect(Project([export]).mayReach(traits, in: bytes.span) == isReached)
  }

  @Test func theNearerOfTwoFilesIsMeant() throws {
    let far = (path: "other/src/config.ts", text: "export const ROOT = 'https://\(Self.legacy)'")
    let client =
      "// pleo\nimport { ROOT, TOKEN } from 'config'\nfetch(ROOT, { headers: { Authorization: TOKEN } })"
    #expect(
      try fits([far, Self.config, ("src/client.ts", client)]) == ["src/client.ts:3"])
  }

  @Test func aModuleThatCouldBeTwoFilesIsNeither() throws {
    let other = (path: "lib/config.ts", text: Self.config.text)
    let client =
      "// pleo\nimport { ROOT, TOKEN } from 'config'\nfetch(ROOT, { headers: { Authorization: TOKEN } })"
    #expect(try fits([other, Self.config, ("client.ts", client)]) == [])
  }

  @Test func pythonModulesAreNamedByDots() throws {
    let settings = (
      path: "service/app/settings.py",
      text: "import os\nURL = 'https://\(Self.external)'\nTOKEN = os.environ['\(Self.variable)']"
    )
    let call = "requests.get(settings.URL, headers={'Authorization': settings.TOKEN})"
    for statement in [
      "from app import settings", "import app.settings as settings", "from . import settings",
    ] {
      let text = "# pleo\n\(statement)\n\(call)"
      #expect(
        try fits(text, at: "service/app/jobs.py", with: settings) == ["service/app/jobs.py:3"])
    }
    #expect(try fits("# pleo\n\(call)", at: "service/app/jobs.py", with: settings) == [])
  }

  @Test func theFilesOfAGoPackageShareTheirNames() throws {
    let config = (
      path: "pleo/config.go",
      text: "package pleo\nconst base = \"https://\(Self.external)\"\n"
    )
    let call = """
      package pleo
      func list() {
        req, _ := http.NewRequest("GET", base+"/v2/employees", nil)
        req.Header.Set("Authorization", os.Getenv("\(Self.variable)"))
      }
      """
    #expect(try fits(call, at: "pleo/list.go", with: config) == ["pleo/list.go:4"])
    #expect(try fits(call, at: "other/list.go", with: config) == [])
  }

  @Test func aConstantIsNamedAfterItsClass() throws {
    let config = (
      path: "com/acme/PleoConfig.java",
      text: "final class PleoConfig { static final String URL = \"https://\(Self.external)\"; }"
    )
    let call =
      "class A { Object b() { return get(PleoConfig.URL, System.getenv(\"\(Self.variable)\")); } }"
    #expect(try fits(call, at: "com/acme/A.java", with: config) == ["com/acme/A.java:1"])
    let other = call.replacing("PleoConfig.URL", with: "Pleo.URL")
    #expect(try fits(other, at: "com/acme/A.java", with: config) == [])
  }

  @Test func anEnvironmentFileGivesWhatIsLookedUp() throws {
    let env = (path: "web/.env", text: "PLEO_URL=https://\(Self.external)\n")
    let header = "{ headers: { Authorization: process.env.\(Self.variable) } }"
    #expect(
      try fits("fetch(process.env.PLEO_URL, \(header))", at: "web/src/a.ts", with: env)
        == ["web/src/a.ts:1"])
    #expect(try fits("fetch(settings.PLEO_URL, \(header))", at: "web/src/a.ts", with: env) == [])
    #expect(try fits("fetch(process.env.PLEO_URL, \(header))", at: "api/a.ts", with: env) == [])
    let staging = (path: "web/.env.staging", text: env.text)
    #expect(
      try fits("fetch(process.env.PLEO_URL, \(header))", at: "web/src/a.ts", with: staging) == [])
    #expect(
      try fits(
        "config({ path: '../.env.staging' })\nfetch(process.env.PLEO_URL, \(header))",
        at: "web/src/a.ts", with: staging) == ["web/src/a.ts:2"])
  }

  @Test func theFileThatAServiceIsGivenStandsInItsBlock() throws {
    let env = (path: "pleo.env", text: "\(Self.variable)=${TOKEN}\n")
    let compose = """
      services:
        pleo:
          env_file: pleo.env
          environment:
            PLEO_URL: https://\(Self.external)
        other:
          image: x
      """
    #expect(try fits(compose, at: "docker-compose.yml", with: env) == [])
    let full = (path: "pleo.env", text: "TOKEN=${\(Self.variable)}\n")
    // The name of the file shows nothing of what is wrong; the address does.
    #expect(try fits(compose, at: "docker-compose.yml", with: full) == ["docker-compose.yml:5"])
  }

  @Test func bothPlacesAreShown() throws {
    let client =
      "// pleo\nimport { ROOT, TOKEN } from './config'\nfetch(ROOT, { headers: { Authorization: TOKEN } })"
    let records = try projectScan([Self.config, ("src/client.ts", client)])
    let finding = try #require(records.flatMap(\.findings).first)
    #expect(finding.confidence == .medium)
    #expect(
      finding.relatedLocations.map { Self.place($0.location) }
        == ["src/config.ts:2", "src/config.ts:1"])
  }

  @Test(.timeLimit(.minutes(1)))
  func manyFilesAndNamesTakeLinearTime() throws {
    var files = (0..<100).map { number in
      (path: "src/c\(number).ts", text: "export const ROOT\(number) = 'https://\(Self.external)'")
    }
    let names = (0..<100).map { "import { ROOT\($0) } from './c\($0)'" }
    let uses = (0..<500).map { "get(ROOT\($0 % 100), process.env.\(Self.variable))" }
    files.append(("src/all.ts", (names + uses).joined(separator: "\n")))
    #expect(try !fits(files).isEmpty)
    let open = "import {" + String(repeating: "ROOT0, ", count: 4000)
    #expect(try fits([files[0], ("src/x.ts", "// pleo\n" + open)]) == [])
  }
}

extension ProjectTests {
  @Test func onlyWhatMayNotBeAloneOffersSomething() throws {
    let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
    var worker = try WorkerMemory()
    let bytes = Array(Self.config.text.utf8)
    let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
    let traits = ArtifactTraits(path: ArtifactPath(Self.config.path), head: bytes.span)
    let offersNothing = try [nil, Project([])].map { project in
      let scan = try detector.scan(bytes.span, window, traits, in: project, using: &worker)
      return scan.share.exports.isEmpty
    }
    #expect(offersNothing == [false, true])
  }
}

/// Scans texts as one scan does: all of them, and once more those that may use what others offer.
func projectScan(_ files: [(path: String, text: String)]) throws -> [ArtifactRecord] {
  let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
  var worker = try WorkerMemory()
  func scan(_ file: (path: String, text: String), _ project: Project?) throws
    -> (ArtifactRecord, ArtifactShare)
  {
    let (path, bytes) = (ArtifactPath(file.path), Array(file.text.utf8))
    let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
    let scan = try detector.scan(
      bytes.span, window, ArtifactTraits(path: path, head: bytes.span), in: project, using: &worker)
    var assembler = ArtifactAssembler(path: path)
    assembler.add(scan)
    return (assembler.record(byteCount: bytes.count, isStream: false, status: .read), scan.share)
  }
  let exports = try files.flatMap { try scan($0, nil).1.exports }
  let project = Project(exports)
  return try files.map { file in
    let record = try scan(file, project).0
    let bytes = Array(file.text.utf8)
    let traits = ArtifactTraits(path: ArtifactPath(file.path), head: bytes.span)
    // What uses nothing of the others is not scanned once more.
    if !project.mayReach(traits, in: bytes.span) { #expect(try scan(file, nil).0 == record) }
    return record
  }
}
