import Findings
import Testing

@testable import Scanning

@Suite struct ConfigurationTests {
  /// A text and its values, each as `path = value`; the keys of a path are joined by `/`.
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let values: [String]

    init(_ text: String, _ values: String...) {
      self.text = text
      self.values = values
    }

    var testDescription: String { String(text.prefix(60)) }
  }

  static func values(_ text: String, _ format: ConfigurationFormat) -> [String] {
    let bytes = Array(text.utf8)
    let configuration = Configuration.read(bytes.span, 0..<bytes.count, as: format)
    return configuration.entries.map { entry in
      let path = configuration.path(of: entry).map { String(decoding: bytes[$0], as: UTF8.self) }
      return path.joined(separator: "/") + " = "
        + String(decoding: bytes[entry.value], as: UTF8.self)
    }
  }

  static let json: [Case] = [
    Case(
      #"{"pleo": {"apiKey": "x", "n": 1}, "b": true}"#, "pleo/apiKey = x", "pleo/n = 1", "b = true"),
    Case(#"{"a": ["x", "y", {"b": "z"}]}"#, "a = x", "a = y", "a/b = z"),
    Case(#"{"a": "x\"}{", "b": ""}"#, #"a = x\"}{"#, "b = "),
    Case("{a: 'x', // why\n b: /* y */ 2,\n}", "a = x", "b = 2"),
    Case("{\n  # why\n  a: 'x',\n}", "a = x"),
    Case(#"{"url": http://x.y/z, "b": null}"#, "url = http://x.y/z", "b = null"),
    Case(#"{"a": {{ .Values.x }}, "b": "{{y}}"}"#, "a = {{ .Values.x }}", "b = {{y}}"),
    Case(#"{"a": ${X}, "b": "${Y}"}"#, "a = ${X}", "b = ${Y}"),
    Case(#""apiKey": "x","#, "apiKey = x"),
    Case(#"{"a": "x" "b": "y""#, "a = x", "b = y"),
    Case("{\"a\": \"x\n\"b\": \"y\"}", "a = x", "b = y"),
    Case(#"{"a": [{"b": "x"}, "c": "y"}"#, "a/b = x", "a/c = y"),
    Case(#"{"a": "x"}}}]} {"b": "y"}"#, "a = x", "b = y"),
    Case("{\"a\": \"x\"}\n{\"a\": \"y\"}\n", "a = x", "a = y"),
    Case("{\r\n  \"a\": 1\r\n}\r\n", "a = 1"),
    Case(#"["x", "y"]"#),
    Case("\u{FEFF}{\"é\": \"ü\"}", "é = ü"),
    Case(
      #"{"environment": ["PLEO_API_KEY=x"], "args": ["--pleo-key=y"]}"#,
      "environment = PLEO_API_KEY=x", "environment/PLEO_API_KEY = x", "args = --pleo-key=y",
      "args/pleo-key = y"),
    Case(""), Case("{"), Case("}"), Case("\""), Case("{\"a\":"), Case("{{"), Case("/"), Case("/*"),
  ]

  @Test(arguments: json)
  func jsonIsRead(_ text: Case) { #expect(Self.values(text.text, .json) == text.values) }

  static let pairs: [Case] = [
    Case(
      #"{"values": [{"key": "pleo_api_key", "value": "x", "enabled": true}]}"#,
      "values/key = pleo_api_key", "values/value = x", "values/pleo_api_key = x",
      "values/enabled = true"),
    Case(
      #"{"headers": [{"value": "x", "name": "Authorization"}]}"#,
      "headers/value = x", "headers/Authorization = x", "headers/name = Authorization"),
    Case(
      #"[{"Name": "A", "Value": "x"}, {"Name": "B"}]"#, "Name = A", "Value = x", "A = x", "Name = B"
    ),
    Case(#"{"name": "A", "b": {"value": "x"}}"#, "name = A", "b/value = x"),
  ]

  @Test(arguments: pairs)
  func aPairGivesTheNameAsAKey(_ text: Case) {
    #expect(Self.values(text.text, .json) == text.values)
  }

  static let yaml: [Case] = [
    Case(
      "pleo:\n  api_key: x\n  url: https://y\nb: z", "pleo/api_key = x", "pleo/url = https://y",
      "b = z"),
    Case("a:\n    b:\n        c: x\n    d: y\ne: z\n", "a/b/c = x", "a/d = y", "e = z"),
    Case("a: x # why\nb: 'x # y'\n# c: z\nd: \"\\\"\"", "a = x", "b = x # y", "d = \\\""),
    Case("'a b': 'it''s'\n\"c\" : d", "a b = it''s", "c = d"),
    Case("a: {b: x, c: {d: y}}\ne: [x, {f: y}]", "a/b = x", "a/c/d = y", "e = x", "e/f = y"),
    Case("a:\n- x\n- b: y\n  c: z\nd: e", "a = x", "a/b = y", "a/c = z", "d = e"),
    Case("a:\n  - x\n  -\n    b: y\n  - - z", "a = x", "a/b = y", "a = z"),
    Case("a: &x\n  b: !!str y\nc: *x\nd: !vault |\n  z\n", "a/b = y", "c = *x", "d = z"),
    Case("a: |\n  x\n\n  y: z\nb: >-\n  u\n  v\n\nc: w", "a = x\n\n  y: z", "b = u\n  v", "c = w"),
    Case("a:\n  b: |2-  # why\n    x\n  c: y", "a/b = x", "a/c = y"),
    Case("- |\n  x\n- a: |\n    y\n  b: z", "a = y", "b = z"),
    Case("a: x\n---\na: y\n--- # why\nb:\n  c: z\n...\nd: e", "a = x", "a = y", "b/c = z", "d = e"),
    Case("a: \"x\n  y\"\nb: z", "a = x\n  y", "b = z"),
    Case("a: \"x\nb: \"y\"", "a = x", "b = y"),
    Case("a: [x,\n  y]\nb: z", "a = x", "a = y", "b = z"),
    Case("a: {x: 1,\nb: z\nc: d", "a/x = 1", "b = z", "c = d"),
    Case("a: {\n  \"x\": \"y\",\n}\nb: z", "a/x = y", "b = z"),
    Case(
      "a: {{ .Values.x }}\nb: \"{{ y }}\"\nc: ${Z}", "a = {{ .Values.x }}", "b = {{ y }}",
      "c = ${Z}"),
    Case(
      "{{- if .x }}\na:\n  {{- range y }}\n  b: c\n  {{- end }}\n{{ $k }}: {{ $v }}", "a/b = c",
      "{{ $k }} = {{ $v }}"),
    Case("{% if x %}\na: b\n<% end %>\nc: <%= ENV['X'] %>", "a = b", "c = <%= ENV['X'] %>"),
    Case("a:\n  x\nb:\n  \"y\"", "a = x", "b = y"),
    Case("    a: x\n  b: y\n      c: z", "a = x", "b = y", "b/c = z"),
    Case("a:\n\tb: x", "a/b = x"),
    Case("a: x\r\nb:\r\n  c: y\r\n", "a = x", "b/c = y"),
    Case("{\"a\": {\"b\": \"x\"}}", "a/b = x"),
    Case("a: {b: ${{ secrets.X }}, c: ${Y}}", "a/b = ${{ secrets.X }}", "a/c = ${Y}"),
    Case("a: http://x:80/y: z", "a = http://x:80/y: z"),
    Case("%YAML 1.2\n---\na: x", "a = x"),
    Case(
      "services:\n  app:\n    environment:\n      - PLEO_API_KEY=x\n      - B",
      "services/app/environment = PLEO_API_KEY=x", "services/app/environment/PLEO_API_KEY = x",
      "services/app/environment = B"),
    Case(
      "env:\n- name: PLEO_API_KEY\n  value: x\n- name: B\n  valueFrom: {secretKeyRef: {name: c, key: d}}",
      "env/name = PLEO_API_KEY", "env/value = x", "env/PLEO_API_KEY = x", "env/name = B",
      "env/valueFrom/secretKeyRef/name = c", "env/valueFrom/secretKeyRef/key = d"),
    Case(
      "variables:\n  PLEO_API_KEY:\n    value: \"x\"\n    description: y",
      "variables/PLEO_API_KEY/value = x", "variables/PLEO_API_KEY/description = y"),
    Case(""), Case("-"), Case(":"), Case("- -"), Case("a:"), Case("a: |"), Case("---"), Case("{{"),
    Case("a: '", "a = "),
  ]

  @Test(arguments: yaml)
  func yamlIsRead(_ text: Case) { #expect(Self.values(text.text, .yaml) == text.values) }

  static let sections: [Case] = [
    Case(
      "[feeds.pleo]\napi_key = \"x\" # why\nn = 1", "feeds/pleo/api_key = x", "feeds/pleo/n = 1"),
    Case("a = 'x\\'\n\"b c\" = 2\nd.e = 3", "a = x\\", "b c = 2", "d.e = 3"),
    Case(
      "a = { b = \"x\", c = [1, 2] }\nd = [\n  \"y\",\n  { e = \"z\" },\n]\nf = 1", "a/b = x",
      "a/c = 1", "a/c = 2", "d = y", "d/e = z", "f = 1"),
    Case("a = \"\"\"\nx\n\"\"\"\nb = '''y'''", "a = \nx\n", "b = y"),
    Case("[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3", "a/b = 1", "a/b = 2", "a/c/d = 3"),
    Case("[remote \"pleo\"]\n\turl = x\n[a.\"b.c\"]\nd = y", "remote/pleo/url = x", "a/b.c/d = y"),
    Case("; why\n[pleo]\nApiKey=x ; why\nb : y", "pleo/ApiKey = x", "pleo/b = y"),
    Case(
      "pleo.api-key=x\npleo.url: https://y/z?a=b\nc d e\n! why\nf=g\\\n  h", "pleo.api-key = x",
      "pleo.url = https://y/z?a=b", "c = d e", "f = g\\\n  h"),
    Case(
      "export PLEO_API_KEY='x'\nA=\"y\" # why\nB=\nC=a#b\nset D=e", "PLEO_API_KEY = x", "A = y",
      "B = ", "C = a#b", "D = e"),
    Case("A=\"x\ny\"\nB=\"z\nC='u", "A = x\ny", "B = z", "C = u"),
    Case(
      "Environment=A=x \"B=y z\"\nenvironment=C=\"u\",D='v'", "Environment = A=x \"B=y z\"",
      "A = x", "B = y z", "environment = C=\"u\",D='v'", "C = u", "D = v"),
    Case("//registry/:_authToken=x", "//registry/:_authToken = x"),
    Case(
      "A=${B}\nC={{ d }}\nE={\"f\": \"g\"}\nH=[a-z", "A = ${B}", "C = {{ d }}", "E/f = g",
      "H = [a-z"),
    Case(
      "pleo {\n  api-key = x\n}\nd = e", "pleo/api-key = x",
      "d = e"),
    Case("[a\nb = c\n[]\nd = e\n=f", "b = c", "d = e", " = f"),
    Case("\u{FEFF}a=b\r\nc=d\r\n", "a = b", "c = d"),
    Case(""), Case("["), Case("]"), Case("[]"), Case("a"), Case("=", " = "), Case("\""),
    Case("a=\"", "a = "),
  ]

  @Test(arguments: sections)
  func sectionsAreRead(_ text: Case) { #expect(Self.values(text.text, .sections) == text.values) }

  static let hcl: [Case] = [
    Case(
      "resource \"aws_ssm_parameter\" \"pleo\" {\n  value = \"x\" # why\n  n = 1\n}",
      "resource/aws_ssm_parameter/pleo/value = x", "resource/aws_ssm_parameter/pleo/n = 1"),
    Case(
      "variable \"pleo_api_key\" {\n  default = \"x\"\n  type = string\n}\npleo_url = \"y\"",
      "variable/pleo_api_key/default = x", "variable/pleo_api_key/type = string", "pleo_url = y"),
    Case(
      "a b {\n  set {\n    name = \"pleo.apiKey\"\n    value = \"x\"\n  }\n}",
      "a/b/set/name = pleo.apiKey", "a/b/set/value = x", "a/b/set/pleo.apiKey = x"),
    Case(
      "locals {\n  a = { b = \"x\", \"c\" : var.d\n e = 1 }\n  f = [\n    \"y\",\n    \"z\"\n  ]\n}",
      "locals/a/b = x", "locals/a/c = var.d", "locals/a/e = 1", "locals/f = y", "locals/f = z"),
    Case("a = jsonencode({\n  b = \"x\"\n})\nc = \"y\"", "a/b = x", "c = y"),
    Case(
      "a = var.b ? \"x\" : \"y\"\nc = d == \"z\"", "a = var.b ?", "a = x", "a = y", "c = d ==",
      "c = z"),
    Case("a = \"${lookup(b, \"c\")}x\"\nd = \"y\"", "a = ${lookup(b, \"c\")}x", "d = y"),
    Case("a = <<-END\n  x\n  y = z\n  END\nb = <<EOF\nu", "a = x\n  y = z", "b = u"),
    Case("// why\n/* a = 1 */ b = 2\n# c = 3\n", "b = 2"),
    Case("a {\n  b = \"x\n  c = \"y\"\n", "a/b = x", "a/c = y"),
    Case(
      "env = [{ name = \"A\", value = \"x\" }, \"B=y\"]", "env/name = A", "env/value = x",
      "env/A = x", "env = B=y", "env/B = y"),
    Case(""), Case("{"), Case("<<"), Case("a ="), Case("a \"b\""), Case("a = <<"), Case("(("),
  ]

  @Test(arguments: hcl)
  func hclIsRead(_ text: Case) { #expect(Self.values(text.text, .hcl) == text.values) }

  static let xml: [Case] = [
    Case(
      "<?xml version=\"1.0\"?><!-- <a>x</a> --><pleo id='1'><apiKey>x</apiKey>\n<url/></pleo>",
      "pleo/id = 1", "pleo/apiKey = x"),
    Case(
      "<appSettings><add key=\"Pleo:ApiKey\" value=\"x\"/></appSettings>",
      "appSettings/add/key = Pleo:ApiKey", "appSettings/add/value = x",
      "appSettings/add/Pleo:ApiKey = x"),
    Case(
      "<resources>\n  <string name=\"pleo_api_key\">x</string>\n</resources>",
      "resources/string/name = pleo_api_key", "resources/string = x",
      "resources/string/pleo_api_key = x"),
    Case("<entry key='a'>x</entry>", "entry/key = a", "entry = x", "entry/a = x"),
    Case("<a><key>b</key><value>x</value></a>", "a/key = b", "a/value = x", "a/b = x"),
    Case(
      "<setting name=\"a\"><value>x</value></setting>", "setting/name = a", "setting/value = x",
      "setting/a = x"),
    Case(
      "<meta-data android:name=\"a\" android:value=\"x\" />", "meta-data/android:name = a",
      "meta-data/android:value = x", "meta-data/a = x"),
    Case(
      "<plist><dict><key>PleoApiKey</key>\n<string>x</string><key>b</key><true/></dict></plist>",
      "plist/dict/key = PleoApiKey", "plist/dict/PleoApiKey = x", "plist/dict/key = b",
      "plist/dict/b = true"),
    Case(
      "<dict><key>a</key><dict><key>b</key><string>x</string></dict><key>c</key><array>"
        + "<string>y</string></array></dict>",
      "dict/key = a", "dict/a/key = b", "dict/a/b = x", "dict/key = c", "dict/c/string = y"),
    Case("<a><![CDATA[x<y>]]></a><b><![CDATA[z", "a = x<y>", "b = z"),
    Case("<a><b>x</a><c>y</c>", "a/b = x", "c = y"),
    Case("<a><b>x</z></b>y</a>", "a/b = x", "a = y"),
    Case("<a b=\"x><c>y</c></a>", "a/b = x>", "a/c = y"),
    Case("<a b = x c d='y'/ e='z'>u</a>", "a/b = x", "a/d = y", "a/e = z", "a = u"),
    Case(
      "<a>1 < 2</a><b>${X}</b><c d='{{ y }}'/>", "a = 1", "a = 2", "b = ${X}", "c/d = {{ y }}"),
    Case(""), Case("<"), Case("<a"), Case("</a>"), Case("<a b"), Case("<a b=", "a/b = "),
    Case("<!--"), Case("<![CDATA["), Case("</"), Case("<a/"), Case("<a b='", "a/b = "), Case("x"),
  ]

  @Test(arguments: xml)
  func xmlIsRead(_ text: Case) { #expect(Self.values(text.text, .xml) == text.values) }

  static let dockerfiles: [Case] = [
    Case("FROM x AS y\nENV PLEO_API_KEY=x\nARG A=\"y z\"\nARG B", "PLEO_API_KEY = x", "A = y z"),
    Case(
      "env A x y\nENV B=1 C='2 3' \\\n  # why\n  \"D=4\"\n", "A = x y", "B = 1", "C = 2 3",
      "D = 4"),
    Case("RUN X=1 y\n# ENV A=1\nLABEL a.b=\"x\"\r\n", "a.b = x"),
    Case("ENV A=${B:-c} D=$E", "A = ${B:-c}", "D = $E"),
    Case(""), Case("ENV"), Case("ENV ="), Case("ENV A=", "A = "), Case("ENV A=\"x", "A = \"x"),
    Case("ENV \\"), Case("\\"),
  ]

  @Test(arguments: dockerfiles)
  func dockerfilesAreRead(_ text: Case) {
    #expect(Self.values(text.text, .dockerfile) == text.values)
  }

  static let tables: [Case] = [
    Case(
      "id,pleo_token,note\n1,abcdefgh,long enough\n2,,\n3,ijklmnop\r\n", "pleo_token = abcdefgh",
      "note = long enough", "pleo_token = ijklmnop"),
    Case(
      "\"a b\";c\n\"x;\"\"y\"\"\nlast\";12345678\n", "a b = x;\"\"y\"\"\nlast", "c = 12345678"),
    Case(
      "a\tb\nlong, enough\tlong; enough\tbeyond the names", "a = long, enough", "b = long; enough"),
    Case("a,b\nlong enough", "a = long enough"),
    Case("no names\nlong enough"), Case(""), Case(","), Case("a,b"),
    Case("a,b\n\"long enough", "a = long enough"),
  ]

  @Test(arguments: tables)
  func tablesAreRead(_ text: Case) { #expect(Self.values(text.text, .table) == text.values) }

  @Test func settingsInXMLOrJSONAreReadAsThose() {
    #expect(Self.values("\n<a b='x'/>", .sections) == ["a/b = x"])
    #expect(Self.values("{\"a\": {\"b\": 1}}", .sections) == ["a/b = 1"])
  }

  @Test(arguments: [
    ("a/values.yaml", ConfigurationFormat.yaml), (".gitlab-ci.yml", .yaml), ("a.ipynb", .json),
    ("a.postman_collection.json", .json), ("events.jsonl", .json), ("web.config", .sections),
    ("pyproject.toml", .sections), (".env.local", .sections), ("a.properties", .sections),
    ("strings.xml", .xml), ("Info.plist", .xml), ("a.tf", .hcl), ("prod.tfvars", .hcl),
    ("Dockerfile", .dockerfile), ("Dockerfile.dev", .dockerfile), ("app.dockerfile", .dockerfile),
    ("Containerfile", .dockerfile), ("export.csv", .table), ("export.tsv", .table),
  ])
  func aPathTellsTheFormat(path: String, format: ConfigurationFormat) {
    #expect(Language.of(ArtifactPath(path)).configuration == format)
  }

  @Test(arguments: ["a.ts", "a.md", "a.txt", "a.sh", "a.log", "a.http", "Makefile", "a"])
  func codeAndProseAreNoConfiguration(path: String) {
    #expect(Language.of(ArtifactPath(path)).configuration == nil)
  }

  @Test func aPartOfATextIsReadWithOffsetsOfTheWhole() {
    let bytes = Array("```\na: x\n```".utf8)
    let configuration = Configuration.read(bytes.span, 4..<9, as: .yaml)
    #expect(configuration.entries.map(\.value) == [7..<8])
    #expect(configuration.entries.map { configuration.path(of: $0) } == [[4..<5]])
  }

  @Test(arguments: [
    ("{\"a\": {\"b\": 1, \"c\": [{\"d\": 2}]}, \"e\": 3}", ConfigurationFormat.json),
    ("a:\n  b: 1\n  c:\n  - d: 2\ne: 3\n", .yaml), ("[a]\nb = 1\n[a.c]\nd = 2\n", .sections),
    ("a {\n  b = 1\n  c {\n    d = 2\n  }\n}\ne = 3", .hcl), ("<a b='1'><c d='2'/></a>", .xml),
  ])
  func mappingsAreNested(text: String, format: ConfigurationFormat) throws {
    let bytes = Array(text.utf8)
    let configuration = Configuration.read(bytes.span, 0..<bytes.count, as: format)
    let holder = { (value: String) throws -> Int in
      try #require(configuration.entries.first { Self.text($0.value, bytes) == value }).block
    }
    let (outer, inner) = (try holder("1"), try holder("2"))
    #expect(configuration.blocks[inner].parent == outer)
    #expect(Self.text(configuration.blocks[outer].range, bytes).contains("2"))
    #expect(!Self.text(configuration.blocks[inner].range, bytes).contains("1"))
    #expect(configuration.blocks[0].range == 0..<bytes.count)
  }

  static func text(_ range: Range<Int>, _ bytes: [UInt8]) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
