import Findings
import Rules
import Testing

@testable import Scanning

/// Whether names bring a credential, `APIKEY`, and an endpoint, `HOSTNAME`, to where `REQUEST` stands.
@Suite struct CarriageTests {
  private static let evidence = """
    [[evidence]]
    id = "key"
    label = "a key"
    keywords = ["APIKEY"]
    pattern = 'APIKEY'
    reference = true
    role = "credential"

    [[evidence]]
    id = "host"
    label = "a host"
    keywords = ["HOSTNAME"]
    pattern = 'HOSTNAME'
    role = "endpoint"

    [[evidence]]
    id = "second"
    label = "a second host"
    keywords = ["SECOND"]
    pattern = 'SECOND'
    role = "endpoint"

    [[evidence]]
    id = "request"
    keywords = ["REQUEST"]
    pattern = 'REQUEST'
    stays = true

    [[evidence]]
    id = "switch"
    keywords = ["LOOSE"]
    pattern = 'LOOSE'
    role = "part"

    [[evidence]]
    id = "sink"
    label = "it is shown here"
    keywords = ["SINK"]
    pattern = '''SINK(?=\\()'''
    reach-after = 40
    extent = "call"
    stays = true

    """
  private static let rules = [
    RuleText(
      id: "meets",
      clause: """
        evidence = "request"
        relations = [{ with = "key" }, { with = "host" }]
        """,
      path: "a.js", example: "⟦REQUEST⟧(HOSTNAME, APIKEY)", counterexample: "REQUEST(APIKEY)"),
    RuleText(
      id: "loosened",
      clause: """
        evidence = "switch"
        with = "host"
        within = "request"
        """,
      path: "a.js", example: "f(⟦LOOSE⟧, HOSTNAME)", counterexample: "LOOSE"),
    RuleText(
      id: "shown",
      clause: """
        evidence = "key"
        at-use = true
        with = "sink"
        within = "value"
        """,
      path: "a.js", example: "SINK(⟦APIKEY⟧)", counterexample: "APIKEY"),
    RuleText(
      id: "shared",
      clause: """
        evidence = "key"
        relations = [{ with = "host" }, { with = "second", by-any-call = true }]
        """,
      path: "a.js", example: "f(HOSTNAME, SECOND, ⟦APIKEY⟧)", counterexample: "f(HOSTNAME, APIKEY)"),
  ]
  private static let toml = evidence + rules.map(\.toml).joined(separator: "\n")

  /// A text as it is scanned.
  struct Sample: CustomTestStringConvertible, Sendable {
    let path: String
    let text: String

    /// The lines of the requests.
    var requests: [Int] { lines(with: "REQUEST") }

    func lines(with word: String) -> [Int] {
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains(word) }.map { $0.offset + 1 }
    }

    var testDescription: String { "\(path): \(text.prefix(80))" }
  }

  private func lines(of rule: String, in sample: Sample) throws -> [Int] {
    let set = try RuleSet(with: [RuleFile(Self.toml, name: "carriage.toml")])
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

  // MARK: - What stands beside a declaration

  static let annotated: [Sample] = [
    Sample(
      path: "Field.java",
      text: """
        class Api {
          @Value("${APIKEY}")
          @NotBlank
          private String key;
          void items() { REQUEST("HOSTNAME", key); }
        }
        """),
    Sample(
      path: "Parameter.java",
      text: """
        class Api {
          private final String key;
          Api(@Named("other") String name, @Value("${APIKEY}") String key) { this.key = key; }
          void items() { REQUEST("HOSTNAME", this.key); }
        }
        """),
    Sample(
      path: "Attribute.cs",
      text: """
        public class Api {
          public Api([FromKeyedServices("APIKEY")] string key) { REQUEST("HOSTNAME", key); }
        }
        """),
    Sample(
      path: "api.service.ts",
      text: """
        class Api {
          constructor(@Inject('APIKEY') private readonly key: string) {}
          items() { return REQUEST('HOSTNAME', this.key) }
        }
        """),
    Sample(
      path: "args.rs",
      text: """
        struct Args {
            #[arg(long, env = "APIKEY")]
            key: String,
        }
        fn main() { REQUEST("HOSTNAME", args.key); }
        """),
    Sample(
      path: "config.go",
      text: """
        type Config struct {
        \tKey string `env:"APIKEY,required"`
        }
        func items(cfg Config) { REQUEST("HOSTNAME", cfg.Key) }
        """),
    Sample(
      path: "Api.php",
      text: """
        <?php
        final class Api {
          public function __construct(#[Autowire('%env(APIKEY)%')] private string $key) {}
          public function items() { REQUEST("HOSTNAME", $this->key); }
        }
        """),
    Sample(
      path: "settings.py",
      text: """
        class Settings(BaseSettings):
            key: str = Field(..., alias="APIKEY")

        REQUEST("HOSTNAME", settings.key)
        """),
  ]

  @Test(arguments: annotated)
  func aNameIsGivenWhatAnAnnotationLooksUp(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == sample.requests)
  }

  static let notAnnotated: [Sample] = [
    // The annotation of a method is not its result.
    Sample(
      path: "Method.java",
      text: """
        class Api {
          @Named("APIKEY")
          String key() { return "x"; }
          void items() { REQUEST("HOSTNAME", key()); }
        }
        """),
    // A call is no annotation.
    Sample(
      path: "call.ts",
      text: """
        need('APIKEY')
        const key = 'x'
        REQUEST('HOSTNAME', key)
        """),
    Sample(
      path: "other.go",
      text: """
        type Config struct {
        \tKey string `env:"APIKEY"`
        \tName string `env:"OTHER"`
        }
        func items(cfg Config) { REQUEST("HOSTNAME", cfg.Name) }
        """),
  ]

  @Test(arguments: notAnnotated)
  func aNameIsNotGivenWhatStandsBesideAnother(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == [])
  }

  // MARK: - What comes out of a function

  static let last: [Sample] = [
    Sample(
      path: "last.rs",
      text: """
        fn key() -> String {
            check();
            env::var("APIKEY").expect("none")
        }
        fn items() { REQUEST("HOSTNAME", key()); }
        """),
    Sample(
      path: "Last.scala",
      text: """
        def key: String = {
          check()
          sys.env("APIKEY")
        }
        def items() = REQUEST("HOSTNAME", key)
        """),
    Sample(
      path: "Last.swift",
      text: """
        var key: String {
          env["APIKEY"]
        }
        func items() { REQUEST("HOSTNAME", key) }
        """),
  ]

  @Test(arguments: last)
  func theLastStatementOfAFunctionIsItsResult(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == sample.requests)
  }

  static let notLast: [Sample] = [
    Sample(
      path: "terminated.rs",
      text: """
        fn count() -> usize {
            check(env::var("APIKEY"));
            4
        }
        fn items() { REQUEST("HOSTNAME", count()); }
        """),
    Sample(
      path: "before.rb",
      text: """
        def count
          check(ENV["APIKEY"])
          4
        end

        REQUEST("HOSTNAME", count)
        """),
  ]

  @Test(arguments: notLast)
  func whatStandsBeforeTheLastStatementDoesNotComeOut(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == [])
  }

  // MARK: - Members without a value of their own

  static let shorthand: [Sample] = [
    Sample(
      path: "short.rs",
      text: """
        impl Api {
            fn new() -> Result<Self> {
                let key = env::var("APIKEY")?;
                Ok(Self { key, url })
            }
            fn items(&self) { REQUEST("HOSTNAME", self.key); }
        }
        """),
    Sample(
      path: "short.js",
      text: """
        const key = env.APIKEY
        const options = { key, url }
        REQUEST('HOSTNAME', options.key)
        """),
  ]

  @Test(arguments: shorthand)
  func aMemberIsGivenWhatItsNameHolds(_ sample: Sample) throws {
    #expect(try lines(of: "meets", in: sample) == sample.requests)
  }

  @Test func namesInABlockAreNoMembers() throws {
    let text = """
      let key = env["APIKEY"]
      items.sort { key, other in key < other }
      REQUEST("HOSTNAME", item.key)
      """
    #expect(try lines(of: "meets", in: Sample(path: "a.swift", text: text)) == [])
  }

  @Test func aStatementGoesOnAfterAPipe() throws {
    let text = """
      pleo <- REQUEST("HOSTNAME") |>
        with_key(Sys.getenv("APIKEY")) %>%
        perform()
      """
    #expect(try lines(of: "meets", in: Sample(path: "a.R", text: text)) == [1])
  }

  @Test func aStatementGoesOnAfterTheMarkOfItsLanguage() throws {
    let text = "send -a APIKEY `\n  -b HOSTNAME `\n  -c REQUEST\n"
    #expect(try lines(of: "meets", in: Sample(path: "a.ps1", text: text)) == [3])
    let lines = text.replacing("\n", with: "\r\n")
    #expect(try self.lines(of: "meets", in: Sample(path: "a.ps1", text: lines)) == [3])
    let shell = text.replacing("`", with: "\\")
    #expect(try self.lines(of: "meets", in: Sample(path: "a.sh", text: shell)) == [3])
  }

  // MARK: - What a block is given

  static let contexts: [Sample] = [
    Sample(
      path: "a.py",
      text: """
        def run():
            with Client("HOSTNAME", env["APIKEY"]) as client:
                client.get("/items", LOOSE)
        """),
    Sample(
      path: "made.py",
      text: """
        def client():
            return Client("HOSTNAME", env["APIKEY"])

        async def run():
            async with client() as session, session.get("/items", LOOSE) as reply:
                await reply.json()
        """),
    Sample(
      path: "second.py",
      text: """
        def run():
            with open("out") as out, Client("HOSTNAME", env["APIKEY"]) as client:
                out.write(client.get("/items", LOOSE))
        """),
  ]

  @Test(arguments: contexts)
  func aContextIsNamedAfterWhatMakesIt(_ sample: Sample) throws {
    #expect(try lines(of: "loosened", in: sample) == sample.lines(with: "LOOSE"))
  }

  @Test func aContextIsNotNamedAfterWhatMakesAnother() throws {
    let text = """
      def run():
          with open("out") as out, Client("HOSTNAME", env["APIKEY"]) as client:
              out.get("/items", LOOSE)
      """
    #expect(try lines(of: "loosened", in: Sample(path: "a.py", text: text)) == [])
  }

  @Test func aClientIsMadeOfAllThatItsChainIsGiven() throws {
    let text = """
      services.AddHttpClient("name", client =>
          {
              client.BaseAddress = new Uri("HOSTNAME");
          })
          .ConfigurePrimaryHttpMessageHandler(() => new Handler
          {
              Check = LOOSE,
          });
      """
    #expect(try lines(of: "loosened", in: Sample(path: "a.cs", text: text)) == [7])
  }

  // MARK: - Types and modules

  @Test func aTypeGivesItsNameNoValue() throws {
    let text = """
      type Session = { token: APIKEY }
      export const show = (session: Session) => SINK(session.id)
      """
    #expect(try lines(of: "shown", in: Sample(path: "a.ts", text: text)) == [])
    let value = text.replacing("type Session", with: "const session")
    #expect(try lines(of: "shown", in: Sample(path: "a.ts", text: value)) == [])
  }

  @Test func whatANamelessNamespaceHoldsIsSeenInItsFile() throws {
    let text = """
      namespace {
      const char *host = "HOSTNAME";
      }
      int main() {
        REQUEST(host, getenv("APIKEY"));
      }
      """
    #expect(try lines(of: "meets", in: Sample(path: "a.cpp", text: text)) == [5])
  }

  @Test func aTypeSeesWhatItsCompanionIsGiven() throws {
    let sample = Sample(
      path: "Api.scala",
      text: """
        object Api {
          private val Host = "HOSTNAME"
        }
        final class Api(key: String) {
          import Api.*
          def items() = REQUEST(Host, env("APIKEY"))
        }
        object Other {
          def items() = REQUEST(Host, env("APIKEY"))
        }
        """)
    #expect(try lines(of: "meets", in: sample) == [6])
  }

  @Test func whatATestModuleGivesAnObjectStaysInIt() throws {
    let text = """
      fn items(&self) { self.http.REQUEST(HOSTNAME) }

      mod tests {
          fn fails() { let client = Client { http: build(LOOSE), host: double() }; }
      }
      """
    #expect(try lines(of: "loosened", in: Sample(path: "lib.rs", text: text)) == [])
    let code = text.replacing("mod tests", with: "mod client")
    #expect(try lines(of: "loosened", in: Sample(path: "lib.rs", text: code)) == [4])
  }

  // MARK: - Whole requests

  @Test func aWholeRequestMeetsTheSwitchOfWhatSendsIt() throws {
    let sample = Sample(
      path: "send.java",
      text: """
        var client = builder().set(LOOSE).build();
        var request = make("HOSTNAME").header(env("APIKEY")).build();
        client.send(request);
        """)
    #expect(try lines(of: "loosened", in: sample) == [1])
  }

  @Test func aWholeRequestMeetsNoOtherCredential() throws {
    let sample = Sample(
      path: "retry.js",
      text: """
        const request = make('HOSTNAME', env.APIKEY)
        REQUEST(request, OTHER)
        REQUEST(request, env.APIKEY)
        """)
    #expect(try lines(of: "meets", in: sample) == [])
  }

  // MARK: - Two calls

  @Test func aKeyOfAFunctionIsSharedByWhatItsCallsGive() throws {
    let text = """
      KEY = env["APIKEY"]
      def call(host):
          return get(host, KEY)
      call("HOSTNAME")
      call("SECOND")
      """
    #expect(try lines(of: "shared", in: Sample(path: "a.py", text: text)) == [1])
    let own = """
      def call(host, key):
          return get(host, key)
      call("HOSTNAME", env["APIKEY"])
      call("SECOND", other)
      """
    #expect(try lines(of: "shared", in: Sample(path: "a.py", text: own)) == [])
  }

  @Test func aShellPicksOneOfWhatItsBranchesSay() throws {
    let text = """
      case "$1" in
        live) host=HOSTNAME ;;
        test) host=SECOND ;;
      esac
      send "$host" $APIKEY
      """
    #expect(try lines(of: "shared", in: Sample(path: "a.sh", text: text)) == [5])
    let after = text.replacing("send", with: "host=other\nsend")
    #expect(try lines(of: "shared", in: Sample(path: "a.sh", text: after)) == [])
  }

  @Test func aResultThatIsShownIsNotShownAgainByItsCaller() throws {
    let text = """
      def show():
          return SINK(env["APIKEY"])
      other(SINK(show()))
      """
    #expect(try lines(of: "shown", in: Sample(path: "a.py", text: text)) == [2])
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
