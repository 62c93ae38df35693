// swift-format-ignore-file
// Generated from rules/*.toml by `make rules`; a test fails when it is stale. Do not edit.

internal import Findings

extension RuleSet {
  /// The rules that are compiled into the program.
  public static let builtIn = RuleSet(
    rules: [
      pleoApiKey(),
      pleoClientSideCredential(),
      pleoCredentialInUrl(),
      pleoEncodedApiKey(),
      pleoKeyInQuery(),
      pleoLegacyEndpoint(),
      pleoLegacyToken(),
      pleoLegacyTokenOnNewApi(),
      pleoNewKeyOnLegacyApi(),
      pleoOauthAccessToken(),
      pleoPlainHttp(),
      pleoUnattributedKey(),
      pleolintSuppressionExpired(),
      pleolintSuppressionInvalid(),
      pleolintSuppressionUnused(),
    ],
    evidence: [
      EvidencePattern(
        id: "plp-key", kind: "api-key", keywords: ["plp_"], follows: [],
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255}))(?![A-Za-z0-9_\\-]|[*•…])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 320, region: nil,
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "plp-key-of-another", kind: nil, keywords: ["plp_"], follows: [],
        pattern: "(?i)(?:plopino)[A-Za-z0-9_.\\-]{0,40}[\"'\\])]{0,3}\\s{0,4}(?:=>|[:=,])\\s{0,4}(?:[\"'`]|bearer\\s)?(?-i)plp_[A-Za-z0-9_\\-]{16,255}",
        gate: EvidencePattern.Gate(),
        reachBefore: 64, reachAfter: 320, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "named-key", kind: "api-key", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        pattern: "(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?!eyJ[A-Za-z0-9_\\-]{8,}\\.)(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 64, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "commanded-key", kind: "api-key", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        pattern: "(?:^|[\\s;&|(])(?:(?:ENV|ARG|setenv|set(?:[ \\t]{1,4}-[A-Za-z]{1,8}){0,3})[ \\t]{1,8}|--)(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))[ \\t]{1,8}[\"']?(?!eyJ[A-Za-z0-9_\\-]{8,}\\.)(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 96, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "basic-user-literal", kind: "api-key", keywords: [], follows: ["external-endpoint"],
        pattern: "(?x) (?|\n    # curl -u \"key:\", http -a key:, wget --user=key\n    (?<![A-Za-z0-9_\\-]) (?: -u | -a | --user | --auth ) [=\\ \\t]{0,4} [\"']? (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) :? [\"']? (?= [\\s\\\\] | $ )\n    # auth=(\"key\", \"\"), basic_auth(\"key\", \"\"), auth: [\"key\", \"\"], Credentials.basic(\"key\", \"\")\n  | (?i: auth (?:entication|orization|enticator)? | \\bbasic ) [A-Za-z]{0,12} [\"']? \\s{0,4} (?: [=:(] | => ) [\\s([{]{0,8}\n    (?: new\\s[A-Za-z]{1,30}\\( )? [\"'] (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) [\"'] \\s{0,4} , \\s{0,4} (?: Some\\( )? [\"']{2}\n    # auth: { username: \"key\" }\n  | \\b (?i: user (?:name)? ) [\"']? \\s{0,4} (?: [=:] | => ) \\s{0,4} [\"'] (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) [\"']\n    # CURLOPT_USERPWD => \"key:\"\n  | USERPWD \\s{0,4} (?: , | => | = ) \\s{0,4} [\"'] (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) : [\"']\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 700, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "netrc-login", kind: "api-key", keywords: ["pleo"], follows: [],
        pattern: "\\bmachine\\s{1,4}(?<host>(?:external|openapi)(?:\\.staging)?\\.pleo\\.io)\\s{1,8}login\\s{1,4}(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?!\\S)",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 40, reachAfter: 700, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "base64-key", kind: "api-key", keywords: ["plp_"], follows: [],
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<![+/])(?<encoded>cGxw[A-Za-z0-9+/_\\-]{20,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 4, reachAfter: 420, region: "encoded",
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255}))\\n?\\z"), label: nil,
        isContext: false),
      EvidencePattern(
        id: "base64-key-with-colon", kind: "api-key", keywords: ["plp_"], follows: [],
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<![+/])(?<encoded>cGxw[A-Za-z0-9+/_\\-]{20,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 4, reachAfter: 420, region: "encoded",
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255})):\\n?\\z"), label: nil,
        isContext: false),
      EvidencePattern(
        id: "basic-empty-password", kind: "api-key", keywords: [], follows: ["external-endpoint", "openapi-endpoint"],
        pattern: "(?<![A-Za-z0-9_])(?i:basic)(?:\\s|%20|\\+){1,4}[\"']?(?<encoded>[A-Za-z0-9+/_\\-]{12,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 440, region: "encoded",
        checks: [.noPlaceholder(group: "secret")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>[A-Za-z0-9][\\x21-\\x39\\x3b-\\x7e]{7,255}):\\z"), label: nil,
        isContext: false),
      EvidencePattern(
        id: "basic-key-without-colon", kind: "api-key", keywords: ["plp_"], follows: [],
        pattern: "(?<![A-Za-z0-9_])(?i:basic)(?:\\s|%20|\\+){1,4}[\"']?(?<encoded>cGxw[A-Za-z0-9+/_\\-]{20,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 20, reachAfter: 420, region: "encoded",
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255}))\\z"), label: nil,
        isContext: false),
      EvidencePattern(
        id: "public-environment-name", kind: nil, keywords: ["PLEO"], follows: [],
        pattern: "(?x) (?<![A-Za-z0-9_])\n  (?<name> (?: NEXT_PUBLIC | VITE | REACT_APP | EXPO_PUBLIC | NUXT_PUBLIC | NUXT_ENV | GATSBY | VUE_APP | NG_APP\n             | PREACT_APP | RAZZLE | STORYBOOK | SNOWPACK_PUBLIC | PARCEL_PUBLIC | RSBUILD_PUBLIC | PUBLIC ) _\n    (?: [A-Z0-9]{1,24} _ ){0,4} PLEO _ (?: [A-Z0-9]{1,24} _ ){0,4}?\n    (?: API_?KEY | KEY | TOKEN | SECRET | PASSWORD | CREDENTIALS? | AUTH ) (?: _ (?: PROD | STAGING | LIVE | TEST ) )? )\n  (?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "password", "credential", "auth"]),
        reachBefore: 128, reachAfter: 160, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "pleo-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        pattern: nil,
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 512, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: true),
      EvidencePattern(
        id: "external-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>external(?:\\.staging)?\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["external.", ".staging."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} takes API keys and OAuth tokens, no legacy tokens",
        isContext: false),
      EvidencePattern(
        id: "openapi-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>openapi(?:\\.staging)?\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["openapi.", ".staging."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} takes legacy tokens alone",
        isContext: false),
      EvidencePattern(
        id: "openapi-url", kind: nil, keywords: ["pleo"], follows: [],
        pattern: "(?x) (?|\n    https?:(?:\\\\?/)(?:\\\\?/) (?: [^\\s\"'`<>@/]{0,200} @ )? (?<host> openapi(?:\\.staging)?\\.pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))\n  | (?: (?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)) ) (?<host> openapi(?:\\.staging)?\\.pleo\\.io ) (?= :443 | /v[0-9] )\n  | (?i: \\b (?:base|api)? [_\\-.]? (?:url|uri|address|endpoint) | \\b base ) [\"']? \\s{0,4} (?: => | [:=] ) \\s{0,4} [\"']\n    (?<host> openapi(?:\\.staging)?\\.pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))\n)",
        gate: EvidencePattern.Gate(precededBy: ["openapi.", ".staging."], followedBy: [".io"]),
        reachBefore: 260, reachAfter: 64, region: "host",
        checks: [.requestLacks(pattern: "(?:(?i:allow|white-?list|block-?list|deny|denied|\\bcors\\b|origins?\\b|content-security-policy|connect-src|no_proxy|trusted|egress|hosts?\\s*[=:]\\s*[\\[({]))")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "plain-http-url", kind: nil, keywords: ["pleo"], follows: [],
        pattern: "(?<![A-Za-z0-9])(?<url>http:(?:\\\\?/)(?:\\\\?/)(?:[^\\s\"'`<>@/]{0,200}@)?(?<host>(?:(?:(?:external|openapi|auth|api)(?:\\.staging)?|[a-z0-9\\-]{1,40}-bff(?:\\.staging)?)\\.pleo\\.io)))(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 260, reachAfter: 64, region: "url",
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "built-basic", kind: nil, keywords: [], follows: ["openapi-endpoint"],
        pattern: "(?x) (?|\n    # curl -u \"$KEY:\"\n    (?<![A-Za-z0-9_\\-]) (?: -u | --user ) [=\\ \\t]{0,4} (?<credential> [\"']? [^\\s\"':]{1,80} : [\"']? ) (?= [\\s\\\\] | $ )\n    # auth=(KEY, \"\"), basic_auth(KEY, \"\")\n  | (?i: auth (?:entication|orization)? ) [A-Za-z]{0,12} [\"']? \\s{0,4} (?: [=:(] | => ) [\\s([{]{0,8}\n    (?<credential> [^\\s\"',(){}\\[\\]]{1,80} (?: \\[ [\"'][^\"'\\n]{1,60}[\"'] \\] )? \\s{0,4} , \\s{0,4} [\"']{2} )\n    # auth: { username: KEY, password: \"\" }\n  | \\b (?<credential> (?i: user (?:name)? ) [\"']? \\s{0,4} (?: [=:] | => ) \\s{0,4} [^\\s,{}]{1,80} \\s{0,4} , \\s{0,8}\n    [\"']? (?i: password ) [\"']? \\s{0,4} (?: [=:] | => ) \\s{0,4} [\"']{2} )\n    # btoa(KEY + \":\"), b64encode(f\"{KEY}:\".encode()), Buffer.from(`${KEY}:`)\n  | \\b (?<credential> (?i: btoa | b64encode | base64_encode | (?:strict_|urlsafe_)? encode64 | encodeToString | encodeString\n                         | ToBase64String | base64\\.encode | buffer\\.from ) \\( [^\\n;]{0,120}? : [\"'`] ) (?= \\s{0,4} [.),] )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 300, region: "credential",
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "oauth-access-token", kind: "oauth-access-token", keywords: ["pleo"], follows: [],
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>eyJ[A-Za-z0-9_\\-]{8,2000}\\.(?<payload>eyJ[A-Za-z0-9_\\-]{8,6000})\\.[A-Za-z0-9_\\-]{16,2000})(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 8192, reachAfter: 8192, region: nil,
        checks: [], decoding: EvidencePattern.Decoding(group: "payload", encoding: .base64, pattern: "(?s)\\A(?=.*(?:\"iss\"\\s*:\\s*\"(?:pleo\\.|https?://(?:[a-z0-9\\-]+\\.)*pleo\\.io)|\"aud\"\\s*:\\s*(?:\\[[^\\]]*)?\"https?://(?:[a-z0-9\\-]+\\.)*pleo\\.io))(?:.*?\"exp\"\\s*:\\s*(?<exp>[0-9]{1,12}))?"), label: nil,
        isContext: false),
      EvidencePattern(
        id: "named-jwt", kind: "legacy-token", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        pattern: "(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 64, reachAfter: 12288, region: nil,
        checks: [], decoding: nil, label: "a legacy token",
        isContext: false),
      EvidencePattern(
        id: "commanded-jwt", kind: "legacy-token", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        pattern: "(?:^|[\\s;&|(])(?:(?:ENV|ARG|setenv|set(?:[ \\t]{1,4}-[A-Za-z]{1,8}){0,3})[ \\t]{1,8}|--)(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))[ \\t]{1,8}[\"']?(?<secret>(?:eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 96, reachAfter: 12288, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "sent-jwt", kind: "legacy-token", keywords: [], follows: ["openapi-endpoint", "external-endpoint"],
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>eyJ[A-Za-z0-9_\\-]{8,2000}\\.(?<payload>eyJ[A-Za-z0-9_\\-]{8,6000})\\.[A-Za-z0-9_\\-]{16,2000})(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 12288, region: nil,
        checks: [], decoding: EvidencePattern.Decoding(group: "payload", encoding: .base64, pattern: "(?s)\\A(?!.*\"iss\"\\s*:\\s*\"(?:https?:|pleo\\.))(?!.*\"role\"\\s*:\\s*\"anon\")"), label: nil,
        isContext: false),
      EvidencePattern(
        id: "legacy-token-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        pattern: "(?<![A-Za-z0-9_])(?<name>[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))_?(?i:legacy|openapi|open_api)_?(?i:api_?)?(?i:token|key)(?:_?(?i:prod|production|staging|live|test))?)(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(nameHolds: ["legacy", "openapi", "open_api"]),
        reachBefore: 48, reachAfter: 80, region: "name",
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "api-token-name", kind: nil, keywords: ["pleo", "PLEO"], follows: [],
        pattern: "(?<![A-Za-z0-9_])(?<name>(?:PLEO_API_TOKEN|pleo_api_token|pleoApiToken))(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(nameHolds: ["token"]),
        reachBefore: 8, reachAfter: 32, region: "name",
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "url-user", kind: "api-key", keywords: ["pleo"], follows: [],
        pattern: "(?x) (?<![A-Za-z0-9]) https?:(?:\\\\?/)(?:\\\\?/) (?|\n    (?<secret> [A-Za-z0-9] [^\\s:@/\"'`<>{}$%\\\\()|\\x80-\\xff]{11,255} ) (?: : [^\\s@/\"'`<>{}$%\\\\]{0,64} )?\n  | [^\\s:@/\"'`<>{}$%\\\\]{0,64} : (?<secret> [A-Za-z0-9] [^\\s:@/\"'`<>{}$%\\\\()|\\x80-\\xff]{11,255} )\n) @ (?<host> (?: [a-z0-9\\-]{1,63} \\. ){0,3} pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 420, reachAfter: 64, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "query-credential", kind: nil, keywords: ["pleo"], follows: [],
        pattern: "(?x)\n  (?: https?:(?:\\\\?/)(?:\\\\?/) (?: [^\\s\"'`<>@/]{0,200} @ )? | (?: (?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)) ) )\n  (?<host> (?: [a-z0-9\\-]{1,63} \\. ){0,3} pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))\n  (?:(?x: [^\\s\"'`<>]{0,600}? (?: [?&] | &amp; | %26 | %3[Ff] )\n  (?<place> (?<parameter> (?:(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)) ) =\n    (?: \\$? [{]{1,2} [^{}\\n]{1,80} [}]{1,2} | %[sv@] | [^\\s\"'`<>&\\#\\\\]{1,512}\n      | (?= [\"'`] \\s{0,4} (?: \\+ | \\. | <> | & | % | , ) ) ) ) ))",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 260, reachAfter: 1400, region: "place",
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "named-query-credential", kind: nil, keywords: ["pleo", "PLEO", "Pleo"], follows: [],
        pattern: "(?x) \\$? [{]{1,2} [^{}\\n]{0,40}? (?:(?:pleo|Pleo|PLEO)) _? (?i:api_?)? (?i:base|url|host|endpoint) [^{}\\n]{0,20} [}]{1,2}\n  (?:(?x: [^\\s\"'`<>]{0,600}? (?: [?&] | &amp; | %26 | %3[Ff] )\n  (?<place> (?<parameter> (?:(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)) ) =\n    (?: \\$? [{]{1,2} [^{}\\n]{1,80} [}]{1,2} | %[sv@] | [^\\s\"'`<>&\\#\\\\]{1,512}\n      | (?= [\"'`] \\s{0,4} (?: \\+ | \\. | <> | & | % | , ) ) ) ) ))",
        gate: EvidencePattern.Gate(nameHolds: ["base", "url", "host", "endpoint"]),
        reachBefore: 64, reachAfter: 1400, region: "place",
        checks: [], decoding: nil, label: nil,
        isContext: false),
      EvidencePattern(
        id: "query-dictionary", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint"],
        pattern: "(?x) \\b (?i: params | query | qs | queryParams | query_params | searchParams | queryParameters ) [\"']? \\s{0,4}\n  (?: [=:(] | => ) \\s{0,4} (?: (?: new \\s )? URLSearchParams \\( \\s{0,4} )? [{\\[(] [^{}\\[\\]()]{0,300}?\n  (?<![A-Za-z0-9_\\-]) [\"']? (?<place> (?<parameter> (?:(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)) ) [\"']? \\s{0,4} (?: : | => | = | , ) \\s{0,4}\n    [^\\s,})\\]]{1,200} (?: \\[ [^\\]\\n]{1,60} \\] )? )",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 900, region: "place",
        checks: [], decoding: nil, label: nil,
        isContext: false),
    ],
    boundaries: [
      KeywordBoundary(keyword: "pleo", continuations: ["api", "key", "token", "secret", "auth", "client", "legacy", "prod", "staging", "password", "credential", "access", "external", "openapi", "int"]),
      KeywordBoundary(keyword: "Pleo", continuations: ["api", "key", "token", "secret", "auth", "client", "legacy", "access"]),
      KeywordBoundary(keyword: "PLEO", continuations: ["api", "key", "token", "secret", "auth", "client", "legacy", "prod", "staging", "password", "credential", "access"]),
    ],
    definitions: [
    "binds": "(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n)",
    "closing": "(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$)",
    "credential-host": "(?:(?:external|openapi|auth|api)(?:\\.staging)?|[a-z0-9\\-]{1,40}-bff(?:\\.staging)?)\\.pleo\\.io",
    "credential-word": "(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?)",
    "host-end": "(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9])",
    "host-list": "(?i:allow|white-?list|block-?list|deny|denied|\\bcors\\b|origins?\\b|content-security-policy|connect-src|no_proxy|trusted|egress|hosts?\\s*[=:]\\s*[\\[({])",
    "host-start": "(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)",
    "jwt": "eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}",
    "name": "[A-Za-z0-9_.:\\-]",
    "name-ending": "(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*",
    "name-start": "(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})",
    "opening": "(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?",
    "other-secret": "(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)",
    "pleo": "pleo|Pleo|PLEO",
    "pleo-credential-name": "(?:{{name-start}})(?!{{name}}{0,120}{{other-secret}})(?<name>{{name}}{0,64}?(?:{{pleo}}){{name}}{0,48}?{{credential-word}}{{name-ending}})(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_])",
    "query-with-credential": "(?x: [^\\s\"'`<>]{0,600}? (?: [?&] | &amp; | %26 | %3[Ff] )\n  (?<place> (?<parameter> {{secret-parameter}} ) =\n    (?: \\$? [{]{1,2} [^{}\\n]{1,80} [}]{1,2} | %[sv@] | [^\\s\"'`<>&\\#\\\\]{1,512}\n      | (?= [\"'`] \\s{0,4} (?: \\+ | \\. | <> | & | % | , ) ) ) ) )",
    "secret-parameter": "(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)",
    "slash": "\\\\?/",
    "token-start": "(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})",
    "value": "[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}",
  ],
    placeholders: Placeholders(
      values: ["API_KEY", "plp_xxx", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "s6BhdRkqt3", "gX1fBat3bV", "mF_9.B5f-4.1JqM", "ab1C_DefG2gA3_bcdefGhAbCD-efGha45cdEFGHaB6C", "aB1C23D4EFgH-5I6JK7lMnOpQRs8T9OuvW12_Xy3zAB"],
      words: ["xxxx", "your", "example", "sample", "placeholder", "changeme", "changethis", "replaceme", "replacewith", "redacted", "dummy", "fakekey", "faketoken", "fakesecret", "mockkey", "mocktoken", "testkey", "testtoken", "testsecret", "notarealkey", "notreal", "insert", "apikeyhere", "keyhere", "tokenhere", "secrethere", "enterthe", "goeshere", "todo", "undefined", "foobar", "abcdef123", "123abc", "abc123", "def456", "deadbeef", "sometoken", "somekey", "mysecret", "mytoken", "myapikey", "username"]))

  /// The SHA-256 digest of the files that the built-in rules were made of, in hexadecimal.
  public static let builtInDigest = "6457f89299ff2f1ed6bbb9ce92ce95b1cb7d90a0a1228fec555c1ca26350f024"
}

private func pleoApiKey() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-api-key"), summary: "Pleo API key in the text", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys", "https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview"],
      advice: "revoke or replace it in the Pleo web app (Settings > API Keys), then keep the new one in a vault or an environment variable",
      helpSource: "A Pleo API key is a static credential with company-wide power: whoever has it can do all that its\nscopes allow until it is revoked. Pleo asks integrations to keep keys encrypted at rest and out of\ncode repositories, logs and error messages.\n\nFound are keys with the prefix `plp_` where something in the text points at Pleo, and random-looking\nvalues that a Pleo-named key or token name holds (`PLEO_API_KEY`, `pleo.api_key`, `pleoToken`), or\nthat are sent to Pleo as the user of HTTP Basic. Pleo publishes no format of its keys: the prefix rests on one\npublic source.\n\n## How to fix\n\n1. **Revoke or replace** the key now in the Pleo web app: Settings > API Keys. A key that stood in a\n   repository or a log is exposed, also after the line is gone.\n2. **Update** the integration with the new key, from a vault or an environment variable:\n\n   ```\n   PLEO_API_KEY = os.environ[\"PLEO_API_KEY\"]\n   ```\n3. **Revalidate** that the integration works (`GET /v1/introspect`).\n4. **Remove** the old key from the text, and from the history if others can read it.\n5. **Audit** the logs for requests that were not yours.\n\nReferences (`${PLEO_API_KEY}`, `os.getenv(\"PLEO_API_KEY\")`, vault paths), documented placeholders and\nvalues masked to their last four characters are no findings.\n"),
    message: "Pleo {credential} stands in the text",
    clauses: [Clause(
      trigger: .evidence(["plp-key"]), region: nil, context: .required,
      related: [], excluded: ["plp-key-of-another"], distance: .value,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["named-key", "commanded-key", "netrc-login"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-user-literal"]), region: nil, context: nil,
      related: ["external-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["base64-key"]), region: nil, context: .required,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-credential-in-url"), RuleID(checked: "pleo-encoded-api-key"), RuleID(checked: "pleo-legacy-token"), RuleID(checked: "pleo-oauth-access-token")],
    silentIn: [],
    examples: [Example(path: ".env", source: "APP_ENV=local\nPLE¦O_API_KEY=⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧\n"), Example(path: "config/settings.py", source: "STRIPE_KEY = os.environ[\"STRIPE_KEY\"]\nPLE¦O_API_TOKEN = os.getenv(\"PLE¦O_API_TOKEN\", \"⟦33e8c65240a¦eabd5695458¦11e04f5457d¦bceb872⟧\")\n"), Example(path: "src/main/resources/application.yml", source: "expenses:\n  ple¦o.api-key: ⟦6l5exvuKlfX¦aCstTefQkkX¦KpGPusSBBk5¦EDwG0xg⟧\n"), Example(path: "appsettings.json", source: "{ \"Ple¦o:ApiKey\": \"⟦kfEkOC4JQ4o¦RxqwtDt8z5H¦Qtqy5P43NGr¦WTyocNS⟧\", \"Timeout\": 30 }"), Example(path: "app/src/main/res/values/strings.xml", source: "<resources>\n    <string name=\"ple¦o_api_key\" translatable=\"false\">⟦plp_¦4nEsOqfM7Kh¦QVhRnAjbbsw¦Yw2Qo0qKl6U¦KRX⟧</string>\n</resources>\n"), Example(path: "Dockerfile", source: "FROM python:3.12-slim\nENV PLE¦O_API_KEY ⟦7c28c36f6b3¦1a35cc4ea7c¦a8834cb4f83¦b0dcdac⟧\n"), Example(path: "main.tf", source: "variable \"ple¦o_api_key\" {\n  type    = string\n  default = \"⟦CVLHatI2Jk7¦lp0TvFMXxv0¦xhbg23LfdNJ¦vo2fEqT⟧\"\n}\n"), Example(path: "k8s/secret.yaml", source: "kind: Secret\ndata:\n  PLE¦O_API_KEY: ⟦cGxw¦X0IyZUR4cU1¦neks3MDRLQ3¦hlenFXeFViU¦3lIcnB0NXla⟧\n"), Example(path: "docs/try-it.md", source: "```sh\ncurl -sS \\\n  --user \"⟦sjZ74dPrBjK¦Cq9NIL7bne1¦hhsQda2dL6f¦EBDj6cj⟧:\" \\\n  \"https://external.staging.ple¦o.io/v2/employees\"\n```\n"), Example(path: "lib/pleo/client.rb", source: "client = Client.new(token: \"⟦plp_¦Z8SjrMlZ0dX¦RXyTI2ZeFZh¦tcEByxWiPi7¦6XR⟧\") # the old one\n"), Example(path: "Sources/App/Expenses.swift", source: "let ple¦oApiKey: String = \"⟦397c5bad2b6¦1f6914901df¦98746f163eb¦3dab0e7⟧\"\n"), Example(path: "postman_environment.json", source: "{\"values\": [{\"key\": \"ple¦o_api_key\", \"value\": \"⟦3HOoi0yTZfk¦9znSrVHt8LU¦damnt9GVjtt¦cEYKBys⟧\", \"enabled\": true}]}\n"), Example(path: "sync.py", source: "reply = requests.get(\n    \"https://external.ple¦o.io/v3/export-jobs\",\n    auth=(\"⟦Axau9Bs6X2J¦Nc0av0VdQQk¦eucErfRNdjp¦u7y0kvw⟧\", \"\"),\n)\n"), Example(path: "client.rs", source: "const PLE¦O_API_KEY: &'static str = \"⟦LDYn1NtmDF5¦utnNBi2gcx3¦zGj8HOCdOCE¦b0ye9px⟧\";"), Example(path: "config.go", source: "var (\n\tple¦oToken string = \"⟦Reuol5OlwDU¦U7ohjuNQEH5¦3zpg9IF7d2n¦Z8h⟧\"\n)\n"), Example(path: "build.gradle", source: "buildConfigField \"String\", \"PLE¦O_API_KEY\", \"\\\"⟦7705XHyhz2e¦L0nBXPEvib8¦b2oNuxTvgfl¦Fj9⟧\\\"\""), Example(path: "app.log", source: "2026-03-14T08:11:52Z DEBUG body=\"{\\\"ple¦o_api_key\\\":\\\"⟦Q77ti2bvnbI¦55UBSNtJtbv¦otdhbbR7VSd¦YVCD0eK⟧\\\"}\" status=200"), Example(path: ".netrc", source: "machine external.ple¦o.io login ⟦3EsvCZd3HZa¦EH7YS10p0QI¦IzZ9nsIWSrx¦IxbIEjj⟧ password none"), Example(path: "client.php", source: "curl_setopt_array($c, [CURLOPT_URL => 'https://external.ple¦o.io/v2/employees', CURLOPT_USERPWD => '⟦hJiO7fySGH5¦WE4BZfRwyU0¦GbBNYeJV8VX¦kF0gqaZ⟧:']);"), Example(path: "Client.java", source: "call(\"https://external.ple¦o.io/v1/introspect\", Credentials.basic(\"⟦Wk9SEuYLSw4¦p48UtpejwOh¦7AA9BfOIvTL¦TaP⟧\", \"\"));")],
    counterexamples: [Example(path: ".env.example", source: "PLE¦O_API_KEY=your_ple¦o_api_key_here\nPLE¦O_API_KEY=plp_xxx\nPLE¦O_TOKEN=${PLE¦O_TOKEN}\nPLE¦O_KEY=\n"), Example(path: ".env", source: "STRIPE_PLE¦O_KEY=7c28c36f6b3¦1a35cc4ea7c¦a8834cb4f83¦b0dcdac\nTECNOEMPLE¦O_API_KEY=11e9b4da26a¦0067b2ac468¦060089a3bfd¦a5ffe26\nCOMPLE¦O_API_TOKEN=xooICZDCSK2¦bQ861z8Ydfn¦WGibyPDUryk¦515WArW\nPLE¦O_COMPANY_ID=56f30f06-14e3-415c-9e79-b0e75887acce\n"), Example(path: "settings.py", source: "PLE¦O_API_KEY = os.environ[\"PLE¦O_API_KEY\"]\nPLE¦O_TOKEN = settings.integrations2.ple¦oTokenForExports\nassert PLE¦O_API_KEY, \"PLE¦O_API_KEY is not set\"\n"), Example(path: "values.yaml", source: "ple¦o:\n  apiKey: \"{{ .Values.global.ple¦oApiKey }}\"\n  vaultPath: vault:secret/data/ple¦o#api_key\n  onePassword: op://Finance/Ple¦o/api-key\n  ple¦oApiKeyArn: arn:aws:secretsmanager:eu-north-1:123456789012:secret:ple¦o/api-key-AbCdEf\n"), Example(path: "src/dvb/pleo_frame.h", source: "struct plp_loop_entry { unsigned plp_id; unsigned plp_group_id2; };\nint plp_deinterleave_time_rows_64k_mode(void);\n"), Example(path: "audit/keys.json", source: "{\"ple¦oApiKeySha256\": \"sha256:059fe671d0c¦e3273a98e63¦5a546c731cd¦ecb7a73\", \"ple¦oApiKeyMasked\": \"****Ab3x\", \"ple¦oKeyId\": \"8dbea443-09cf-4494-9789-a06f5c52509f\"}"), Example(path: "portal.java", source: "static final String emple¦oToken = \"6Gck1alFigv¦ImqO1AS9Jdk¦8yoPfhtSOCP¦lXsSxyh\";\nprivate final TripleOApi tripleOApiKey = new TripleOApi(\"aW0z568kTuZ¦MnprFS7Chqq¦dB0K8b4Ijls¦yiUQWfM\");\n"), Example(path: ".env.plopino", source: "# used beside Ple¦o\nPLOPINO_TOKEN=plp_¦5LCXidcpwR8¦8kTlOISSQYR¦Q8DnkOUGYJ1¦He4yZxz\n"), Example(path: "calls.py", source: "requests.get(\"https://api.stripe.com/v1/charges\", auth=(\"ns1XNT84u4B¦qzyBDpF96jW¦FJ1fo6rFSc\", \"\"))\nrequests.get(\"https://external.ple¦o.io/v1/introspect\", auth=(KEY, \"\"))\n"), Example(path: ".env", source: "PLE¦O_SENTRY_AUTH_TOKEN=GknNBxWu1Ef¦4Gd3w5qKGTV¦JeUWQYAn5G7¦R3ezDfK\nPLE¦O_IDEMPOTENCY_KEY=twXEquLGFgV¦Na7VfQ85RUv¦lSJOD6PqFIj¦azwx2BL\nPLE¦O_API_KEY_FILE=/run/secrets/ple¦o_api_key_2\nPLE¦O_IMAGE=registry.example/ple¦o@sha256:BnPwOZbcBr7¦GuJQK6xZogj¦K9p50MU4eFX¦KSg2mYf1af7¦bIbsGZHDl69¦EHKJ4bm8M\n"), Example(path: "spec/pleo_client.spec.js", source: "const client = new Ple¦oClient({ apiKey: 'plp_test_key' })\nexpect(headers.authorization).toBe('Basic ' + btoa('plp_test_key:'))\n")])
}

private func pleoClientSideCredential() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-client-side-credential"), summary: "Pleo credential in what ships to a user's device", category: .handling,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-522"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "rename it without the public prefix, read it on the server alone, and let the client call your server",
      helpSource: "Build tools put the variables of some prefixes (`NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`, `EXPO_PUBLIC_`,\n`NUXT_PUBLIC_`, `PUBLIC_` and others) into the files that they hand to browsers and phones. A Pleo key\nunder such a name is readable by everyone who opens the page.\n\nPleo's documentation says: *\"Avoid embedding keys in client-side applications\"* and *\"Persist only on\ntrusted backend systems\"*.\n\n## How to fix\n\n1. Take the public prefix off, and read the variable on the server alone:\n\n   ```\n   VITE_PLE¦O_API_KEY=…     wrong\n   PLEO_API_KEY=…          right, with a route of your own that calls Pleo\n   ```\n2. If a build with the old name was ever published, **revoke or replace** the key in the Pleo web app:\n   Settings > API Keys.\n\nCompany ids and base addresses are no secrets and may be public.\n"),
    message: "{name} is a public name: the build writes its value into what every visitor downloads",
    clauses: [Clause(
      trigger: .evidence(["public-environment-name"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: ".env.local", source: "VITE_PLE¦O_COMPANY_ID=42\n⟦VITE_PLE¦O_API_KEY⟧=\n"), Example(path: "src/api.ts", source: "const key = import.meta.env.⟦VITE_PLE¦O_API_KEY⟧"), Example(path: "pages/expenses.tsx", source: "fetch(url, { headers: { Authorization: `Bearer ${process.env.⟦NEXT_PUBLIC_PLE¦O_TOKEN⟧}` } })"), Example(path: "docker-compose.yml", source: "    build:\n      args:\n        ⟦REACT_APP_PLE¦O_SECRET⟧: ${PLE¦O_SECRET}\n"), Example(path: "app.config.js", source: "export default { extra: { key: process.env[\"⟦EXPO_PUBLIC_MY_PLE¦O_API_KEY⟧\"] } }"), Example(path: "Dockerfile", source: "ARG ⟦PUBLIC_PLE¦O_API_KEY_PROD⟧")],
    counterexamples: [Example(path: ".env", source: "VITE_PLE¦O_COMPANY_ID=42\nNEXT_PUBLIC_PLE¦O_BASE_URL=https://external.ple¦o.io\nPLE¦O_API_KEY=\n"), Example(path: "portal.ts", source: "const key = import.meta.env.VITE_TECNOEMPLE¦O_API_KEY"), Example(path: "republic.env", source: "REPUBLIC_PLE¦O_TOKEN="), Example(path: "README.md", source: "Do not call it NEXT_PUBLIC_PLE¦O_API_KEY: everyone could read it."), Example(path: "api.ts", source: "// VITE_PLE¦O_API_KEY was removed in May\nexport const id = import.meta.env.VITE_PLE¦O_API_KEY_ID\n")])
}

private func pleoCredentialInUrl() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-credential-in-url"), summary: "Credential in the user part of a Pleo URL", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798", "external/cwe/cwe-598"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys", "https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "revoke or replace the key in the Pleo web app (Settings > API Keys); send it in the Authorization header, never in an address",
      helpSource: "`https://key:@external.pleo.io/…` sends the key as HTTP Basic, and shows it wherever the address is\nshown: in shell histories, process lists, proxies, access logs, error messages and bug reports.\n\n## How to fix\n\n1. **Revoke or replace** the key in the Pleo web app: Settings > API Keys.\n2. Take it out of the address, and let the client send the header:\n\n   ```\n   curl -u \"$PLEO_API_KEY:\" https://external.pleo.io/v2/employees\n   ```\n3. **Revalidate**, and **audit** the logs that may hold the address.\n\nA reference there, as in `https://${PLEO_API_KEY}:@external.pleo.io`, is no finding.\n"),
    message: "Pleo {credential} stands in the user part of a URL of {host}",
    clauses: [Clause(
      trigger: .evidence(["url-user"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "config/feeds.toml", source: "url = \"https://⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧:@external.ple¦o.io/v2/employees\""), Example(path: "crontab", source: "5 4 * * * curl -s https://⟦0coxE8ivS3F¦pxp3rJ7fqOI¦hseVHXcMcUp¦tra5uW0⟧:@external.staging.ple¦o.io/v3/export-jobs > /tmp/jobs"), Example(path: "feeds.php", source: "$feed = 'https:\\/\\/⟦plp_¦o99ojV7LgHc¦sNA9a6OrmxQ¦K84hYnu549U¦YNkUtk1⟧@external.ple¦o.io\\/v2\\/employees';"), Example(path: "proxy.yml", source: "upstream: https://api:⟦2c9b09c8c19¦31498a706d7¦61db392ab4c¦4114f97⟧@ope¦napi.ple¦o.io/v1"), Example(path: "access.log", source: "10.0.0.7 - - [14/Mar/2026:08:11:52 +0200] \"GET https://⟦plp_¦4nEsOqfM7Kh¦QVhRnAjbbsw¦Yw2Qo0qKl6U¦KRX⟧:@external.ple¦o.io/v1/vendors HTTP/1.1\" 200 17")],
    counterexamples: [Example(path: "feeds.sh", source: "curl \"https://${PLE¦O_API_KEY}:@external.ple¦o.io/v2/employees\""), Example(path: "feeds.js", source: "fetch(`https://${key}:@external.ple¦o.io/v2/employees`)"), Example(path: "README.md", source: "Use https://your_api_key_here:@external.ple¦o.io or https://<key>:@external.ple¦o.io to try it."), Example(path: "other.env", source: "FEED=https://DBBM4E7wl4d¦6HcAgLEJwxR¦QPN3Qb8LJxU¦valrZk8:@feeds.example.com/v1\nHELP=https://help.ple¦o.io/en/articles/5879828-feature-open-api\n"), Example(path: "mail.txt", source: "Write to integrations-team-2024@ple¦o.io or https://mailto:integrations@ple¦o.io.example")])
}

private func pleoEncodedApiKey() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-encoded-api-key"), summary: "Pleo API key in base64, as HTTP Basic sends it", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/authentication/api-base-urls", "https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "revoke or replace the key in the Pleo web app (Settings > API Keys); build the header at run time from a vault or the environment",
      helpSource: "Pleo takes an API key by HTTP Basic: the key is the user name and the password is empty, so that the\nheader is `Basic` and the base64 of `key:`. Base64 is no encryption: anyone who reads the header has\nthe key.\n\nThe value is decoded, not guessed. Found are base64 texts of a `plp_` key and its colon anywhere, and\nany Basic value with an empty password in a request to the external API, whatever its prefix.\n\n## How to fix\n\n1. **Revoke or replace** the key in the Pleo web app: Settings > API Keys.\n2. Build the header where it is sent, from a key that a vault or the environment holds:\n\n   ```\n   \"Basic \" + btoa(process.env.PLEO_API_KEY + \":\")\n   ```\n3. **Revalidate**, **remove** the old value, and **audit** the logs for requests that were not yours.\n"),
    message: "base64 of Pleo {credential} stands in the text; base64 hides nothing",
    clauses: [Clause(
      trigger: .evidence(["base64-key-with-colon"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-key-without-colon"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-empty-password"]), region: nil, context: nil,
      related: ["external-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "src/pleo.js", source: "const client = axios.create({\n  baseURL: 'https://external.ple¦o.io',\n  headers: {\n    Authorization: 'Basic ⟦cGxw¦XzF4Z0d5N3k¦xMU5ETkNnVG¦hMTEg3ZmZqZ¦2dLZ1g2eGFh¦NXY0Tjo=⟧',\n  },\n})\n"), Example(path: "requests.http", source: "### who am I\nGET https://external.ple¦o.io/v1/introspect\nAuthorization: Basic ⟦U09DZGRTYzN¦XRzVpWklXUz¦I5NWdZVmZFZ¦0ZIbFRMUlBM¦RWJHOg==⟧\n\n### charges, another vendor\nGET https://api.stripe.com/v1/charges\nAuthorization: Basic ZWNxdWplR3o¦5VzFrR3l6SW¦k2cGxpUk40d¦VdwR1k3UFdm¦ZWR1Og==\n"), Example(path: "var/app.jsonl.log", source: "{\"time\":1772445601200,\"text\":\"401 from external.ple¦o.io\",\"sent\":{\"authorization\":\"Basic ⟦cGxw¦X0pWbmRCTjI¦2TjRacW1lUG¦9FNHZoblQza¦mw2RUNmb2tQ¦UGRnRzo=⟧\"}}\n"), Example(path: "sync.sh", source: "curl -s -H 'Authorization: Basic ⟦NDZhUmFXSDA¦zZHlwYVI4Tz¦JicFRPZkpyQ¦Xk3UGtEcVdD¦bjhMOg==⟧' \\\n  https://external.staging.ple¦o.io/v2/employees\n"), Example(path: "auth.yml", source: "header: ⟦cGxw¦X2xMcmZUT1h¦LM0dYaEZQcn¦RZQlVQWDYzS¦HJ0eUdMMmNj¦Og==⟧"), Example(path: "client.go", source: "req.Header.Set(\"Authorization\", \"Basic ⟦cGxw¦X2dCMzY2QzJ¦kUkZ6QkF1Mk¦4wYms1a25CT¦mJ4Wlk=⟧\")"), Example(path: "deploy.tf", source: "resource \"http_probe\" \"ple¦o\" {\n  headers = { Authorization = \"Basic%20⟦cGxw¦X0IyZUR4cU1¦neks3MDRLQ3¦hlenFXeFViU¦3lIcnB0NXla¦Og==⟧\" }\n}\n"), Example(path: "Client.kt", source: "val request = Request.Builder()\n  .url(\"https://external.ple¦o.io/v1/introspect\")\n  .header(\"Authorization\", \"basic ⟦UTNJWmUxRGJ¦jVm13dTREYk¦JjUnU1SExRd¦jNUaVgyUEZU¦NFVhOg==⟧\")\n  .build()\n")],
    counterexamples: [Example(path: "jira.js", source: "const ple¦o = axios.create({ baseURL: 'https://external.ple¦o.io' })\nconst other = axios.create({ headers: { Authorization: 'Basic VTFsckhCeTZ¦hOTJITDRxNT¦BTMzBsbGUxS¦G9pWmdySldk¦RUlUOg==' } })\n"), Example(path: "README.md", source: "```sh\ncurl -H \"Authorization: Basic cGxwX3h4eDo=\" https://external.ple¦o.io/v1/introspect\ncurl -H \"Authorization: Basic API_KEY\" https://external.ple¦o.io/v1/introspect\n```\n"), Example(path: "auth.py", source: "headers = {\"Authorization\": \"Basic \" + b64encode(f\"{key}:\".encode()).decode()}\nrequests.get(\"https://external.ple¦o.io/v1/introspect\", headers=headers)\n"), Example(path: "oauth.rb", source: "# client_id:client_secret, not a key\npost(\"https://external.ple¦o.io/x\", { \"Authorization\" => \"Basic c3ZjLWJpbGxpbmc6TnhZMmRL¦OTBkRmhqNUNh\" })\n"), Example(path: "words.txt", source: "cGxwaXMgYSB3b3JkIHRoYXQgc3RhcnRzIGxpa2UgYSBrZXk= from ple¦o"), Example(path: "digest.yml", source: "ple¦o-client: sha512-cGxw/4tkgDhWO¦fqAnqO6WzrAnq¦OizE5iyYAA=="), Example(path: "hosts.http", source: "GET https://my-external.ple¦o.io.example/v1\nAuthorization: Basic YXZmeEU4TUl¦JYXJ3SzdOVm¦dUem9XSDkzb¦2J5aFVZOEZh¦cTFWOg==\n"), Example(path: "README.txt", source: "Send \"Basic BASE64(key:)\" to external.ple¦o.io, and keep basic hygiene1 in mind.")])
}

private func pleoKeyInQuery() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-key-in-query"), summary: "Credential as a query parameter of a Pleo request", category: .handling,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-598"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys", "https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "send the credential in the Authorization header; Pleo takes none from the query",
      helpSource: "What stands in a query string is written down by every proxy, server and browser on the way. Pleo's\ndocumentation says: *\"Avoid passing API Keys via query parameters; use headers where possible\"*, and\ndocuments no query parameter that takes a credential.\n\nParameters that are no secrets, such as `company_id`, `companyId`, `after`, `sorting_keys`, `client_id`\nand `code_challenge`, are no findings.\n\n## How to fix\n\n```\nfetch(`${base}/v1/tags?company_id=${company}&api_key=${key}`)                  wrong\nfetch(`${base}/v1/tags?company_id=${company}`,\n      { headers: { Authorization: \"Basic \" + btoa(key + \":\") } })              right\n```\n\nIf such a request was made, the key stands in logs: revoke or replace it in the Pleo web app\n(Settings > API Keys), update, revalidate, and audit the logs.\n"),
    message: "the query parameter {parameter} carries a credential to Pleo; addresses end up in logs",
    clauses: [Clause(
      trigger: .evidence(["query-credential", "named-query-credential"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["query-dictionary"]), region: nil, context: nil,
      related: ["external-endpoint", "openapi-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "src/fetchers.mjs", source: "export const tags = (company) =>\n  fetch(`https://external.ple¦o.io/v1/tags?company_id=${company}&⟦api_key=${KEY}⟧`)\n"), Example(path: "log/egress.log", source: "10.2.3.19 - - [14/Mar/2026:08:11:52 +0200] \"GET https://external.ple¦o.io/v1/vendors?company_id=7&⟦token=plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧ HTTP/2.0\" 401 52"), Example(path: "jobs.py", source: "reply = requests.get(\n    \"https://external.ple¦o.io/v3/export-jobs\",\n    params={\"company_id\": company, \"⟦api_k¦ey\": settings.PLE¦O_API_KEY⟧},\n)\n"), Example(path: "employees.go", source: "url := fmt.Sprintf(\"https://external.ple¦o.io/v2/employees?⟦access_token=%s⟧\", token)"), Example(path: "feed.php", source: "$rows = file_get_contents(\"https://external.ple¦o.io/v2/employees?⟦key=$apiKey⟧\");"), Example(path: "pull.sh", source: "curl \"${PLE¦O_BASE_URL}/v3/export-jobs?⟦api-key=$PLE¦O_API_KEY⟧&company_id=$COMPANY\""), Example(path: "Client.java", source: "URI uri = URI.create(\"https://ope¦napi.ple¦o.io/v1/expenses?⟦token=⟧\" + token);")],
    counterexamples: [Example(path: "jobs.ts", source: "const url = `https://external.ple¦o.io/v3/export-jobs?company_id=${company}&sorting_keys=created_at&after=${cursor}`\nconst maps = `https://maps.example.com/geo?q=${q}&key=${process.env.MAPS_KEY}`\n"), Example(path: "oauth.py", source: "url = \"https://auth.ple¦o.io/oauth/authorize?client_id=\" + client + \"&code_challenge=\" + challenge"), Example(path: "README.md", source: "Never write https://external.ple¦o.io/v1/tags?api_ke¦y=… anywhere."), Example(path: "client.rb", source: "# GET https://external.ple¦o.io/v1/tags?token=abc is refused\nget(\"https://external.ple¦o.io/v1/tags\", params: { companyId: id })\n"), Example(path: "empleo.js", source: "fetch(`https://api.emple¦o.io/v1/offers?api_key=${KEY}`)")])
}

private func pleoLegacyEndpoint() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-legacy-endpoint"), summary: "Address of Pleo's deprecated API", category: .fit,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-477"], references: ["https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview", "https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "move to https://external.pleo.io, with an API key or OAuth in place of the legacy token",
      helpSource: "`openapi.pleo.io` is the legacy API. Pleo calls it deprecated and says that it is *\"working on a\ndeprecation timeline and migration plan\"*; no date is certain.\n\nCredentials do not carry over: legacy tokens do not work on `external.pleo.io`, and new API keys do\nnot work on `openapi.pleo.io`.\n\n## How to fix\n\n1. Make an API key for `external.pleo.io` in the Pleo web app (Settings > API Keys), with the scopes\n   that the calls need, or use OAuth 2.0 if several customers connect.\n2. Move each call to its counterpart on `https://external.pleo.io`; the paths differ.\n3. Send the key by HTTP Basic, the key as the user name and the password empty.\n4. Delete the legacy token.\n\nComments, prose, lists of allowed hosts and logs are left alone.\n"),
    message: "{host} is Pleo's deprecated API; its replacement takes other credentials",
    clauses: [Clause(
      trigger: .evidence(["openapi-url"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose, .log],
    examples: [Example(path: "internal/pleo/legacy.go", source: "// The replacement for openapi.ple¦o.io is external.ple¦o.io.\nconst endpoint = \"https://⟦openapi.ple¦o.io⟧/v1/expenses\"\n"), Example(path: "docker-compose.yml", source: "services:\n  expenses:\n    environment:\n      PLE¦O_API_URL: https://⟦openapi.staging.ple¦o.io⟧/v1\n"), Example(path: "main.tf", source: "resource \"aws_apigatewayv2_integration\" \"ple¦o\" {\n  integration_uri = \"https://⟦openapi.staging.ple¦o.io⟧/v1/{proxy}\"\n}\n"), Example(path: "push.ps1", source: "Invoke-RestMethod -Method Post -Uri 'https://⟦openapi.ple¦o.io⟧/v1/employees' -Headers $headers"), Example(path: "list.sh", source: "curl -H \"Authorization: Bearer $TOKEN\" ⟦openapi.ple¦o.io⟧/v1/expenses"), Example(path: "client.js", source: "const client = create({ host: 'https:\\/\\/⟦openapi.ple¦o.io⟧', timeout: 5000 })"), Example(path: "Config.cs", source: "public string BaseUrl = \"⟦openapi.ple¦o.io⟧\";"), Example(path: "MIGRATION.md", source: "```sh\nhttp GET https://⟦openapi.ple¦o.io⟧/v1/companies\n```\n")],
    counterexamples: [Example(path: "internal/pleo/new.go", source: "// openapi.ple¦o.io was https://ope¦napi.ple¦o.io/v1 until May.\nconst endpoint = \"https://external.ple¦o.io/v3/export-jobs\"\n"), Example(path: "README.md", source: "The old API at https://ope¦napi.ple¦o.io/v1 is not supported; see `ple¦olint rules list`."), Example(path: "egress.py", source: "ALLOWED_HOSTS = [\"https://openapi.ple¦o.io\", \"https://external.ple¦o.io\"]"), Example(path: "cors.yml", source: "cors_allowed_origins:\n  - https://external.ple¦o.io\n  - https://openapi.ple¦o.io\n"), Example(path: "nginx.conf", source: "add_header Content-Security-Policy \"connect-src https://openapi.ple¦o.io https://external.ple¦o.io\";"), Example(path: "logs/egress.log", source: "2026-03-14T08:11:52Z proxy GET https://ope¦napi.ple¦o.io/v1/expenses 200"), Example(path: "docs.ts", source: "const reference = \"https://developers.ple¦o.io/openapi.json\""), Example(path: "check.py", source: "\"\"\"Says whether a host is the old one.\n\nhttps://ope¦napi.ple¦o.io/v1 is.\n\"\"\"\nLEGACY = \"openapi\"\n"), Example(path: "empleo.rb", source: "URL = \"https://openapi.emple¦o.io/v1\"; OTHER = \"https://my-openapi.ple¦o.io.example/v1\"")])
}

private func pleoLegacyToken() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-legacy-token"), summary: "Token of Pleo's legacy API in the text", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview", "https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "delete the token in the Pleo web app, which revokes it, and move to an API key for external.pleo.io",
      helpSource: "A token of the legacy API (`openapi.pleo.io`) is a JSON Web Token that acts for the whole company. It\nlives for about a year and is not renewed; deleting it in the Pleo web app revokes it.\n\nFound are JSON Web Tokens that a Pleo-named token name holds, and those that are sent to a host of the\nlegacy API. What such a token claims is not documented, so that the place tells, not the payload.\n\n## How to fix\n\n1. **Delete** the token in the Pleo web app: that revokes it.\n2. Move the calls to `https://external.pleo.io` with an API key; legacy tokens do not work there.\n3. Keep the key in a vault or an environment variable, **revalidate**, and **remove** the token from\n   the text, and from the history if others can read it.\n4. **Audit** the logs for requests that were not yours.\n"),
    message: "Pleo {credential} stands in the text",
    clauses: [Clause(
      trigger: .evidence(["named-jwt", "commanded-jwt"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["sent-jwt"]), region: nil, context: nil,
      related: ["openapi-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-oauth-access-token"), RuleID(checked: "pleo-credential-in-url")],
    silentIn: [],
    examples: [Example(path: "docker-compose.yml", source: "services:\n  expenses:\n    environment:\n      PLE¦O_API_TOKEN: ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiZjNkO¦WUzZTAtMWYy¦ZS00YzNiLTl¦hOGQtNzg2Nz¦NhYThlNDg3I¦iwgImV4cCI6¦IDIxMDk3NDk¦0MDF9.g0qbn¦2oiwAlmr3GN¦7aYY18YH66w¦UBb-rjO6vk7¦xTj3g⟧\n      POSTGRES_HOST: db\n"), Example(path: "import.ps1", source: "$ple¦oToken = \"⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiMmRhY¦WQ0Y2EtMWYy¦ZS00YzNiLTl¦hOGQtZmIzOT¦hjNjk1NGM2I¦iwgImV4cCI6¦IDIxMDkxMzE¦4MzN9.WD-wh¦qghWgGhUyV9¦BL-OwZFk_Ht¦n0cQDE83Z9W¦CGfpo⟧\""), Example(path: "list.sh", source: "curl -H \"Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiOTg3Z¦DA1MjUtMWYy¦ZS00YzNiLTl¦hOGQtYjhhZT¦JkYzE1NjcyI¦iwgImV4cCI6¦IDIxMDkyNzA¦2Nzh9.n6oEA¦cQM4fg1zUv7¦Ra31MCxTUmR¦zcsEeWgZF2z¦gkMZs⟧\" \\\n  https://ope¦napi.ple¦o.io/v1/expenses\n"), Example(path: "config.rb", source: "ENV[\"PLE¦O_TOKEN\"] ||= \"⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiMmYyZ¦WZkZDQtMWYy¦ZS00YzNiLTl¦hOGQtYjk3Mz¦E2ZjU4MzM0I¦iwgImV4cCI6¦IDIxMDk5NTU¦3NTl9.s2_sp¦lNMJiih18hF¦pEA7lwLOLkp¦HVHksR22S21¦M2OTQ⟧\""), Example(path: "Client.java", source: "HttpRequest request = HttpRequest.newBuilder(URI.create(\"https://ope¦napi.ple¦o.io/v1/companies\"))\n    .header(\"Authorization\", \"Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiOTk1N¦GVjODctMWYy¦ZS00YzNiLTl¦hOGQtNDMxOD¦ZlYWUwOTI4I¦iwgImV4cCI6¦IDIxMDk2OTM¦3MDR9.tsWG_¦3j1yfz8Xguq¦kINgj5ku36S¦on0nbWu9zb9¦tRN2U⟧\")\n    .build();\n"), Example(path: "settings.ini", source: "ple¦o_legacy_token = ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiZjRiZ¦jJjOWItMWYy¦ZS00YzNiLTl¦hOGQtOTU0MD¦U3NWViYjcxI¦iwgImV4cCI6¦IDIxMDk3NzU¦1MTl9.ayTnH¦w2CNjT09Aeb¦V2F1_L4Tptt¦u2YcWptESRp¦b7og8⟧")],
    counterexamples: [Example(path: ".env", source: "SUPABASE_ANON_KEY=eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAiaH¦R0cHM6Ly9pZ¦C5zaG9wLmV4¦YW1wbGUiLCA¦icm9sZSI6IC¦Jhbm9uIiwgI¦mV4cCI6IDIx¦MDkwMDAwMDB¦9.aX4l2OfoT¦N1XnKCtiF1u¦izWvGIMLYD6¦--qMZklVwJp¦c\nPLE¦O_API_TOKEN=${PLE¦O_API_TOKEN}\n"), Example(path: "session.py", source: "SESSION = {\"id\": \"eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiZTU4M¦2U4ZDYtMWYy¦ZS00YzNiLTl¦hOGQtMmIwZD¦ZhMzQwNjFmI¦iwgImV4cCI6¦IDIxMDkzMDc¦xMjd9.hzguV¦mb5lgoqSEVD¦ulxjTl2drHN¦VxqZ3c3vXfl¦Mvqc0\"}\nBASE = \"https://external.ple¦o.io\"\n"), Example(path: "spec/session.rb", source: "ple¦o_access_token: \"eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjYzZDc0M2¦YzIiwgImV4c¦CI6IDIxMDk4¦ODczNzN9.XT¦aemA1mtYTxi¦s6uytkxd3F3¦Az-ooHEfBRz¦4ZYn0KZY\""), Example(path: "portal.env", source: "BOLSA_EMPLE¦O_TOKEN=eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiNzE5M¦DkxZjMtMWYy¦ZS00YzNiLTl¦hOGQtMjE0OT¦UxYTNjN2RkI¦iwgImV4cCI6¦IDIxMDk5NzU¦yNzF9.SbazC¦auCfidz5VNK¦6yJeKnMLKxh¦lX4OhAroLAx¦M9hlo"), Example(path: "docs.md", source: "Set `PLE¦O_TOKEN=eyJ...` and call openapi.ple¦o.io.")])
}

private func pleoLegacyTokenOnNewApi() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-legacy-token-on-new-api"), summary: "Legacy token sent to Pleo's external API", category: .fit,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-522"], references: ["https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview", "https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "make an API key in the Pleo web app (Settings > API Keys) and send it by HTTP Basic",
      helpSource: "Pleo's documentation says: *\"Legacy API tokens will not work on external.pleo.io.\"* The request fails,\nand a credential with company-wide power has been shown where it has no use.\n\nA legacy token is told by its value (a JSON Web Token that is no OAuth access token) or by its name\n(`PLEO_LEG¦ACY_TOKEN`, `PLEO_OPE¦NAPI_TOKEN`). `PLEO_A¦PI_TOKEN` is what the old documentation called it, and\ncounts with low confidence. A name such as `PLEO_TOKEN` says nothing of the kind and is no finding.\n\n## How to fix\n\n1. Make an API key in the Pleo web app: Settings > API Keys.\n2. Send it as HTTP Basic, the key as the user name and the password empty:\n\n   ```\n   curl -u \"$PLEO_API_KEY:\" https://external.pleo.io/v2/employees\n   ```\n3. Delete the legacy token when nothing uses it any more.\n"),
    message: "a legacy token is sent to {host}, where it will not work",
    clauses: [Clause(
      trigger: .evidence(["legacy-token-name", "named-jwt"]), region: nil, context: nil,
      related: ["external-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["sent-jwt"]), region: nil, context: nil,
      related: ["external-endpoint"], excluded: ["oauth-access-token"], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["api-token-name"]), region: nil, context: nil,
      related: ["external-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: .low, message: "{name}, the name that the old documentation gives a legacy token, is sent to {host}")],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "client.ts", source: "const reply = await fetch(\"https://external.ple¦o.io/v2/employees\", {\n  headers: { authorization: `Bearer ${process.env.⟦PLE¦O_LEG¦ACY_TOKEN⟧}` },\n})\n"), Example(path: "list.sh", source: "curl -H \"Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiZjNkO¦WUzZTAtMWYy¦ZS00YzNiLTl¦hOGQtNzg2Nz¦NhYThlNDg3I¦iwgImV4cCI6¦IDIxMDk3NDk¦0MDF9.g0qbn¦2oiwAlmr3GN¦7aYY18YH66w¦UBb-rjO6vk7¦xTj3g⟧\" \\\n  https://external.ple¦o.io/v1/expenses\n"), Example(path: "jobs.py", source: "requests.get(\"https://external.staging.ple¦o.io/v3/export-jobs\", headers={\"Authorization\": f\"Bearer {⟦ple¦o_ope¦napi_token⟧}\"})"), Example(path: "route.js", source: "const r = await fetch(\"https://external.ple¦o.io/v1/expenses\", { headers: { Authorization: `Bearer ${process.env.⟦PLE¦O_API_TOKEN⟧}` } })"), Example(path: "calls.http", source: "GET https://external.ple¦o.io/v1/introspect\nAuthorization: Bearer {{⟦ple¦oLegacyToken⟧}}\n")],
    counterexamples: [Example(path: "client.ts", source: "const reply = await fetch(\"https://external.ple¦o.io/v2/employees\", {\n  headers: { authorization: `Bearer ${process.env.PLE¦O_TOKEN}` },\n})\n"), Example(path: "old.py", source: "requests.get(\"https://ope¦napi.ple¦o.io/v1/expenses\", headers={\"Authorization\": f\"Bearer {PLE¦O_LEGACY_TOKEN}\"})"), Example(path: "oauth.sh", source: "curl -H \"Authorization: Bearer eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjE2NWM5Nz¦AwIiwgImV4c¦CI6IDIxMDk4¦MzY1NjR9.5U¦LELhoKMTsuu¦WeeceSOt2mk¦g3jTG-AG-S0¦GAVyqRLg\" https://external.ple¦o.io/v3/export-jobs"), Example(path: "both.go", source: "legacy := os.Getenv(\"PLE¦O_LEGACY_TOKEN\")\nhost := \"https://external.ple¦o.io\"\n"), Example(path: "supabase.js", source: "const sb = createClient(\"https://db.example.com\", \"eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAiaH¦R0cHM6Ly9pZ¦C5zaG9wLmV4¦YW1wbGUiLCA¦icm9sZSI6IC¦Jhbm9uIiwgI¦mV4cCI6IDIx¦MDkwMDAwMDB¦9.XGRQDGk1j¦SSoIqvl_iSv¦i571g-43C1y¦DWevInBLs0s¦E\"); const p = \"https://external.ple¦o.io\"")])
}

private func pleoNewKeyOnLegacyApi() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-new-key-on-legacy-api"), summary: "New API key sent to Pleo's legacy API", category: .fit,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-522"], references: ["https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview", "https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "send the key to https://external.pleo.io, or a legacy token to the legacy API",
      helpSource: "Pleo's documentation says: *\"New API keys will not work on openapi.pleo.io.\"* The request fails, and\nthe key has been shown to a host that has no use for it.\n\nA `plp_` literal, or HTTP Basic with an empty password, is proof of a new key; a name such as\n`PLEO_API_KEY` that is sent as Bearer is not.\n\n## How to fix\n\n```\ncurl -u \"$PLE¦O_API_KEY:\" https://ope¦napi.pleo.io/v1/employees      wrong\ncurl -u \"$PLEO_API_KEY:\" https://external.pleo.io/v2/employees     right\n```\n\nThe paths of the two APIs differ; the legacy API is deprecated, so that moving there is the way on.\n"),
    message: "a new API key is sent to {host}, which takes legacy tokens alone",
    clauses: [Clause(
      trigger: .evidence(["plp-key", "base64-key-with-colon", "basic-empty-password", "built-basic"]), region: nil, context: nil,
      related: ["openapi-endpoint"], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "list.sh", source: "curl --fail --silent \\\n  -u ⟦\"$KEY:\"⟧ \\\n  \"https://ope¦napi.ple¦o.io/v1/employees\"\n"), Example(path: "jobs.py", source: "reply = requests.get(\n    \"https://ope¦napi.ple¦o.io/v1/expenses\",\n    auth=(⟦settings.PLE¦O_API_KEY, \"\"⟧),\n)\n"), Example(path: "client.js", source: "const reply = await fetch('https://ope¦napi.staging.ple¦o.io/v1/expenses', {\n  headers: { Authorization: 'Bearer ⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧' },\n})\n"), Example(path: "requests.http", source: "### old\nGET https://ope¦napi.ple¦o.io/v1/companies\nAuthorization: Basic ⟦cGxw¦X1d2NHVnN0R¦KdUxKZ0o2WU¦0ySHFkdENGR¦FdkUVY6⟧\n"), Example(path: "calls.rb", source: "Faraday.new(\"https://ope¦napi.ple¦o.io\").basic_auth(⟦ENV[\"PLE¦O_API_KEY\"], \"\"⟧)"), Example(path: "fetch.js", source: "fetch(\"https://ope¦napi.ple¦o.io/v1/expenses\", { headers: { Authorization: \"Basic \" + ⟦btoa(key + \":\"⟧) } })"), Example(path: "calls.py", source: "requests.get(\"https://ope¦napi.ple¦o.io/v1/expenses\", headers={\"Authorization\": \"Basic \" + base64.⟦b64encode(f\"{key}:\"⟧.encode()).decode()})")],
    counterexamples: [Example(path: "list.sh", source: "curl -H \"Authorization: Bearer $PLE¦O_API_KEY\" https://ope¦napi.ple¦o.io/v1/employees\ncurl -u \"$PLE¦O_API_KEY:\" https://external.ple¦o.io/v2/employees\n"), Example(path: "client.py", source: "OLD = \"https://ope¦napi.ple¦o.io/v1\"\nNEW = requests.get(\"https://external.ple¦o.io/v2/employees\", auth=(KEY, \"\"))\n"), Example(path: "two.http", source: "### old\nGET https://ope¦napi.ple¦o.io/v1/companies\nAuthorization: Bearer {{legacy}}\n\n### new\nGET https://external.ple¦o.io/v2/employees\nAuthorization: Basic cGxw¦X285OW9qVjd¦MZ0hjc05BOW¦E2T3JteFFLO¦DRoWW51NTQ5¦VVlOa1V0azE¦6\n"), Example(path: "run.sh", source: "docker run -u 1000:1000 -e BASE=https://ope¦napi.ple¦o.io/v1 expenses"), Example(path: "login.js", source: "const client = axios.create({ baseURL: 'https://ope¦napi.ple¦o.io', auth: { username: user, password: token } })")])
}

private func pleoOauthAccessToken() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-oauth-access-token"), summary: "Access token of Pleo's OAuth in the text", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/oauth/token-lifecycle/integration-design-auth-oauth-secure-token-storage", "https://developers.pleo.io/docs/current/integration-design/auth/oauth/token-lifecycle/integration-design-auth-oauth-token-overview"],
      advice: "revoke the grant or let the token expire, take it out, and never write tokens to files or logs",
      helpSource: "An access token lets its bearer act for the customer who granted it, until it expires. Pleo asks for\ntokens to be encrypted at rest and never to be logged or kept in plain files.\n\nThe payload is decoded, and counts where its issuer or audience is Pleo. A token whose `exp` has passed\nis reported as a warning: it works no more, but shows that tokens get written down here, and the refresh\ntoken of the same response may still live.\n\n## How to fix\n\n1. Find how the token got here; the same way leads to the next one.\n2. If it has not expired, revoke it: remove the grant, or rotate the client's credentials.\n3. Keep tokens in memory or encrypted, and log at most their last four characters.\n"),
    message: "Pleo {credential} stands in the text",
    clauses: [Clause(
      trigger: .evidence(["oauth-access-token"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: false, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["oauth-access-token"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: true, severity: .warning,
      confidence: nil, message: "expired Pleo {credential} stands in the text")],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "tmp/oauth.json", source: "{\"access_token\": \"⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjNjMDNkYW¦I2IiwgImV4c¦CI6IDIxMDk5¦MjA0ODJ9.Ly¦UraJQuVovi7¦EZsjRNnnplg¦iXi1de2dpep¦wgRiPEpE⟧\", \"expires_in\": 900}\n"), Example(path: "test/fixtures/session.rb", source: "SESSION = {\n  token: '⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gImMwYWYyZj¦E3IiwgImV4c¦CI6IDE2NTA0¦MzExNzR9.eK¦4y7iRRVcfzv¦0Tgm_nO1yn6¦mQlbbK30q4v¦QgMp9m48⟧',\n}.freeze\n"), Example(path: "app.log", source: "2026-03-14T08:11:52Z DEBUG sending Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjVkNjQ1MD¦I3IiwgImV4c¦CI6IDIxMDk5¦Mzg2NzJ9.OH¦VZU-M_AwfWO¦V2euT2D9zTV¦8Nf_1iYhJdv¦y82Kz_1o⟧ (attempt 1)"), Example(path: "replay.sh", source: "curl -H \"Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjBhNDNiMj¦UxIiwgImV4c¦CI6IDIxMDk5¦NTQ3NjN9.tV¦ui1XHcoZfjE¦bEc1hXB6FOs¦LFEmy_ogXmQ¦v-IjR5UU⟧\" \"$BASE/v3/export-jobs\""), Example(path: "Token.cs", source: "private const string Cached = \"⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gImE0NjEyM2¦NkIiwgImV4c¦CI6IDIxMDk3¦OTkyNzV9.FT¦6qh6I6lTXat¦0bN3K5dBidv¦5KWmsVCpI-Z¦vvJGYKaU⟧\";")],
    counterexamples: [Example(path: "supabase.env", source: "SUPABASE_ANON_KEY=eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAiaH¦R0cHM6Ly9pZ¦C5zaG9wLmV4¦YW1wbGUiLCA¦icm9sZSI6IC¦Jhbm9uIiwgI¦mV4cCI6IDIx¦MDkwMDAwMDB¦9.wTL4RPx4l¦CECq8OrLKAs¦h2MuvhjZ8EC¦nQ49qJjWExp¦Q"), Example(path: "README.md", source: "`Authorization: Bearer mF_9.B5f-4.1JqM`, or `Bearer <access_token>` for external.ple¦o.io"), Example(path: "settings.yml", source: "ple¦o_legacy_token: eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiOTRlN¦TY2NDctMWYy¦ZS00YzNiLTl¦hOGQtODIzOT¦FlNmRiN2M2I¦iwgImV4cCI6¦IDIxMDk1MTc¦3Njd9.r-I1u¦vTAetFo-xxT¦uehzVChgzZu¦r9esvw3Lk6v¦M41g4"), Example(path: "parts.txt", source: "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJwbGVvLnByb2R1Y3Rpb24ifQ")])
}

private func pleoPlainHttp() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-plain-http"), summary: "Plain http to a Pleo host that takes credentials", category: .handling,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-319"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys", "https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "use https://; Pleo asks for HTTPS whenever a key is sent",
      helpSource: "A request over plain `http` carries the `Authorization` header in clear text: everyone on the way can\nread the credential and use it. A redirect to `https` comes too late, because the first request has\nbeen sent by then.\n\nPleo's documentation says: *\"Always use HTTPS when sending API Keys to backend systems or Pleo\nendpoints.\"*\n\n## How to fix\n\nWrite `https://`:\n\n```\nht¦tp://external.pleo.io/v2/employees     wrong\nhttps://external.pleo.io/v2/employees    right\n```\n\nIf the address was in use, treat each credential that was sent to it as exposed: make a new one in\nthe Pleo web app (Settings > API Keys), put it in place, check that the integration works, and delete\nthe old one.\n\nComments and prose are left alone. A log line with such an address is reported: the request was made.\n"),
    message: "http:// to {host} sends the credential in clear text",
    clauses: [Clause(
      trigger: .evidence(["plain-http-url"]), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "application.properties", source: "ple¦o.base-url=⟦ht¦tp://external.ple¦o.io⟧"), Example(path: "lib/expenses.rb", source: "uri = URI(\"⟦ht¦tp://ope¦napi.staging.ple¦o.io⟧/v1/expenses\")\n"), Example(path: "client.go", source: "const base = \"⟦ht¦tp://external.staging.ple¦o.io⟧:80/v3\" // moved in May\n"), Example(path: "settings.json", source: "{\"tokenUrl\": \"⟦ht¦tp:\\/\\/auth.ple¦o.io⟧\\/oauth\\/token\"}"), Example(path: "deploy.sh", source: "curl --fail -u \"$PLE¦O_API_KEY:\" \\\n  ⟦ht¦tp://external.ple¦o.io⟧/v2/employees\n"), Example(path: "var/log/egress.log", source: "2026-03-14T08:11:52Z proxy GET ⟦ht¦tp://api.ple¦o.io⟧/rest/v1/users 301"), Example(path: "docs/setup.md", source: "Then run:\n\n```sh\ncurl ⟦ht¦tp://external.ple¦o.io⟧/v1/introspect\n```\n"), Example(path: "values.yaml", source: "feeds:\n  cards: ⟦ht¦tp://cards-bff.ple¦o.io⟧/graphql\n")],
    counterexamples: [Example(path: "client.py", source: "BASE = \"https://external.ple¦o.io\"  # never ht¦tp://external.ple¦o.io"), Example(path: "application.properties", source: "ple¦o.docs=http://developers.ple¦o.io/docs"), Example(path: "app.ts", source: "/* The proxy used to answer on ht¦tp://ope¦napi.ple¦o.io too. */\nconst local = \"http://localhost:8080/external.ple¦o.io\"\n"), Example(path: "README.md", source: "A request to ht¦tp://external.ple¦o.io would show the key to everyone on the way."), Example(path: "hosts.conf", source: "upstream=http://external.ple¦o.iotest.example/v1"), Example(path: "sync.php", source: "$url = 'http://emple¦o.io/api'; $other = 'http://external.emple¦o.io/v1';"), Example(path: "index.html", source: "<a href=\"http://www.ple¦o.io\">Ple¦o</a> <a href=\"http://app.ple¦o.io\">Sign in</a>"), Example(path: "render.sh", source: "sed -i \"s#https://$service.ple¦o.io#http://$service.internal#\" k8s/*.yaml")])
}

private func pleoUnattributedKey() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-unattributed-key"), summary: "Key with the prefix plp_, and nothing that says whose it is", category: .exposure,
      severity: .note, confidence: .low,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "if it is Pleo's, revoke or replace it in the Pleo web app (Settings > API Keys); if it is not, ask its issuer",
      helpSource: "A random-looking value with the prefix `plp_` stands in the text, and neither the file nor its path\nmentions Pleo. The prefix alone is no proof: Pleo publishes no format of its keys, the prefix rests on\none public source, and at least one unrelated product (Plopino) uses it.\n\nIt is reported as a note of low confidence, which does not fail a run.\n\n## How to fix\n\nFind out whose it is. If it is a Pleo key, treat it as `pleo-api-key` says: revoke or replace, update,\nrevalidate, remove, audit. If it is another issuer's, it is most likely a secret all the same.\n"),
    message: "{credential} looks like a Pleo API key, but nothing near says so; it may be another issuer's",
    clauses: [Clause(
      trigger: .evidence(["plp-key", "base64-key"]), region: nil, context: .absent,
      related: [], excluded: ["plp-key-of-another"], distance: .value,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-encoded-api-key"), RuleID(checked: "pleo-api-key"), RuleID(checked: "pleo-credential-in-url")],
    silentIn: [],
    examples: [Example(path: "deploy/vars.ini", source: "[upstream]\ntoken = ⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧\n"), Example(path: "app/client.py", source: "client = Client(\"⟦plp_¦Wv4ug7DJuLJ¦gJ6YM2HqdtC¦FDWdQV⟧\")"), Example(path: "secret.yaml", source: "data:\n  token: ⟦cGxw¦X285OW9qVjd¦MZ0hjc05BOW¦E2T3JteFFLO¦DRoWW51NTQ5¦VVlOa1V0azE¦=⟧\n"), Example(path: "notes.txt", source: "the key is ⟦plp_¦JVndBN26N4Z¦qmePoE4vhnT¦3jl6ECfokPP¦dgG⟧, I think"), Example(path: "main.ts", source: "export const headers = { \"x-token\": \"⟦plp_¦4nEsOqfM7Kh¦QVhRnAjbbsw¦Yw2Qo0qKl6U¦KRX⟧\" }")],
    counterexamples: [Example(path: "deploy/pleo/vars.ini", source: "token = plp_¦lLrfTOXK3GX¦hFPrtYBUPX6¦3HrtyGL2cc"), Example(path: "list.css", source: ".plp__head { display: flex }\n.plp_product-grid_container_wide2 { gap: 1rem }\n"), Example(path: "bbframe.c", source: "static unsigned plp_deinterleave_time_rows_64k_mode(struct plp_loop_entry *e);"), Example(path: "db.sql", source: "create table plp_bookstore_2024_customer_address (plp_id int);"), Example(path: "plopino.env", source: "PLOPINO_TOKEN=plp_¦gB366C2dRFz¦BAu2N0bk5kn¦BNbxZY")])
}

private func pleolintSuppressionExpired() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleolint-suppression-expired"), summary: "Suppression whose date has passed", category: .scanner,
      severity: .warning, confidence: .high,
      tags: ["maintainability"], references: ["https://github.com/pleolint/pleolint/blob/main/README.md#suppress-one-finding"],
      advice: "mend what it covered, or give a new date and the reason for it",
      helpSource: "A suppression may end: `until=2026-12-31` is its last day, in UTC. After it, what the suppression covered\nis reported again, and so is the comment.\n\n## How to fix\n\nMend what was suppressed, and delete the comment. If it has to stay, give a new date and say why.\n"),
    message: "this suppression ended on {until}; what it covered is reported again",
    clauses: [Clause(
      trigger: .suppression(.expired), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "keys.yml", source: "a: 1 # ⟦ple¦olint:allow ple¦o-api-key until=2020-02-29 -- until the migration⟧"), Example(path: "Keys.swift", source: "/* ⟦ple¦olint:allow ple¦o-plain-http, ple¦o-legacy-endpoint until=2021-01-01 -- test server⟧ */\nlet a = 1\n")],
    counterexamples: [Example(path: "keys.yml", source: "a: 1 # ple¦olint:allow ple¦o-api-key until=9999-12-31 -- never used again")])
}

private func pleolintSuppressionInvalid() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleolint-suppression-invalid"), summary: "Suppression without a reason, or of an unknown rule", category: .scanner,
      severity: .warning, confidence: .high,
      tags: ["maintainability"], references: ["https://github.com/pleolint/pleolint/blob/main/README.md#suppress-one-finding"],
      advice: "write: pleolint:allow RULE-ID -- why",
      helpSource: "A suppression takes one kind of finding out of a line, and says why. Without a reason, or with an ID that\nno rule has, it has no effect: what it was meant to cover is reported, and so is the comment.\n\n## How to fix\n\n```\napi_key: …  # ple¦olint:allow pleo-api-key -- revoked in January, the archive job still names it\n```\n\n`pleolint rules list` prints the IDs.\n"),
    message: "this suppression has no effect: it needs the IDs of known rules, a date as until=YYYY-MM-DD if any, and -- with a reason",
    clauses: [Clause(
      trigger: .suppression(.invalid), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "keys.yml", source: "# ⟦ple¦olint:allow ple¦o-api-key⟧\napi_key: plain\n"), Example(path: "keys.ts", source: "const a = 1 // ⟦ple¦olint:allow ple¦o-api-kye -- revoked⟧"), Example(path: "keys.py", source: "a = 1  # ⟦ple¦olint:allow ple¦o-api-key until=soon -- revoked⟧"), Example(path: "page.html", source: "<!-- ⟦ple¦olint:allow -- no rule⟧ -->")],
    counterexamples: [Example(path: "keys.yml", source: "help: \"write ple¦olint:allow ple¦o-api-key above the line\""), Example(path: "keys.json", source: "{\"note\": \"ple¦olint:allow ple¦o-api-key\"}")])
}

private func pleolintSuppressionUnused() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleolint-suppression-unused"), summary: "Suppression that covers nothing", category: .scanner,
      severity: .note, confidence: .high,
      tags: ["maintainability"], references: ["https://github.com/pleolint/pleolint/blob/main/README.md#suppress-one-finding"],
      advice: "delete the comment",
      helpSource: "The comment covers no finding on its line, or, where it stands alone on its line, on the next. It may\nhide a finding to come, so that it is better gone. Said only where all rules ran over the whole file.\n\n## How to fix\n\nDelete the comment, or move it to the line that it is meant for.\n"),
    message: "this suppression covers no finding",
    clauses: [Clause(
      trigger: .suppression(.unused), region: nil, context: nil,
      related: [], excluded: [], distance: .request,
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "keys.yml", source: "# ⟦ple¦olint:allow ple¦o-api-key -- revoked⟧\na: 1\n"), Example(path: "fetch.js", source: "const url = base // ⟦ple¦olint:allow ple¦o-plain-http -- test server⟧\n")],
    counterexamples: [Example(path: "fetch.js", source: "const url = \"ht¦tp://external.ple¦o.io\" // ple¦olint:allow ple¦o-plain-http -- a test server of our own\n")])
}
