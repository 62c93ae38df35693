import Findings
import Rules
import Testing

@testable import Scanning

/// Whether names bring a credential, `APIKEY`, and an endpoint, `HOSTNAME`, to where `REQUEST` stands.
@Suite struct CarriageTests {
  private static let rules = """
    [[evidence]]
    id = "key"
    label = "a key"
    keywords = ["APIKEY"]
    pattern = 'APIKEY'
    reference = true
    role = "credential"

    [[evidence]]
    id = "host"
    keywords = ["HOSTNAME"]
    pattern = 'HOSTNAME'
    role = "endpoint"

    [[evidence]]
    id = "request"
    keywords = ["REQUEST"]
    pattern = 'REQUEST'
    stays = true

    [[evidence]]
    id = "sink"
    label = "it is shown here"
    keywords = ["SINK"]
    pattern = '''SINK(?=\\()'''
    reach-after = 40
    extent = "call"
    stays = true

    [[rule]]
    id = "meets"
    category = "fit"
    severity = "error"
    confidence = "high"
    summary = "They meet"
    message = "they meet"
    advice = "none"
    help = "help"
    [[rule.when]]
    evidence = "request"
    relations = [{ with = "key" }, { with = "host" }]
    [[rule.example]]
    path = "a.js"
    text = "⟦REQUEST⟧(HOSTNAME, APIKEY)"
    [[rule.counterexample]]
    path = "a.js"
    text = "REQUEST(APIKEY)"

    [[rule]]
    id = "shown"
    category = "handling"
    severity = "error"
    confidence = "high"
    summary = "It is shown"
    message = "it is shown"
    advice = "none"
    help = "help"
    [[rule.when]]
    evidence = "key"
    at-use = true
    with = "sink"
    within = "value"
    [[rule.example]]
    path = "a.js"
    text = "SINK(⟦APIKEY⟧)"
    [[rule.counterexample]]
    path = "a.js"
    text = "APIKEY"
    """

  /// A text as it is scanned.
  struct Sample: CustomTestStringConvertible, Sendable {
    let path: String
    let text: String

    /// The lines of the requests.
    var requests: [Int] {
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains("REQUEST") }.map { $0.offset + 1 }
    }

    var testDescription: String { "\(path): \(text.prefix(80))" }
  }

  private func lines(of rule: String, in sample: Sample) throws -> [Int] {
    let set = try RuleSet(with: [RuleFile(Self.rules, name: "carriage.toml")])
    let record = try wholeScan(Array(sample.text.utf8), path: ArtifactPath(sample.path), rules: set)
    return record.findings.filter { $0.ruleID.rawValue == rule }
      .map(\.location.region.start.line)
  }

  // MARK: - What calls give functions

  static let given: [Sample] = [
    Sample(
      path: "a.py",
      text: """
        def call(key, url):
            return REQUEST(url, headers={"a": key})

        call(env["APIKEY"], "HOSTNAME")
        """),
    Sample(
      path: "named.py",
      text: """
        def call(path, *, key=None, url=""):
            return REQUEST(url + path, headers={"a": key})

        call("/v1", url="HOSTNAME", key=env["APIKEY"])
        """),
    Sample(
      path: "default.py",
      text: """
        def call(url, key=env["APIKEY"]):
            return REQUEST(url, headers={"a": key})

        call("HOSTNAME")
        """),
    Sample(
      path: "lines.py",
      text: """
        class Api:
            def __init__(
                self,
                key: str,
                url: str,
            ):
                self.key = key
                self.url = url

            def items(self):
                return REQUEST(self.url + "/items", auth=(self.key, ""))

        api = Api(env["APIKEY"], "HOSTNAME")
        """),
    Sample(
      path: "a.ts",
      text: """
        async function call(key: string, url: string): Promise<Reply<T>> {
          return REQUEST(url, { headers: { a: key } })
        }
        call(env.APIKEY, 'HOSTNAME')
        """),
    Sample(
      path: "members.ts",
      text: """
        class Api {
          constructor(private readonly key: string, private url: string) {}
          items() {
            return REQUEST(this.url, { headers: { a: this.key } })
          }
        }
        new Api(env.APIKEY, 'HOSTNAME')
        """),
    Sample(
      path: "taken.js",
      text: """
        const call = async ({ key, url: base }) => {
          return REQUEST(base, { headers: { a: key } })
        }
        const key = env.APIKEY
        call({ key, url: 'HOSTNAME' })
        """),
    Sample(
      path: "arrow.js",
      text: """
        const call = (key, url) => REQUEST(url, { headers: { a: key } })
        call(env.APIKEY, 'HOSTNAME')
        """),
    Sample(
      path: "a.go",
      text: """
        func (c *Client) call(key, url string) error {
        \treq := New("GET", url, nil)
        \treq.Header.Set("a", key)
        \tREQUEST(req)
        }
        func (c *Client) items() error {
        \treturn c.call(os.Getenv("APIKEY"), "HOSTNAME")
        }
        """),
    Sample(
      path: "a.rs",
      text: """
        async fn call(key: &'static str, url: &str) -> Result<Reply> {
            REQUEST.get(url).auth(key).send().await
        }
        fn main() {
            let key = env("APIKEY").unwrap();
            call(&key, "HOSTNAME");
        }
        """),
    Sample(
      path: "a.kt",
      text: """
        class Api(private val key: String) {
            fun call(url: String): Reply = REQUEST.send(Request(url).header("a", key))
            fun items() = call("HOSTNAME")
        }
        val api = Api(System.getenv("APIKEY"))
        """),
    Sample(
      path: "a.swift",
      text: """
        struct Api {
          let key: String
          init(using key: String) { self.key = key }
          func call(_ url: String) async throws -> Data {
            var request = Request(url)
            request.setValue(key, for: "a")
            return try await REQUEST(request)
          }
          func items() async throws -> Data { try await call("HOSTNAME") }
        }
        let api = Api(using: env("APIKEY"))
        """),
    Sample(
      path: "A.java",
      text: """
        class A {
          record Auth(String key) {
            Reply call(String url) { return REQUEST(url, Header.of(key)); }
          }
          void run() { new Auth(System.getenv("APIKEY")).call(HOSTNAME); }
          Reply all(Auth auth) { return auth.call("HOSTNAME"); }
        }
        """),
    Sample(
      path: "B.java",
      text: """
        class Api {
          private final String key;
          @Inject Api(String key) { this.key = key; }
          Reply call() { return REQUEST("HOSTNAME", key); }
          static Api make() { return new Api(System.getenv("APIKEY")); }
        }
        """),
    Sample(
      path: "a.cs",
      text: """
        class Api(string key) {
          Task<Reply> Call(string url) => REQUEST(url, key);
          Task<Reply> Items() => Call("HOSTNAME");
        }
        var api = new Api(Env("APIKEY"));
        """),
    Sample(
      path: "fields.cs",
      text: """
        class Api {
          private readonly string _key;
          public Api(string key) => _key = key;
          Task<Reply> Items() { return REQUEST("HOSTNAME", _key); }
          static Api Make() { return new Api(Env("APIKEY")); }
        }
        """),
    Sample(
      path: "a.rb",
      text: """
        class Api
          def initialize(key)
            @key = key
          end

          def call(url)
            REQUEST(url, "a" => @key)
          end

          def items
            call("HOSTNAME")
          end
        end
        Api.new(ENV["APIKEY"])
        """),
    Sample(
      path: "a.php",
      text: """
        class Api {
          public function __construct(private readonly string $key) {}
          private function call(string $url) { return $this->REQUEST($url, ['a' => $this->key]); }
          public function items() { return $this->call('HOSTNAME'); }
        }
        $api = new Api(getenv('APIKEY'));
        """),
    Sample(
      path: "a.R",
      text: """
        call <- function(url, key = Sys.getenv("APIKEY")) {
          REQUEST(url, headers(key))
        }
        call("HOSTNAME")
        """),
  ]

  @Test(arguments: given)
  func whatACallGivesAFunctionOfItsFileStandsWhereTheFunctionUsesIt(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == sample.requests)
  }

  static let notGiven: [Sample] = [
    // What different calls give does not meet.
    Sample(
      path: "two.py",
      text: """
        def call(key, url):
            return REQUEST(url, headers={"a": key})

        call(other, "HOSTNAME")
        call(env["APIKEY"], "https://example.com")
        """),
    Sample(
      path: "through.js",
      text: """
        function inner(key, url) {
          return REQUEST(url, { headers: { a: key } })
        }
        function outer(key, url) {
          return inner(key, url)
        }
        outer(env.APIKEY, other)
        outer(other, 'HOSTNAME')
        """),
    // Another object's function.
    Sample(
      path: "other.py",
      text: """
        def get(url, key):
            return REQUEST(url, key)

        requests.get(address, env["APIKEY"])
        get("HOSTNAME", other)
        """),
    // A parameter hides what has its name outside.
    Sample(
      path: "hidden.js",
      text: """
        const key = env.APIKEY
        function call(key) {
          return REQUEST('HOSTNAME', { headers: { a: key } })
        }
        call(connection.token())
        """),
    // Another parameter.
    Sample(
      path: "swapped.py",
      text: """
        def call(label, url):
            print(label)
            return REQUEST(url)

        call(env["APIKEY"], "x")
        call("x", "HOSTNAME")
        """),
    // The name of a variable is not what it holds.
    Sample(
      path: "name.py",
      text: """
        def secret(name):
            if not os.environ.get(name):
                REQUEST("HOSTNAME", missing=name)

        key = secret("APIKEY")
        """),
    // What stands in a function that is an argument is no argument.
    Sample(
      path: "closure.js",
      text: """
        function run(task) {
          return REQUEST('HOSTNAME', task)
        }
        run(() => {
          log(env.APIKEY)
        })
        """),
  ]

  @Test(arguments: notGiven)
  func whatAnotherCallGivesAFunctionDoesNot(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == [])
  }

  @Test func whatAFunctionMakesOfItsParameterComesOutAtThatCall() throws {
    let sample = Sample(
      path: "out.py",
      text: """
        def headers(key):
            return {"a": "Basic " + key}

        REQUEST("HOSTNAME", headers=headers(env["OTHER"]))
        REQUEST("HOSTNAME", headers=headers(env["APIKEY"]))
        REQUEST("HOSTNAME", headers=headers(env["OTHER"]))
        """)
    #expect(try lines(of: "meets", in: sample) == [5])
  }

  // MARK: - What stays

  @Test func whatStaysIsNotCarried() throws {
    let text = """
      guard let key = env["APIKEY"] else { throw SINK(name) }
      use(key)
      """
    #expect(try lines(of: "shown", in: Sample(path: "a.swift", text: text)) == [])
    let shown = text + "\nSINK(key)\n"
    #expect(try lines(of: "shown", in: Sample(path: "a.swift", text: shown)) == [3])
  }
}
