import Findings
import Rules
import TestSupport
import Testing

@testable import Scanning

@Suite struct SourceMapTests {
  /// A text with two places, `KEY` and `HOST`, that are or are not in one request.
  struct Request: CustomTestStringConvertible, Sendable {
    let path: String
    let text: String
    let isOne: Bool

    var testDescription: String { "\(path): \(text.prefix(60))" }
  }

  static func one(_ path: String, _ text: String) -> Request {
    Request(path: path, text: text, isOne: true)
  }

  static func two(_ path: String, _ text: String) -> Request {
    Request(path: path, text: text, isOne: false)
  }

  static let requests: [Request] = [
    // JavaScript and TypeScript
    one("a.js", "fetch('HOST', { headers: { a: KEY } })"),
    one("a.ts", "await fetch(\n  `HOST`,\n  {\n    headers: {\n      a: KEY,\n    },\n  },\n)"),
    one("a.js", "axios\n  .create({ url: 'HOST' })\n  .get({ key: KEY })"),
    one("a.js", "axios\n  .create({ url: 'HOST' })\n  // why\n  .get({ key: KEY })"),
    one("a.js", "const x = cond\n  ? get('HOST')\n  : KEY"),
    one("a.js", "const options = {\n  host: 'HOST',\n  auth: KEY\n}"),
    one("a.js", "return {\n  host: 'HOST',\n  auth: KEY\n}"),
    two("a.js", "get('HOST')\nget(KEY)"),
    two("a.js", "get('HOST'); get(KEY)"),
    two("a.js", "function a() { get('HOST') }\nfunction b() { get(KEY) }"),
    two("a.js", "if (KEY) {\n  get('HOST')\n}"),
    two("a.js", "const a = () => {\n  get('HOST')\n  get(KEY)\n}"),
    two("a.js", "get('HOST') // (\nget(KEY)"),
    two("a.js", "get('HOST', '(')\nget(KEY)"),
    two("a.js", "const a = `(\nHOST`\nget(KEY)"),
    // Python
    one("a.py", "requests.get(\n    \"HOST\",\n    auth=(KEY, \"\"),\n)"),
    one("a.py", "requests.get(\"HOST\", headers={\n    \"a\": KEY})"),
    one("a.py", "get(\"HOST\") \\\n    .with(KEY)"),
    two("a.py", "requests.get(\"HOST\")\nrequests.get(KEY)"),
    two("a.py", "get(\"HOST\")  # (\nget(KEY)"),
    two("a.py", "x = '''HOST (\n'''\nget(KEY)"),
    two("a.py", "print('don\\'t (HOST')\nget(KEY)"),
    // Go
    one("a.go", "req, err := http.NewRequest(\"GET\", \"HOST\", body(KEY))"),
    one("a.go", "c := Config{\n\tHost: \"HOST\",\n\tKey: KEY,\n}"),
    two("a.go", "a := \"HOST\"\nb := os.Getenv(\"KEY\")"),
    two("a.go", "func a() {\n\tget(\"HOST\")\n\tget(KEY)\n}"),
    // A block that a call is given
    one("a.kt", "client.get(\"HOST\") {\n  header(\"a\", KEY)\n}"),
    one("a.kt", "suspend fun a() = client.get(\"HOST\") {\n  header(\"a\", KEY)\n}"),
    one("a.kt", "return client.get(\"HOST\") {\n  headers {\n    append(\"a\", KEY)\n  }\n}"),
    one("a.kt", "client.request {\n  url(\"HOST\")\n  header(\"a\", KEY)\n}"),
    one("a.java", "client.get().uri(\"HOST\").headers(h -> {\n  h.set(KEY);\n}).retrieve();"),
    one("a.kt", "client.get()\n  .uri(\"HOST\")\n  .headers { it.set(KEY) }"),
    one("a.swift", "client.get(\"HOST\") { req in\n  req.headers.set(KEY)\n}"),
    one("a.rb", "Faraday.get('HOST') { |req| req.headers['a'] = KEY }"),
    one("a.gradle", "http.get(\"HOST\") {\n  headers['a'] = KEY\n}"),
    two("a.kt", "runBlocking {\n  client.get(\"HOST\")\n  send(KEY)\n}"),
    two("a.kt", "client.get(\"HOST\").let {\n  save(KEY)\n}"),
    two("a.kt", "client.get(\"HOST\") { response ->\n  save(KEY)\n}"),
    two("a.swift", "api.get(\"HOST\") { data, response, error in\n  save(KEY)\n}"),
    two("a.js", "app.get('HOST', (req, res) => {\n  save(KEY)\n})"),
    two("a.js", "class A {\n  load(url = 'HOST') {\n    send(KEY)\n  }\n}"),
    two("a.java", "class A {\n  Reply load(@Value(\"HOST\") URI a) {\n    send(KEY);\n  }\n}"),
    two("a.dart", "load({String url = 'HOST'}) {\n  send(KEY);\n}"),
    // Shell
    one("a.sh", "curl -u KEY: \\\n  -X GET \\\n  HOST"),
    one("a.sh", "echo KEY | curl HOST"),
    two("a.sh", "curl HOST\ncurl KEY"),
    two("a.sh", "curl HOST # it's (\ncurl KEY"),
    two("a.sh", "export K=KEY; curl HOST"),
    one("a.sh", "curl HOST |\n  tee KEY"),
    one("a.sh", "curl HOST \\\n  | tee KEY"),
    one("a.sh", "curl HOST >out 2>&1 KEY"),
    one("a.sh", "x=$(curl HOST && echo KEY)"),
    two("a.sh", "curl HOST | jq .\ncurl KEY"),
    two("a.sh", "ls HOST/*\n. ./KEY"),
    two("a.sh", "x=HOST y=\n. KEY"),
    two("a.sh", "curl HOST &\ncurl KEY"),
    two("a.sh", "curl HOST &&\n  curl KEY"),
    two("a.sh", "test KEY && curl HOST"),
    two("a.sh", "curl HOST || echo KEY"),
    two("Dockerfile", "COPY HOST .\nRUN KEY"),
    two("Dockerfile", "RUN curl HOST && \\\n  echo KEY"),
    // PHP
    one("a.php", "curl_setopt_array($c, [\n  URL => 'HOST',\n  AUTH => KEY,\n]);"),
    one("a.php", "$client\n    ->get('HOST')\n    ->auth(KEY);"),
    two("a.php", "$a = 'HOST';\n$b = KEY;"),
    // Kotlin, Java, C#
    one("a.kt", "Builder()\n  .url(\"HOST\")\n  // the key\n  .header(\"a\", KEY)\n  .build()"),
    one("a.java", "builder.uri(\"HOST\")\n    /* the key */\n    .header(KEY);"),
    one("a.kt", "Request.Builder().url(\"HOST\")\r\n  .header(KEY)\r\n"),
    two("a.kt", "val a = \"HOST\"\nval b = KEY"),
    two("a.java", "String a = \"HOST\"; String b = KEY;"),
    // Settings are lines, joined by a backslash.
    one("a.yaml", "url: HOST?x=KEY"),
    two("a.yaml", "url: HOST\nkey: KEY"),
    two(".env", "URL=HOST\nKEY=1"),
    one("a.properties", "x=HOST,\\\n  KEY"),
    // HTTP request files
    one("a.http", "GET HOST\nAuthorization: KEY"),
    one("a.http", "### one\nGET HOST\nAuthorization: KEY\n\n### two\n"),
    two("a.http", "GET HOST\n\n### two\nAuthorization: KEY"),
    // JSON: an object and those around it, not its neighbours
    one("a.json", "{\"url\": \"HOST\", \"key\": \"KEY\"}"),
    one("a.json", "{\"url\": \"HOST\", \"auth\": {\"key\": \"KEY\"}}"),
    two("a.json", "[{\"url\": \"HOST\"}, {\"key\": \"KEY\"}]"),
    two("a.json", "{\"a\": {\"url\": \"HOST\"}, \"b\": {\"key\": \"KEY\"}}"),
    one("a.json", "{\"url\": \"HOST}{\", \"key\": \"KEY\"}"),
    // Log records
    one("a.log", "2026 GET HOST\n  at KEY\n\tat b"),
    two("a.log", "2026 GET HOST\n2026 KEY"),
    one("a.jsonl", "{\"a\": \"HOST\"} {\"k\": \"KEY\"}"),
    two("a.jsonl", "{\"a\": \"HOST\"}\n{\"k\": \"KEY\"}"),
    // Markdown
    one("a.md", "```sh\ncurl -u KEY \\\n  HOST\n```"),
    two("a.md", "```sh\ncurl KEY\ncurl HOST\n```"),
    two("a.md", "```sh\ncurl KEY (\n```\n```sh\ncurl HOST\n```"),
    one("a.md", "```js\nget(HOST,\n  KEY)\n```"),
    one("a.md", "```\nclient.get(HOST)\n  .auth(KEY)\n```"),
    one("a.md", "~~~~python\nget(HOST,\n```\n  KEY)\n~~~~"),
    one("a.yml", "- >\n  KEY\n  HOST\n"),
    one("a.yml", "run: >-\n  KEY\n\n  HOST\n"),
    two("a.yml", "- >\n  KEY\n- HOST\n"),
    two("a.yml", "- |\n  KEY\n  HOST\n"),
    two("a.yml", "a: x>\n  KEY\n  HOST\n"),
    one("a.sql", "update KEY\n   set HOST\nwhere x;"),
    two("a.sql", "update KEY;\nset HOST"),
    two("a.sql", "update KEY\n\nset HOST"),
    one("a.bas", "f KEY, _\n  HOST"),
    two("a.bas", "f KEY\nf HOST"),
  ]

  private func map(_ text: String, _ path: String) -> SourceMap {
    let bytes = Array(text.utf8)
    let traits = ArtifactTraits(path: ArtifactPath(path), head: bytes.span)
    return SourceReader.read(bytes.span, as: traits.language, isLog: traits.isLog)
  }

  private func offset(of word: String, in text: String) throws -> Int {
    try #require(Array(text.utf8).firstRange(of: Array(word.utf8))).lowerBound
  }

  @Test(arguments: requests)
  func aRequestIsBoundedAsItsLanguageBoundsIt(_ request: Request) throws {
    let map = map(request.text, request.path)
    let key = try offset(of: "KEY", in: request.text)
    let host = try offset(of: "HOST", in: request.text)
    #expect(map.isOneRequest(key, host) == request.isOne)
    #expect(map.isOneRequest(host, key) == request.isOne)
  }

  @Test(arguments: [
    ("a.js", "a() // HERE"), ("a.js", "a() /* b\n HERE */"), ("a.js", "/*HERE*/"),
    ("a.py", "a() # HERE"), ("a.py", "\"\"\"Says.\n\nHERE\n\"\"\""), ("a.sh", "# HERE"),
    ("a.py", "def f():\n    '''HERE'''\n    return"), ("a.html", "<p><!-- HERE --></p>"),
    ("a.md", "text <!-- HERE -->"), ("a.yml", "a: 1 # HERE"), ("a.ini", "; HERE"),
    ("a.sql", "select 1 -- HERE"), ("a.sql", "/* HERE */ select"),
    ("a.rb", "x\n=begin\nHERE\n=end\n"),
    ("a.ps1", "<# HERE #>"), ("a.php", "# HERE"), ("a.php", "f(); // HERE"),
    ("a.tf", "a = 1 # HERE"),
    (".env", "# HERE"), ("Dockerfile", "# HERE"), ("a.http", "# HERE"), ("a.http", "// HERE"),
    ("a.kt", "val a = \"https://x\" // HERE"), ("a.js", "a('//') // HERE"),
    ("a.js", "\u{FEFF}// HERE"), ("a.py", "x = 'it' # HERE"), ("a.js", "// HERE\r\nx"),
    ("a.sh", "echo it's; x=1\n# HERE's"),
  ])
  func aCommentIsOne(path: String, text: String) throws {
    #expect(map(text, path).holds(.comment, at: try offset(of: "HERE", in: text)))
  }

  @Test(arguments: [
    ("a.js", "a('// HERE')"), ("a.js", "a(\"/* HERE\")"), ("a.js", "'https://HERE'"),
    ("a.js", "a `https://HERE`"), ("a.js", "/* a */ HERE"), ("a.js", "// a\nHERE"),
    ("a.py", "x = '# HERE'"), ("a.py", "x = \"\"\"HERE\"\"\""), ("a.py", "f(\"\"\"\nHERE\"\"\")"),
    ("a.sh", "echo $#HERE"), ("a.sh", "url=http://x/#HERE"), ("a.yml", "a: 'x # HERE'"),
    ("a.yml", "url: https://x#HERE"), ("a.html", "<!-- a --> HERE"), ("a.md", "# HERE"),
    ("a.sql", "select '-- HERE'"), ("a.log", "# HERE"), ("a.json", "{\"a\": \"// HERE\"}"),
    ("a.js", "a('it\\'s // HERE')"), ("a.http", "GET https://HERE"), ("a.txt", "# HERE"),
    (".env", "A=x#HERE"), ("a.rb", "a = \"#{HERE}\""),
  ])
  func whatLooksLikeACommentIsNone(path: String, text: String) throws {
    #expect(!map(text, path).holds(.comment, at: try offset(of: "HERE", in: text)))
  }

  @Test(arguments: [
    ("a.md", "HERE", true), ("a.md", "a\n\nHERE `b`", true), ("a.md", "`HERE`", false),
    ("a.md", "```\nHERE\n```", false), ("a.md", "```\na\n```\nHERE", true),
    ("a.md", "~~~\n```\nHERE\n~~~", false), ("a.md", "  ```js\nHERE", false),
    ("a.txt", "HERE", true), ("a.js", "HERE", false), ("a.md", "\u{FEFF}```\nHERE\n```", false),
    ("a.md", "````\n```\nHERE\n````", false), ("a.md", "a ` b\nHERE", true),
    ("a.md", "```js\r\nHERE\r\n```\r\n", false), ("a.md", "```js\r\na\r\n```\r\nHERE", true),
  ])
  func proseStandsOutsideOfCode(path: String, text: String, isProse: Bool) throws {
    #expect(map(text, path).holds(.prose, at: try offset(of: "HERE", in: text)) == isProse)
  }

  @Test func aBracketThatIsLostEndsItsStatementInTime() throws {
    let text = "get('HOST', (\n" + String(repeating: "x = y\n", count: 7000) + "KEY"
    let map = map(text, "a.js")
    let (host, key) = (try offset(of: "HOST", in: text), try offset(of: "KEY", in: text))
    #expect(!map.isOneRequest(host, key))
  }

  @Test(arguments: ["a.js", "a.py", "a.json", "a.md", "a.http", "a.yml", "a.log", "a.rb", "a.html"])
  func anyTextIsReadToItsEnd(path: String) {
    var random = SeededGenerator(seed: 3)
    let parts = [
      "{", "}", "(", ")", "[", "]", "'", "\"", "`", "\"\"\"", "'''", "\n", "\r\n", ";", "//", "#",
      "/*", "*/", "<!--", "-->", "```\n", "~~~", "###", "\\", " ", "a", "=>", "?", "é", "\n=begin",
    ]
    for _ in 0..<300 {
      let text = (0..<random.int(0..<40)).map { _ in random.element(of: parts) }.joined()
      let map = map(text, path)
      let bytes = text.utf8.count
      for range in map.comments + map.prose {
        #expect(range.lowerBound >= 0 && range.upperBound <= bytes)
      }
      for (left, right) in zip(map.comments, map.comments.dropFirst()) {
        #expect(left.upperBound <= right.lowerBound)
      }
      for offset in 0..<max(1, bytes) {
        #expect(map.requestRange(at: offset, end: bytes).contains(offset) || bytes == 0)
      }
    }
  }
}
