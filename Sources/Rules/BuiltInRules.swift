// swift-format-ignore-file
// Generated from rules/*.toml by `make rules`; a test fails when it is stale. Do not edit.

internal import Findings

extension RuleSet {
  /// The rules that are compiled into the program.
  public static let builtIn = RuleSet(
    rules: [
      pleoApiKey(),
      pleoBasicWithoutColon(),
      pleoBroadScopes(),
      pleoClientSideCredential(),
      pleoCompanyIdParameter(),
      pleoCredentialFile(),
      pleoCredentialInUrl(),
      pleoDecodedToken(),
      pleoEncodedApiKey(),
      pleoEnvironmentMismatch(),
      pleoInsecureOauthFlow(),
      pleoKeyAsBearer(),
      pleoKeyInQuery(),
      pleoLegacyEndpoint(),
      pleoLegacyToken(),
      pleoLegacyTokenOnNewApi(),
      pleoLoggedCredential(),
      pleoNewKeyOnLegacyApi(),
      pleoOauthAccessToken(),
      pleoOauthClientSecret(),
      pleoOauthRefreshToken(),
      pleoPersistedToken(),
      pleoPlainHttp(),
      pleoPrivateHost(),
      pleoUnattributedKey(),
      pleoUnencodedBasic(),
      pleoUnmaskedCredential(),
      pleoUnverifiedTls(),
      pleoWebhookSecret(),
      pleolintSuppressionExpired(),
      pleolintSuppressionInvalid(),
      pleolintSuppressionUnused(),
    ],
    evidence: [
      EvidencePattern(
        id: "plp-key", kind: "api-key", keywords: ["plp_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255}))(?![A-Za-z0-9_\\-]|[*•…])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 320, region: nil,
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "plp-key-of-another", kind: nil, keywords: ["plp_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?i)(?:plopino)[A-Za-z0-9_.\\-]{0,40}[\"'\\])]{0,3}\\s{0,4}(?:=>|[:=,])\\s{0,4}(?:[\"'`]|bearer\\s)?(?-i)plp_[A-Za-z0-9_\\-]{16,255}",
        gate: EvidencePattern.Gate(),
        reachBefore: 64, reachAfter: 320, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "named-key", kind: "api-key", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?!eyJ[A-Za-z0-9_\\-]{8,}\\.)(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 64, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "held-key", kind: "api-key", keywords: [], follows: [],
        holder: "(?:(?:(?<![A-Za-z])(?:pleo|PLEO)(?![a-z])|(?<![A-Z])Pleo(?![a-z])))(?![^\\n]{0,200}(?:(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))|(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh))))[^\\n]{0,200}?(?<![A-Za-z])(?:[A-Za-z0-9]{1,30}[_\\-])?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)$", artifactPath: nil,
        pattern: "(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?!eyJ[A-Za-z0-9_\\-]{8,}\\.)(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "commanded-key", kind: "api-key", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:^|[\\s;&|(])(?:(?:ENV|ARG|setenv|set(?:[ \\t]{1,4}-[A-Za-z]{1,8}){0,3})[ \\t]{1,8}|--)(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))[ \\t]{1,8}[\"']?(?!eyJ[A-Za-z0-9_\\-]{8,}\\.)(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 96, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "basic-user-literal", kind: "api-key", keywords: [], follows: ["external-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    # curl -u \"key:\", http -a key:, wget --user=key\n    (?<![A-Za-z0-9_\\-]) (?: -u | -a | --user | --auth ) [=\\ \\t]{0,4} [\"']? (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) :? [\"']? (?= [\\s\\\\] | $ )\n    # auth=(\"key\", \"\"), basic_auth(\"key\", \"\"), auth: [\"key\", \"\"], Credentials.basic(\"key\", \"\")\n  | (?i: auth (?:entication|orization|enticator)? | \\bbasic ) [A-Za-z]{0,12} [\"']? \\s{0,4} (?: [=:(] | => ) [\\s([{]{0,8}\n    (?: new\\s[A-Za-z]{1,30}\\( )? [\"'] (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) [\"'] \\s{0,4} , \\s{0,4} (?: Some\\( )? [\"']{2}\n    # auth: { username: \"key\" }\n  | \\b (?i: user (?:name)? ) [\"']? \\s{0,4} (?: [=:] | => ) \\s{0,4} [\"'] (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) [\"']\n    # CURLOPT_USERPWD => \"key:\"\n  | USERPWD \\s{0,4} (?: , | => | = ) \\s{0,4} [\"'] (?<secret> (?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}) ) : [\"']\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 700, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "netrc-login", kind: "api-key", keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "\\bmachine\\s{1,4}(?<host>(?:external|openapi)(?:\\.staging)?\\.pleo\\.io)\\s{1,8}login\\s{1,4}(?<secret>(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?!\\S)",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 40, reachAfter: 700, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "base64-key", kind: "api-key", keywords: ["plp_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<![+/])(?<encoded>cGxw[A-Za-z0-9+/_\\-]{20,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 4, reachAfter: 420, region: "encoded",
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255}))\\n?\\z"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "base64-key-with-colon", kind: "api-key", keywords: ["plp_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<![+/])(?<encoded>cGxw[A-Za-z0-9+/_\\-]{20,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 4, reachAfter: 420, region: "encoded",
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255})):\\n?\\z"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "basic-empty-password", kind: "api-key", keywords: [], follows: ["external-endpoint", "openapi-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_])(?i:basic)(?:\\s|%20|\\+){1,4}[\"']?(?<encoded>[A-Za-z0-9+/_\\-]{12,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 440, region: "encoded",
        checks: [.noPlaceholder(group: "secret")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>[A-Za-z0-9][\\x21-\\x39\\x3b-\\x7e]{7,255}):\\z"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "basic-key-without-colon", kind: "api-key", keywords: ["plp_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_])(?i:basic)(?:\\s|%20|\\+){1,4}[\"']?(?<encoded>cGxw[A-Za-z0-9+/_\\-]{20,400}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 20, reachAfter: 420, region: "encoded",
        checks: [.noPlaceholder(group: "body"), .highEntropy(group: "body")], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A(?<secret>plp_(?<body>[A-Za-z0-9_\\-]{16,255}))\\z"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "public-environment-name", kind: nil, keywords: ["PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?<![A-Za-z0-9_])\n  (?<name> (?: NEXT_PUBLIC | VITE | REACT_APP | EXPO_PUBLIC | NUXT_PUBLIC | NUXT_ENV | GATSBY | VUE_APP | NG_APP\n             | PREACT_APP | RAZZLE | STORYBOOK | SNOWPACK_PUBLIC | PARCEL_PUBLIC | RSBUILD_PUBLIC | PUBLIC ) _\n    (?: [A-Z0-9]{1,24} _ ){0,4} PLEO _ (?: [A-Z0-9]{1,24} _ ){0,4}?\n    (?: API_?KEY | KEY | TOKEN | SECRET | PASSWORD | CREDENTIALS? | AUTH ) (?: _ (?: PROD | STAGING | LIVE | TEST ) )? )\n  (?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "password", "credential", "auth"]),
        reachBefore: 128, reachAfter: 160, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "pleo-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: nil,
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 512, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: true, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "external-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>external(?:\\.staging)?\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["external.", ".staging."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} takes API keys and OAuth tokens, no legacy tokens",
        isContext: false, extent: nil,
        role: .endpoint, isOpaque: false),
      EvidencePattern(
        id: "openapi-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>openapi(?:\\.staging)?\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["openapi.", ".staging."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} takes legacy tokens alone",
        isContext: false, extent: nil,
        role: .endpoint, isOpaque: false),
      EvidencePattern(
        id: "auth-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>auth(?:\\.staging)?\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["auth.", ".staging."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} is Pleo's authorization server",
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "production-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>(?:external|openapi)\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["external.", "openapi."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} is of the production environment",
        isContext: false, extent: nil,
        role: .endpoint, isOpaque: false),
      EvidencePattern(
        id: "staging-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>(?:external|openapi)\\.staging\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: [".staging."], followedBy: [".io"]),
        reachBefore: 24, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: "{host} is of the staging environment",
        isContext: false, extent: nil,
        role: .endpoint, isOpaque: false),
      EvidencePattern(
        id: "private-endpoint", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)))(?<host>(?:api(?:\\.staging)?|[a-z0-9\\-]{1,40}-bff(?:\\.staging)?|developer)\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(precededBy: ["api.", ".staging.", "-bff.", "developer."], followedBy: [".io"]),
        reachBefore: 60, reachAfter: 32, region: "host",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: .endpoint, isOpaque: false),
      EvidencePattern(
        id: "openapi-url", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    https?:(?:\\\\?/)(?:\\\\?/) (?: [^\\s\"'`<>@/]{0,200} @ )? (?<host> openapi(?:\\.staging)?\\.pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))\n  | (?: (?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)) ) (?<host> openapi(?:\\.staging)?\\.pleo\\.io ) (?= :443 | /v[0-9] )\n  | (?i: \\b (?:base|api)? [_\\-.]? (?:url|uri|address|endpoint) | \\b base ) [\"']? \\s{0,4} (?: => | [:=] ) \\s{0,4} [\"']\n    (?<host> openapi(?:\\.staging)?\\.pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))\n)",
        gate: EvidencePattern.Gate(precededBy: ["openapi.", ".staging."], followedBy: [".io"]),
        reachBefore: 260, reachAfter: 64, region: "host",
        checks: [.requestLacks(pattern: "(?:(?i:allow|white-?list|block-?list|deny|denied|\\bcors\\b|origins?\\b|content-security-policy|connect-src|no_proxy|trusted|egress|hosts?\\s*[=:]\\s*[\\[({]))")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "plain-http-url", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9])(?<url>http:(?:\\\\?/)(?:\\\\?/)(?:[^\\s\"'`<>@/]{0,200}@)?(?<host>(?:(?:(?:external|openapi|auth|api)(?:\\.staging)?|[a-z0-9\\-]{1,40}-bff(?:\\.staging)?)\\.pleo\\.io)))(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 260, reachAfter: 64, region: "url",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "staging-host-held-by-production", kind: nil, keywords: [], follows: [],
        holder: "(?i)(?:^|[._\\-])(?:prod|production|live)(?:[._\\-]|$)", artifactPath: nil,
        pattern: "[\"'`]?(?:https?:(?:\\\\?/)(?:\\\\?/))?(?<host>(?:external|openapi)\\.staging\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 300, region: "host",
        checks: [], decoding: nil, label: "{host} is of the staging environment",
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "production-host-held-by-staging", kind: nil, keywords: [], follows: [],
        holder: "(?i)(?:^|[._\\-])(?:staging|stage|stg|sandbox)(?:[._\\-]|$)", artifactPath: nil,
        pattern: "[\"'`]?(?:https?:(?:\\\\?/)(?:\\\\?/))?(?<host>(?:external|openapi)\\.pleo\\.io)(?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 300, region: "host",
        checks: [], decoding: nil, label: "{host} is of the production environment",
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "authorization-header", kind: nil, keywords: [], follows: ["private-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)(?<![A-Za-z0-9_])(?:proxy-)?authorization(?![A-Za-z])|\\bbearer\\b|x-api-key|\\bauth\\s{0,4}[=:(]|basic_?auth|set_?basic_?auth|(?<![\\w-])(?:-u|--user)\\s",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 40, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "company-call", kind: nil, keywords: [], follows: ["external-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?<url>(?:https?:(?:\\\\?/)(?:\\\\?/)external(?:\\.staging)?\\.pleo\\.io)?/(?:v[0-9]/)?(?:export-jobs|tag-groups|aggregations/tag-groups)(?![A-Za-z0-9_\\-])[^\\s\"'`<>]{0,400})",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 500, region: "url",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "company-parameter", kind: nil, keywords: [], follows: ["company-call"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)company[_\\-]?id|organi[sz]ation[_\\-]?id",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 40, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "unknown-parameters", kind: nil, keywords: [], follows: ["company-call"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?: [=:,(&?{] | \\$\\{ | \\.\\.\\. | \\*\\* ) \\s{0,4} (?: \\$ | \\*{1,2} | & | @ )? (?i: [a-z_]{0,20} (?: params | parameters | query | querystring | query_string | qs | search | filters? | options | opts | args | kwargs | extra ) ) (?: \\.toString\\(\\) | \\.Encode\\(\\) | \\.encode\\(\\) | \\(\\) )? \\s{0,4} (?= [,)}\\]\"'`;] | \\s*\\n | $ )\n  | \\.\\.\\. [A-Za-z_]{1,40} | \\*\\* [A-Za-z_]{1,40}\n  | (?i: -X \\s? | method [\"']? \\s? [:=] \\s? [\"']? | \\. | \\b ) (?: POST | post | PUT | put | PATCH | patch | DELETE | delete ) \\b\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 120, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "misspelt-company-in-url", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?<url> (?: https?:(?:\\\\?/)(?:\\\\?/) )? external(?:\\.staging)?\\.pleo\\.io (?|\n    [^\\s\"'`<>]{0,120} /employees (?![A-Za-z0-9_\\-]) [^\\s\"'`<>]{0,300}? [?&] company_id = [^\\s\"'`<>]{0,200}\n  | [^\\s\"'`<>]{0,120} / (?: export-jobs | export-items | export-job-items | tag-groups | tags | accounting-entries | installations ) (?![A-Za-z0-9_\\-]) [^\\s\"'`<>]{0,300}? [?&] companyId = [^\\s\"'`<>]{0,200} ) )",
        gate: EvidencePattern.Gate(precededBy: ["external.", ".staging."], followedBy: [".io"]),
        reachBefore: 40, reachAfter: 700, region: "url",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "misspelt-company-in-path", kind: nil, keywords: [], follows: ["external-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?<![A-Za-z0-9]) (?<url> (?|\n    (?: /v[0-9] )? /employees (?![A-Za-z0-9_\\-]) [^\\s\"'`<>]{0,300}? [?&] company_id = [^\\s\"'`<>]{0,200}\n  | (?: /v[0-9] )? / (?: export-jobs | export-items | export-job-items | tag-groups | tags | accounting-entries | installations ) (?![A-Za-z0-9_\\-]) [^\\s\"'`<>]{0,300}? [?&] companyId = [^\\s\"'`<>]{0,200} ) )",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 700, region: "url",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "employees-call", kind: nil, keywords: [], follows: ["external-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?:/v[0-9])?/employees(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 40, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "snake-call", kind: nil, keywords: [], follows: ["external-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?:/v[0-9])?/(?:export-jobs|export-items|export-job-items|tag-groups|tags|accounting-entries|installations)(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 60, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "snake-company-parameter", kind: nil, keywords: [], follows: ["employees-call"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    \\b (?i: params | query | qs | query_?params | search_?params | query_?parameters ) [\"']? \\s{0,4} (?: [=:(] | => ) \\s{0,4} (?: (?: new \\s )? URLSearchParams \\( \\s{0,4} )? [{\\[(] [^{}\\[\\]()]{0,300}? (?<![A-Za-z0-9_\\-]) (?<parameter> [\"':]? company_id [\"']? \\s{0,4} (?: : | => | = | , ) )\n  | (?i: set | append | add | addQueryParameter | queryParam | query_param | setParameter | with_?query ) \\( \\s? (?<parameter> [\"'] company_id [\"'] )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 420, region: "parameter",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "camel-company-parameter", kind: nil, keywords: [], follows: ["snake-call"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    \\b (?i: params | query | qs | query_?params | search_?params | query_?parameters ) [\"']? \\s{0,4} (?: [=:(] | => ) \\s{0,4} (?: (?: new \\s )? URLSearchParams \\( \\s{0,4} )? [{\\[(] [^{}\\[\\]()]{0,300}? (?<![A-Za-z0-9_\\-]) (?<parameter> [\"':]? companyId [\"']? (?: \\s{0,4} (?: : | => | = | , ) | (?= \\s? \\} ) ) )\n  | (?i: set | append | add | addQueryParameter | queryParam | query_param | setParameter | with_?query ) \\( \\s? (?<parameter> [\"'] companyId [\"'] )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 420, region: "parameter",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "credential-file", kind: "credential", keywords: [], follows: [],
        holder: nil, artifactPath: "(?i)(?:^|/)[a-z0-9_\\-.]{0,30}?(?<![a-z])pleo[_\\-.]?(?:io)?[_\\-.]?(?:api|prod(?:uction)?|staging|live|legacy|oauth|access|refresh|webhook|client)?[_\\-.]?(?:api|access|refresh)?[_\\-.]?(?:keys?|tokens?|secrets?|credentials?|auth)(?:[_\\-.](?:prod|production|staging|live|test|dev|old|new|backup|bak))?(?:\\.(?:txt|json|key|token|secret|pem|env|cfg|conf|dat|asc|ya?ml|ini|properties|bak))?$",
        pattern: "\\A(?:\\xef\\xbb\\xbf)?(?<line>[^\\n]{0,300}?(?<![A-Za-z0-9_\\-])(?<secret>eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}|(?:[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}))(?![A-Za-z0-9_\\-])[^\\n]{0,300})",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 12288, region: "line",
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "built-basic", kind: nil, keywords: [], follows: ["openapi-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    # curl -u \"$KEY:\"\n    (?<![A-Za-z0-9_\\-]) (?: -u | --user ) [=\\ \\t]{0,4} (?<credential> [\"']? [^\\s\"':]{1,80} : [\"']? ) (?= [\\s\\\\] | $ )\n    # auth=(KEY, \"\"), basic_auth(KEY, \"\")\n  | (?i: auth (?:entication|orization)? ) [A-Za-z]{0,12} [\"']? \\s{0,4} (?: [=:(] | => ) [\\s([{]{0,8}\n    (?<credential> [^\\s\"',(){}\\[\\]]{1,80} (?: \\[ [\"'][^\"'\\n]{1,60}[\"'] \\] )? \\s{0,4} , \\s{0,4} [\"']{2} )\n    # auth: { username: KEY, password: \"\" }\n  | \\b (?<credential> (?i: user (?:name)? ) [\"']? \\s{0,4} (?: [=:] | => ) \\s{0,4} [^\\s,{}]{1,80} \\s{0,4} , \\s{0,8}\n    [\"']? (?i: password ) [\"']? \\s{0,4} (?: [=:] | => ) \\s{0,4} [\"']{2} )\n    # btoa(KEY + \":\"), b64encode(f\"{KEY}:\".encode()), Buffer.from(`${KEY}:`)\n  | \\b (?<credential> (?i: btoa | b64encode | base64_encode | (?:strict_|urlsafe_)? encode64 | encodeToString | encodeString\n                         | ToBase64String | base64\\.encode | buffer\\.from ) \\( [^\\n;]{0,120}? : [\"'`] ) (?= \\s{0,4} [.),] )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 300, region: "credential",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "digest-call", kind: nil, keywords: [], follows: ["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?<![A-Za-z0-9_]) (?|\n    (?i: [A-Za-z0-9_.:]{0,40} (?: sha_?[0-9]{1,3} | hash | hmac | digest | fingerprint | md5 | mask | redact | obfuscate | censor | anonymi[sz]e | sanitize | conceal | obscure | last_?(?:4|four) | tail4 | is_?(?:empty|null|blank|set|present|nil) | isNullOrEmpty | isNullOrWhiteSpace | is_?valid | isset | empty | defined | bool (?:ean)? | len | length | strlen | count | typeof | nonNull | requireNonNull | hexdigest | bcrypt | argon2 | takeLast | secret_?str | hide ) ) [?!]? \\(\n  | (?: !! | typeof\\s | defined\\? ) (?= [A-Za-z] )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 80, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .call,
        role: nil, isOpaque: true),
      EvidencePattern(
        id: "harmless-part", kind: nil, keywords: [], follows: ["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?<![A-Za-z0-9_]) (?: [A-Za-z0-9_@$]{1,60} (?: \\. | -> | \\?\\. | :: ) ){0,4} [A-Za-z0-9_$@]{1,60} (?: \\[ [\"'] [A-Za-z0-9_]{1,60} [\"'] \\] | \\( [\"'] [A-Za-z0-9_]{1,60} [\"'] \\) )? [!?]{0,2}\n    (?: (?: \\. | -> | \\?\\. ) (?: slice\\( \\s? -[1-4] \\s? \\) | substr\\( \\s? -[1-4] \\s? (?:,\\s?[0-9]\\s?)? \\) | last\\( \\s? [1-4] \\s? \\) | takeLast\\( \\s? [1-4] \\s? \\) | takeRight\\( \\s? [1-4] \\s? \\) | suffix\\( \\s? [1-4] \\s? \\)\n        | at\\( -1 \\) | length \\b | Length \\b | size \\b | count \\b | len \\( | isEmpty | is_empty | isNotEmpty | isBlank | is_some | is_none | is_ok | present\\? | nil\\? | empty\\? | blank\\? | startsWith | starts_with | start_with\\? | StartsWith | hasPrefix | endsWith | bytesize | has_value | HasValue\n        | substring\\( [^()\\n]{0,40} (?:length|len|size|count) (?:\\(\\))? \\s? - \\s? [1-4] \\s? \\) | Substring\\( [^()\\n]{0,40} Length \\s? - \\s? [1-4] \\s? \\) | slice\\( [^()\\n]{0,40} length \\s? - \\s? [1-4] )\n      | \\[ \\s? - [1-4] \\s? : \\s? \\] | \\[ \\s? - [1-4] \\s? \\.\\. (?: -1 )? \\s? \\] | \\[ \\^ [1-4] \\.\\. \\] | \\[ len\\( [^()\\n]{1,60} \\) \\s? - \\s? [1-4] \\s? : \\s? \\]\n      | : \\s? -[1-4] (?= \\} ) | : \\s? \\$\\(\\( [^()]{1,40} - \\s? [1-4] \\)\\)\n      | \\s? (?: === | !== | == | != ) \\s? (?: null | undefined | nil | None | \"\" | '' )\n      | \\s (?: is\\snot | is ) \\s (?: None | null | nil ) \\b\n      | \\s? \\? (?! [.?:] ) \\s? [\"'`] [^\"'`\\n]{0,40} [\"'`] \\s? : \\s? [\"'`]\n      | \\s if \\s )\n  | (?<![A-Za-z0-9_]) (?: substr | mb_substr | right | Right | RIGHT | str_sub | stri_sub | str_last | substring ) \\( [^()\\n]{1,80} , \\s? - [1-4] \\s? (?: , [^()\\n]{0,12} )? \\)\n  | \\$\\{\\#[A-Za-z_][A-Za-z0-9_]{0,60}\\} | \\$\\{[A-Za-z_][A-Za-z0-9_]{0,60} (?: :\\+ | \\+ | :\\? | \\? ) [^}\\n]{0,120} \\}\n  | [\"'] [^\"'\\n]{0,40} [\"'] \\s if \\s [A-Za-z0-9_.]{1,80} \\s else \\b\n  | (?: -n | -z ) \\s [\"']? \\$ \\{? [A-Za-z_][A-Za-z0-9_]{0,60} (?: :- )? \\}? [\"']?\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 420, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: true),
      EvidencePattern(
        id: "log-call", kind: nil, keywords: [], follows: ["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?<![A-Za-z0-9_]) (?|\n    (?: console | Console | logger | Logger | LOGGER | log | LOG | Log | _log | _logger | logging | winston | pino | slog | zap | logrus | sugar | Timber | NSLog | os_log | tracing | syslog | winstonLogger | rollbar | Rollbar | Sentry | sentry | Bugsnag | bugsnag | debug | Debug | Trace | Rails\\.logger | Logging )\n      (?: [A-Za-z0-9_]{0,12} ) (?: (?: \\. | :: | -> | ! ) [A-Za-z_]{1,30} !? ){1,3} \\s? \\K [(\\s]\n  | (?: console\\.(?:log|error|warn|info|debug|trace|dir|table) | print | println | printf | eprintln | eprint | sprintf_err | puts | pp | p | warn | fprintf | wprintf | NSLog | os_log | Log\\. [a-z] | dbg | dump | dd | var_dump | print_r | error_log | trigger_error | logf | debugPrint | die | abort | message | cat | say | syslog | print_endline | Write-Host | Write-Output | Write-Verbose | Write-Debug | Write-Error | Write-Warning | Write-Information | logInfo | logError | logDebug | logWarning | log_info | log_error | log_debug | log ) !? \\s? \\K \\(\n  | (?: fmt\\.(?:Print|Fprint|Errorf|Sprintf_) [a-z]{0,6} | errors\\.(?:New|Wrap|Wrapf|Errorf) | System\\.(?:out|err)\\.print[a-z]{0,3} | Console\\.(?:Error\\.)?Write(?:Line)? | IO\\.(?:puts|inspect|warn) | Logger\\.[a-z]{1,10} | std::c(?:out|err|log) | io\\.write | stderr\\.write | STDERR\\.puts | STDOUT\\.puts | \\$stdout\\.puts | \\$stderr\\.puts | process\\.std(?:out|err)\\.write | sys\\.std(?:out|err)\\.write | bail | anyhow | panic | eyre | unreachable ) !? \\s? \\K [(<\\s]\n  | (?: throw \\s{1,4} (?: new \\s )? [A-Za-z_.:\\\\]{0,60} | raise \\s{1,4} [A-Za-z_.:]{0,60} | panic!? | Err | die \\s | croak | confess | fatalError | preconditionFailure | error | stop | fail ) \\s? \\K [(]\n  | (?: raise \\s [A-Z][A-Za-z:]{1,50} , \\s | die \\s (?= [\"'] ) | throw \\s (?= [\"'`] ) )\n  | (?: puts | pp | p | print | warn | say | echo | printf | Write-Host | Write-Output | Write-Verbose | Write-Debug | Write-Error | Write-Warning | logger | log | info | debug | error ) \\s{1,4} (?= [-\"'`$@A-Za-z] ) (?! (?: is | was | to | the | in | if | for | of ) \\s )\n  | (?: res | response | resp | reply | ctx | c | context | w ) \\. (?: status\\( [0-9]{3} \\) \\. )? (?: json | send | end | write | JSON | String | render | body\\s= ) \\s? \\K \\(\n  | (?: Response\\.json | NextResponse\\.json | jsonify | JsonResponse | HttpResponse | JSONResponse | json_response | wp_send_json | Ok ) \\s? \\K \\(\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 200, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .call,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "piped-echo", kind: nil, keywords: [], follows: ["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_])(?:echo|printf|print|Write-Output)\\s[^\\n|]{1,240}(?:\\|\\s*(?!cut\\b|tr\\b|sed\\b|head\\b|tee\\b|cat\\b|jq\\b|awk\\b|base64\\s+(?:-d|-D|--decode))|>{1,2}\\s*(?!&)|::add-mask::)|(?<![A-Za-z0-9_])(?:echo|printf)\\s[^\\n]{0,20}::add-mask::[^\\n]{0,200}",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 300, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "shown-part", kind: nil, keywords: [], follows: ["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?<![A-Za-z0-9_]) (?: [A-Za-z0-9_@$]{1,60} (?: \\. | -> | \\?\\. | :: ) ){0,4} [A-Za-z0-9_$@]{1,60} (?: \\[ [\"'] [A-Za-z0-9_]{1,60} [\"'] \\] | \\( [\"'] [A-Za-z0-9_.]{1,60} [\"'] \\) )? [!?]{0,2}\n    (?: (?: \\. | -> | \\?\\. ) (?: (?: substring | substr | slice | Substring | subSequence | substringToIndex ) \\( \\s? 0 \\s? , \\s? [0-9]{1,3} \\s? \\)\n          | (?: substr | slice | substring | Substring ) \\( \\s? - (?: [5-9] | [1-9][0-9]{1,2} ) \\s? (?: , [^()\\n]{0,12} )? \\)\n          | (?: first | take | prefix | left | Left | takeFirst ) \\( \\s? [0-9]{1,3} \\s? \\)\n          | (?: last | takeLast | takeRight | suffix | right | Right ) \\( \\s? (?: [5-9] | [1-9][0-9]{1,2} ) \\s? \\)\n          | substring\\( to: [^()\\n]{1,60} \\) | chars\\(\\)\\.take\\( [0-9]{1,3} \\) [^;\\n]{0,40}? collect (?: ::<String> )? \\(\\)\n          | slice\\( \\s? [0-9] \\s? \\) )\n      | \\[ \\s? 0? \\s? : \\s? (?: [0-9]{1,3} ) \\s? \\] | \\[ \\s? 0? \\s? \\.\\. [.<=]? \\s? [0-9]{1,3} \\s? \\] | \\[ \\s? 0 \\s? , \\s? [0-9]{1,3} \\s? \\]\n      | \\[ \\s? - (?: [5-9] | [1-9][0-9] ) \\s? (?: : | \\.\\. ) (?: -1 )? \\s? \\] )\n  | (?<![A-Za-z0-9_.]) (?: substr | mb_substr | substring | left | Left | LEFT | str_sub | String\\.slice | string\\.sub | Str::substr | Str::limit | substr0 | strtrim | str_limit | mb_strimwidth ) \\( \\s? [$A-Za-z_@] [^(),\\n]{0,80} (?: \\( [^()\\n]{0,60} \\) )? \\s? , \\s? (?: [01] (?:L)? \\s? (?: , | \\.\\. ) \\s? )? [0-9]{1,3} (?:L)? \\s? \\)\n  | \\$\\{[A-Za-z_][A-Za-z0-9_]{0,60} : \\s? 0? : [0-9]{1,3} \\}\n  | \\$\\{[A-Za-z_][A-Za-z0-9_]{0,60} : \\s? \\s - (?: [5-9] | [1-9][0-9] ) \\}\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 420, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "compared-part", kind: nil, keywords: [], follows: ["shown-part"],
        holder: nil, artifactPath: nil,
        pattern: "[)\\]]\\s?(?:===?|!==?|\\.equals\\(|\\.eql\\?|eq\\b|-eq\\b)\\s?",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 16, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "half-masked-key", kind: nil, keywords: ["plp_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<shown>plp_(?|(?<part>[A-Za-z0-9][A-Za-z0-9_\\-]{1,60}?)(?:[*•●]{2,}|[xX]{4,}|\\.{3,}|…+)[A-Za-z0-9]{0,12}|(?:[*•●]{2,}|\\.{3,}|…+)(?<part>[A-Za-z0-9]{5,60})))(?![A-Za-z0-9_\\-*•])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 160, region: "shown",
        checks: [.noPlaceholder(group: "part")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "stored-token", kind: nil, keywords: [], follows: ["pleo-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    \\b (?: window\\. )? (?: localStorage | sessionStorage | AsyncStorage | Preferences | MMKV | storage | GM ) \\. (?: setItem | set | setString | setValue ) \\s? \\(\n  | \\b (?: localStorage | sessionStorage ) (?: \\[ [^\\]\\n]{1,60} \\] | \\. [A-Za-z_]{1,40} ) \\s? = (?! = )\n  | \\b document\\.cookie \\s? = | \\b Cookies\\.set \\( | \\b (?: chrome | browser )\\.storage\\.(?:local|sync|session)\\.set \\(\n  | \\b UserDefaults (?: \\.standard | \\( [^()\\n]{0,60} \\) !? )? \\.set(?:Value)? \\( | \\b NSUserDefaults [^;\\n]{0,60} setObject: | @AppStorage \\(\n  | \\b (?: [A-Za-z_]{0,20} (?: [pP]refs | [pP]references | editor ) [A-Za-z_]{0,12} (?: \\( [^()\\n]{0,60} \\) )? \\. (?: edit\\(\\)\\. )? (?: putString | setString | put | write ) ) \\(\n  | \\b (?: fs (?:\\.promises)? | fsp | Deno | Bun ) \\. (?: writeFile (?:Sync)? | writeTextFile (?:Sync)? | appendFile (?:Sync)? | write | outputJson | writeJson ) \\s? \\( | \\b (?: writeFile (?:Sync)? | outputJson | writeJson | file_put_contents | WriteAllText (?:Async)? | WriteFile | writeText | write_text | write_string | saveRDS | writeLines | Set-Content | Out-File ) \\s? [(\\s]\n  | \\b (?: File\\.write | IO\\.write | File\\.write!? | json\\.dump | pickle\\.dump | yaml\\.(?:safe_)?dump | fs::write | os\\.WriteFile | ioutil\\.WriteFile | Files\\.(?:write|writeString) | File\\.WriteAllText (?:Async)? ) \\s? \\(\n  | \\b [A-Za-z_]{1,20} \\. write \\s? \\( (?= \\s{0,4} (?: json\\.dumps | [A-Za-z_.]{0,30} (?: token | Token | secret ) ) )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 160, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .call,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "token-word", kind: nil, keywords: [], follows: ["stored-token"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_])(?<name>[A-Za-z0-9_]{0,30}?(?:(?i:access|refresh|pleo|bearer|oauth|auth|api)[_\\-]?(?i:token|key|secret)s?|(?i:tokens?|credentials?)|client_?[sS]ecret|(?i:api_?key)))(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 120, region: "name",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "other-issuer-word", kind: nil, keywords: [], follows: ["stored-token", "token-decoder"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)(?<![a-z])(?:stripe|slack|github|gitlab|google|firebase|azure|supabase|xero|visma|fortnox|quickbooks|okta|auth0|session|csrf|xsrf|id[_\\-]?token|fcm|push|device|maps|mapbox|sentry)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 40, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "safe-storage", kind: nil, keywords: [], follows: ["stored-token"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)keychain|keystore|securestore|secure[_\\-]?storage|encryptedsharedpreferences|encrypt|vault|keyring|secretmanager|secretsmanager|credentialmanager|dpapi|ProtectedData|libsecret",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 60, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "token-decoder", kind: nil, keywords: [], follows: ["pleo-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?<![A-Za-z0-9_]) (?: jwt | JWT | jose | Jose | jsonwebtoken | jwtlib | JsonWebToken | Jwt | firebase\\\\jwt\\\\JWT | Joken )? (?: \\. | :: )? (?: decode | jwt_?[dD]ecode | jwtDecode | decodeJwt | decode_?jwt | parseJwt | parse_jwt | peek_claims | peekClaims | ParseUnverified | decode_complete | get_unverified_claims | get_unverified_header | unverified_claims | ReadJwtToken | ReadToken | decodeToken | decodeProtectedHeader | parseClaimsJwt | dangerous_insecure_decode | insecure_decode | SignedJWT\\.parse | JWTParser\\.parse | JWSObject\\.parse | decodedPayload ) !? \\s? \\(\n  | (?<![A-Za-z0-9_]) [A-Za-z0-9_.$>?!\\-]{1,80} (?: \\. | -> ) (?: split | Split | components | explode ) \\( (?: separatedBy:\\s? )? [\"']\\.[\"'] \\)\n  | (?<![A-Za-z0-9_]) explode \\( \\s? [\"']\\.[\"'] \\s? ,\n  | (?<![A-Za-z0-9_]) strings\\.Split \\( (?= [^()\\n]{1,80} , \\s? \"\\.\" )\n  | (?<![A-Za-z0-9_]) String\\.split \\( (?= [^()\\n]{1,80} , \\s? \"\\.\" )\n  | (?: echo | printf | <<< ) \\s [^\\n|]{1,120} \\| \\s? (?: cut \\s -d \\s? ['\"]?\\.['\"]? \\s -f \\s? [0-9] | awk \\s -F \\s? ['\"]?\\\\?\\.['\"]? | jq \\s -R [^|\\n]{0,20} split\\(\"\\.\"\\) )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 260, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .call,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "bare-access-token", kind: nil, keywords: [], follows: ["token-decoder"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_.>])(?:[A-Za-z0-9_@$]{1,40}(?:\\.|->|\\?\\.)){0,3}(?<name>(?i:access_?token))(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 160, region: "name",
        checks: [.reference], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "api-key-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?![A-Za-z0-9_.:\\-]{0,80}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z]))))(?<name>(?:(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))(?:(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])){0,40}?)(?i:api[_.\\-]?key|(?<![A-Za-z])key)(?:(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)(?![A-Za-z0-9_])))",
        gate: EvidencePattern.Gate(nameHolds: ["key"]),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is an API key",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "token-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?![A-Za-z0-9_.:\\-]{0,80}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z]))))(?![A-Za-z0-9_.:\\-]{0,60}(?i:legacy|open_?api|access|oauth|api[_.\\-]?token))(?<name>(?:(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))(?:(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])){0,40}?)(?i:token|secret|credentials?|auth)(?:(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)(?![A-Za-z0-9_])))",
        gate: EvidencePattern.Gate(nameHolds: ["token", "secret", "credential", "auth"]),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is a token",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "api-token-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?![A-Za-z0-9_.:\\-]{0,80}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z]))))(?<name>(?:(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))(?:(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])){0,40}?)(?i:api[_.\\-]?token)(?:(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)(?![A-Za-z0-9_])))",
        gate: EvidencePattern.Gate(nameHolds: ["token"]),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is a token",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "legacy-token-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?<name>(?:(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))(?:(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])){0,40}?)(?i:(?:legacy|open[_.\\-]?api)[_.\\-]?(?:api[_.\\-]?)?(?:access[_.\\-]?)?(?:token|key)|(?:token|key)[_.\\-]?legacy)(?:(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)(?![A-Za-z0-9_])))",
        gate: EvidencePattern.Gate(),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is a legacy token",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "access-token-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?![A-Za-z0-9_.:\\-]{0,80}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z]))))(?<name>(?:(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))(?:(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])){0,40}?)(?i:(?:access|oauth)[_.\\-]?token)(?:(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)(?![A-Za-z0-9_])))",
        gate: EvidencePattern.Gate(nameHolds: ["access", "oauth"]),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is an access token",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "secret-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?<name>(?:(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:(?:pleo|Pleo|PLEO))(?:(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])){0,40}?)(?i:refresh[_.\\-]?token|client[_.\\-]?secret|webhook[_.\\-]?(?:signing[_.\\-]?)?(?:secret|key)|signing[_.\\-]?(?:secret|key)|password)(?:(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)(?![A-Za-z0-9_])))",
        gate: EvidencePattern.Gate(nameHolds: ["refresh", "secret", "signing", "password", "webhook"]),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is a secret",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "bare-key-name", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_.>\\-/])(?:(?!(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf)))[A-Za-z0-9_@]{1,40}(?:\\.|->|::|\\?\\.)){0,3}(?<name>(?i:api_?key))(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 200, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is an API key",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "other-credential-name", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_])(?<name>(?![A-Z0-9_]{0,60}PLEO)(?=[A-Z0-9_]{0,60}(?:KEY|TOKEN|SECRET))[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,5})(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 200, region: "name",
        checks: [.reference], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "staging-credential-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_.\\-])(?:(?![A-Za-z0-9_.:\\-]{0,80}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z]))))(?=[A-Za-z0-9_.\\-]{0,80}(?i:key|token|secret|credential|auth))(?=[A-Za-z0-9_.\\-]{0,80}(?:(?<![a-z])(?:staging|stage|stg|sandbox)(?![a-z])|(?:Staging|Stage|Sandbox)(?![a-z])|(?<![A-Z])(?:STAGING|STAGE|STG|SANDBOX)(?![A-Z])))(?<name>[A-Za-z0-9_.\\-]{0,40}?(?:(?:pleo|Pleo|PLEO))[A-Za-z0-9_.\\-]{0,40})(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is of the staging environment",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "production-credential-name", kind: nil, keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_.\\-])(?:(?![A-Za-z0-9_.:\\-]{0,80}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z]))))(?=[A-Za-z0-9_.\\-]{0,80}(?i:key|token|secret|credential|auth))(?=[A-Za-z0-9_.\\-]{0,80}(?:(?<![a-z])(?:prod|production|live)(?![a-z])|(?:Prod|Production|Live)(?![a-z])|(?<![A-Z])(?:PROD|PRODUCTION|LIVE)(?![A-Z])))(?<name>[A-Za-z0-9_.\\-]{0,40}?(?:(?:pleo|Pleo|PLEO))[A-Za-z0-9_.\\-]{0,40})(?![A-Za-z0-9_])",
        gate: EvidencePattern.Gate(),
        reachBefore: 48, reachAfter: 120, region: "name",
        checks: [.reference], decoding: nil, label: "{name} is of the production environment",
        isContext: false, extent: nil,
        role: .credential, isOpaque: false),
      EvidencePattern(
        id: "named-refresh-token", kind: "oauth-refresh-token", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<name>[A-Za-z0-9_.:\\-]{0,64}?(?:(?:pleo|Pleo|PLEO))[A-Za-z0-9_.:\\-]{0,40}?(?i:refresh[_.\\-]?token)(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_])(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["refresh"]),
        reachBefore: 64, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "named-client-secret", kind: "oauth-client-secret", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<name>[A-Za-z0-9_.:\\-]{0,64}?(?:(?:pleo|Pleo|PLEO))[A-Za-z0-9_.:\\-]{0,40}?(?i:client[_.\\-]?secret|oauth[_.\\-]?secret)(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_])(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["secret"]),
        reachBefore: 64, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "named-webhook-secret", kind: "webhook-secret", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<name>[A-Za-z0-9_.:\\-]{0,64}?(?:(?:pleo|Pleo|PLEO))[A-Za-z0-9_.:\\-]{0,40}?(?i:(?:web)?hook[_.\\-]?(?:signing[_.\\-]?)?(?:secret|key|token)|signing[_.\\-]?(?:secret|key)|subscription[_.\\-]?secret)(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_])(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["hook", "signing", "subscription"]),
        reachBefore: 64, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "held-refresh-token", kind: "oauth-refresh-token", keywords: [], follows: [],
        holder: "(?:(?:(?<![A-Za-z])(?:pleo|PLEO)(?![a-z])|(?<![A-Z])Pleo(?![a-z])))(?![^\\n]{0,200}(?:(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))))[^\\n]{0,200}(?i:refresh[_.\\-]?token)$", artifactPath: nil,
        pattern: "(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "held-client-secret", kind: "oauth-client-secret", keywords: [], follows: [],
        holder: "(?:(?:(?<![A-Za-z])(?:pleo|PLEO)(?![a-z])|(?<![A-Z])Pleo(?![a-z])))(?![^\\n]{0,200}(?:(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))))[^\\n]{0,200}(?i:(?:client|oauth)[_.\\-]?secret)$", artifactPath: nil,
        pattern: "(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "held-webhook-secret", kind: "webhook-secret", keywords: [], follows: [],
        holder: "(?:(?:(?<![A-Za-z])(?:pleo|PLEO)(?![a-z])|(?<![A-Z])Pleo(?![a-z])))(?![^\\n]{0,200}(?:(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))))[^\\n]{0,200}(?i:hook[_.\\-]?(?:signing[_.\\-]?)?(?:secret|key)|hooks?\\.(?:signing[_.\\-]?)?(?:secret|key)|signing[_.\\-]?(?:secret|key))$", artifactPath: nil,
        pattern: "(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 1024, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "refresh-token-field", kind: "oauth-refresh-token", keywords: [], follows: ["auth-endpoint", "oauth-access-token"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9])(?i:refresh[_\\-]?token)(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 700, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret"), .holderLacks(pattern: "(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "client-secret-field", kind: "oauth-client-secret", keywords: [], follows: ["auth-endpoint", "oauth-access-token"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9])(?i:client[_\\-]?secret)(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 700, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret"), .holderLacks(pattern: "(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "basic-client-secret", kind: "oauth-client-secret", keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_])(?i:basic)(?:\\s|%20|\\+){1,4}[\"']?(?<encoded>[A-Za-z0-9+/_\\-]{30,700}={0,2})(?![A-Za-z0-9+/_=\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 740, region: "encoded",
        checks: [], decoding: EvidencePattern.Decoding(group: "encoded", encoding: .base64, pattern: "\\A[\\x21-\\x39\\x3b-\\x7e]{4,128}:(?<secret>[\\x21-\\x7e]{12,511})\\z"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "basic-pair-client-secret", kind: "oauth-client-secret", keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?<![A-Za-z0-9_\\-]) (?: -u | -a | --user ) [=\\ \\t]{0,4} [\"']? [A-Za-z0-9._\\-$\\{\\}]{4,128} : (?<secret> (?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}) ) [\"']? (?= [\\s\\\\] | $ )\n  | (?i: auth | basic ) [A-Za-z_]{0,16} [\"']? \\s{0,4} (?: [=:(] | => ) [\\s([{]{0,8} [\"']? [A-Za-z0-9_.\\-\\[\\]\"']{4,128} [\"']? \\s{0,4} , \\s{0,4} [\"'] (?<secret> (?:[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}) ) [\"']\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 800, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "webhook-secret", kind: "webhook-secret", keywords: ["whsec_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>whsec_(?<body>[A-Za-z0-9+/]{24,88}={0,2}))(?![A-Za-z0-9+/=])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 120, region: nil,
        checks: [.noPlaceholder(group: "secret"), .noPlaceholder(group: "body"), .holderLacks(pattern: "(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "webhook-secret-of-another", kind: nil, keywords: ["whsec_"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?i)(?<![a-z])(?:stripe|svix|clerk|resend|workos|brex|ramp|lago|polar|dodo|supabase)[A-Za-z0-9_.\\-]{0,60}[\"'\\])]{0,3}\\s{0,4}(?:=>|[:=,])\\s{0,4}[\"'`]?(?-i)whsec_[A-Za-z0-9+/]{24,88}",
        gate: EvidencePattern.Gate(),
        reachBefore: 90, reachAfter: 120, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "write-scopes", kind: nil, keywords: [], follows: ["pleo-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?(DEFINE) (?<s> (?: [\\s,+|\"'`;\\-] | %20 | %2C | \\\\n ){1,24} ) (?<w> (?:(?:accounts|accounting-entries|companies|export-items|export-jobs|export|expenses?|installations|subscriptions|tag-groups?|tags|tax-codes|users|employees|vendors|webhooks)):write ) (?<k> (?:(?:(?:accounts|accounting-entries|companies|export-items|export-jobs|export|expenses?|installations|subscriptions|tag-groups?|tags|tax-codes|users|employees|vendors|webhooks)):(?:read|write)) ) )\n  (?<list> (?: (?&k) (?&s) ){0,12}? (?&w) (?: (?&s) (?&k) ){0,12}? (?&s) (?&w) (?: (?&s) (?&k) ){0,12}? (?&s) (?&w) (?: (?&s) (?&k) ){0,20} )",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 1200, region: "list",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "wildcard-scope", kind: nil, keywords: [], follows: ["pleo-name"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)\\bscopes?[\"']?\\s{0,4}(?:=>|[:=])\\s{0,4}\\[?\\s{0,4}(?<list>[\"'](?:\\*|\\*:\\*|[a-z\\-]{1,20}:\\*|all|full[_\\-]?access)[\"'])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 120, region: "list",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "plain-challenge", kind: nil, keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?i:code_?challenge_?method)[\"']?\\]?\\s{0,4}(?:=>|[:=,]|%3D)\\s{0,4}[\"']?(?i:plain)\\b",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 80, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "plain-redirect", kind: nil, keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?i:redirect_?ur[il]s?|callback_?ur[il]|return_?url)[\"']?\\]?\\s{0,4}(?:=>|[:=,]|%3D)\\s{0,4}\\[?\\s{0,4}[\"']?http(?::(?:\\\\?/)(?:\\\\?/)|%3A%2F%2F)(?!localhost\\b|127\\.|\\[::1\\]|%5B::1|0\\.0\\.0\\.0)[^\\s\"'`<>&]{1,200}",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 320, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "authorize-url", kind: nil, keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)(?:https?:(?:\\\\?/)(?:\\\\?/)auth(?:\\.staging)?\\.pleo\\.io)?/(?:oauth/)?authori[sz]e\\b[^\\s\"'`]{0,400}",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 500, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "response-type", kind: nil, keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)response_?type",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 20, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "code-challenge", kind: nil, keywords: [], follows: ["auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)code_?challenge|pkce",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 20, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "oauth-access-token", kind: "oauth-access-token", keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>eyJ[A-Za-z0-9_\\-]{8,2000}\\.(?<payload>eyJ[A-Za-z0-9_\\-]{8,6000})\\.[A-Za-z0-9_\\-]{16,2000})(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 8192, reachAfter: 8192, region: nil,
        checks: [], decoding: EvidencePattern.Decoding(group: "payload", encoding: .base64, pattern: "(?s)\\A(?=.*(?:\"iss\"\\s*:\\s*\"(?:pleo\\.|https?://(?:[a-z0-9\\-]+\\.)*pleo\\.io)|\"aud\"\\s*:\\s*(?:\\[[^\\]]*)?\"https?://(?:[a-z0-9\\-]+\\.)*pleo\\.io))(?:.*?\"exp\"\\s*:\\s*(?<exp>[0-9]{1,12}))?"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "named-jwt", kind: "legacy-token", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))(?:(?x:\n  # name = value, name: value, name: Type = value, \"name\" => value, ['name'] = value\n    (?: \\\\?[\"'`\\])] ){0,3} [\\ \\t]{0,8}\n    (?: (?: : [\\ \\t]? | (?<=\\ ) ) [&A-Za-z_\\[*] [A-Za-z0-9_.<>?&'\\[\\]\\ *]{0,40}? [\\ \\t]{0,8} (?= = ) )?\n    (?: := | => | == | \\?\\?= | \\|\\|= | \\?= | <- | = | : ) [\\ \\t]{0,8}\n    (?: [>|][+\\-]? )? (?: \\r?\\n [\\ \\t]{1,40} )?\n  # (\"name\", value), getenv(\"name\") ?: value\n  | [\"'`] [\\ \\t]{0,4}\n    (?: , | \\) [\\ \\t]{0,4} (?: \\?\\? | \\|\\| | \\?: | or\\b | \\.(?:unwrap_or|orElse|getOrElse)\\( ) )\n    [\\ \\t]{0,4}\n  # name,value in a table\n  | , (?= [A-Za-z0-9] )\n  # set NAME --body value\n  | [\\ \\t]{1,4} --(?: body | value | secret-string ) [=\\ \\t]{1,2}\n  # process.env.NAME || value\n  | [\\ \\t]{1,4} (?: \\?\\? | \\|\\| | \\?: ) [\\ \\t]{1,4}\n  # <string name=\"name\" …>value, <name>value, <key>name</key> <string>value, key=\"name\" value=\"…\"\n  | [\"'] [^<>\\n]{0,120}? > \\s{0,40}\n  | > \\s{0,40}\n  | < / (?: key | name ) > \\s{0,40} < (?: string | value ) [^>\\n]{0,20} >\n  | [\"'] [^<>\\n]{0,80}? \\b value [\\ \\t]{0,4} = [\\ \\t]{0,4}\n  # \"name\": \"…\", \"value\": \"…\", and the same in YAML\n  | [\"']? [\\ \\t]{0,8} ,? \\s{0,60} [\"']? (?i: value | currentValue | initialValue ) [\"']?\n    \\s{0,4} [:=] \\s{0,8}\n  # variable \"name\" { default = value }\n  | [\"'] [\\ \\t]{0,4} \\{ [^{}]{0,300}? \\b default [\\ \\t]{0,8} = [\\ \\t]{0,8}\n))(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 64, reachAfter: 12288, region: nil,
        checks: [], decoding: nil, label: "a legacy token",
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "held-jwt", kind: "legacy-token", keywords: [], follows: [],
        holder: "(?:(?:(?<![A-Za-z])(?:pleo|PLEO)(?![a-z])|(?<![A-Z])Pleo(?![a-z])))(?![^\\n]{0,200}(?:(?:(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf))|(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh))))[^\\n]{0,200}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*)$", artifactPath: nil,
        pattern: "(?:(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?)(?<secret>(?:eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 12288, region: nil,
        checks: [], decoding: nil, label: "a legacy token",
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "commanded-jwt", kind: "legacy-token", keywords: ["pleo", "Pleo", "PLEO"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?:^|[\\s;&|(])(?:(?:ENV|ARG|setenv|set(?:[ \\t]{1,4}-[A-Za-z]{1,8}){0,3})[ \\t]{1,8}|--)(?:(?:(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})))(?!(?:[A-Za-z0-9_.:\\-]){0,120}(?:(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)))(?<name>(?:[A-Za-z0-9_.:\\-]){0,64}?(?:(?:pleo|Pleo|PLEO))(?:[A-Za-z0-9_.:\\-]){0,48}?(?:(?i:api[_.\\-]?(?:key|token|secret)|access[_.\\-]?(?:key|token)|auth(?:entication|orization)?(?:[_.\\-]?(?:key|token))?|legacy[_.\\-]?(?:key|token)|(?:bearer|openapi|open[_.\\-]api|prod(?:uction)?|staging|live|test|dev)[_.\\-]?(?:key|token)|key|token|secret|credentials?))(?:(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*))(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_]))[ \\t]{1,8}[\"']?(?<secret>(?:eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}))(?:(?=[\"'`,;)\\]}<&|#\\\\]|\\s|$))",
        gate: EvidencePattern.Gate(nameHolds: ["key", "token", "secret", "auth", "credential"]),
        reachBefore: 96, reachAfter: 12288, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "sent-jwt", kind: "legacy-token", keywords: [], follows: ["openapi-endpoint", "external-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?:(?:(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})))(?<secret>eyJ[A-Za-z0-9_\\-]{8,2000}\\.(?<payload>eyJ[A-Za-z0-9_\\-]{8,6000})\\.[A-Za-z0-9_\\-]{16,2000})(?![A-Za-z0-9_\\-])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 12288, region: nil,
        checks: [], decoding: EvidencePattern.Decoding(group: "payload", encoding: .base64, pattern: "(?s)\\A(?!.*\"iss\"\\s*:\\s*\"(?:https?:|pleo\\.))(?!.*\"role\"\\s*:\\s*\"anon\")"), label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "bearer-scheme", kind: nil, keywords: [], follows: ["external-endpoint", "api-key-name", "plp-key"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_\\-])(?i:bearer)(?:[ \\t]|%20|\\+){1,4}(?![A-Za-z0-9+/_\\-]{0,3}[\"'`]\\s*[,;)\\]}])",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 40, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .expression,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "bearer-call", kind: nil, keywords: [], follows: ["external-endpoint", "api-key-name", "plp-key"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?<![A-Za-z0-9_]) (?i: (?:set_?|with_?|use_?|add_?|http_?)? bearer (?:_?auth (?:entication|orization)? | _?token)? | oauth2?_?token | with_?token ) \\(\n  | AuthenticationHeaderValue \\( (?= \\s{0,8} [\"'] (?i:bearer) [\"'] )\n  | (?i: type [\"']? \\s{0,4} [:=] \\s{0,4} [\"'] bearer [\"'] | auth_type \\s{0,4} = \\s{0,4} [\"'] bearer [\"'] )\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 80, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .call,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "basic-scheme", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint", "api-key-name", "plp-key"],
        holder: nil, artifactPath: nil,
        pattern: "(?<![A-Za-z0-9_\\-])(?i:basic)(?:[ \\t]|%20|\\+){1,4}|AuthenticationHeaderValue\\(\\s{0,8}[\"'](?i:basic)[\"']\\s{0,4},\\s{0,4}|[\"'`](?i:basic)[\"'`]\\s{0,4},\\s{0,4}",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 60, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .expression,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "encoder-call", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint", "api-key-name", "plp-key"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    (?<![A-Za-z0-9_]) (?i: [A-Za-z0-9_.]{0,60} (?: btoa | b64_?encode | base64_?encode | encode_?base64 | encode_?b64 | base64 (?:_urlsafe)? | to_?base64 (?:string)? | encode_?to_?string | encode64 | base64_?enc ) ) !? \\s? \\(\n  | \\b (?: Base64 | base64 | STANDARD | URL_SAFE | BASE64 | b64 | B64 | Base64Codec | base64Encode ) [A-Za-z0-9_.]{0,40} \\. (?i: encode | encodeString | encodeToString | strict_encode64 | getEncoder\\(\\)\\.encodeToString ) [A-Za-z0-9_]{0,12} \\(\n  | \\b Buffer \\. from \\( (?= [^\\n;]{0,300}? base64 )\n  | \\b Data \\( (?= [^\\n;]{0,300}? base64Encoded )\n  | \\$ \\( (?= [^()\\n]{0,200} \\| \\s{0,4} (?: openssl \\s )? (?: base64 | b64encode ) (?! \\s+ (?: -d | -D | --decode ) \\b ) )\n  | ` (?= [^`\\n]{0,200} \\| \\s{0,4} (?: openssl \\s )? base64 (?! \\s+ (?: -d | -D | --decode ) \\b ) )\n  | \\[ (?: System\\. )? Convert \\] :: ToBase64String \\(\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 420, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: .call,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "encoding-word", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint", "api-key-name", "plp-key"],
        holder: nil, artifactPath: nil,
        pattern: "(?i)base64|b64|btoa|encode|Credentials?\\.basic|basic_?auth",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 40, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "user-colon", kind: nil, keywords: [], follows: ["api-key-name", "external-endpoint", "plp-key"],
        holder: nil, artifactPath: nil,
        pattern: ":(?:\\\\n)?[\"'`]|:%s|[\"'`]:|:[\"'`]|:\\{|:\\$|, ?[\"'`]{2}\\]",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 8, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "tls-switch", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint", "auth-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?|\n    \\b (?: verify | ssl | verify_ssl | ssl_verify | check_hostname | tls_verify | validate_certs | verify_peer | verify_peer_name | verify_host ) [\"']? \\s{0,4} (?: => | [=:] ) \\s{0,4} (?: False | false | FALSE | 0 | :none | :verify_none ) \\b\n  | \\b (?: rejectUnauthorized | strictSSL | checkServerIdentity | secure ) [\"']? \\s{0,4} [:=] \\s{0,4} (?: false | 0 | \\( \\) \\s? => \\s? (?: undefined | null | true | \\{ \\s? \\} ) ) (?![A-Za-z0-9_])\n  | \\b InsecureSkipVerify \\s{0,4} [:=] \\s{0,4} true \\b\n  | \\b NODE_TLS_REJECT_UNAUTHORIZED ['\"]? \\]? \\s{0,4} [:=] \\s{0,4} ['\"]? 0\n  | \\b CURLOPT_SSL_VERIFY (?:PEER|HOST) \\s{0,4} (?: => | , | = ) \\s{0,4} (?: false | FALSE | 0L? | False ) \\b\n  | \\b (?: OpenSSL::SSL:: )? VERIFY_NONE \\b\n  | \\b SSL_VERIFY_NONE \\b | SSL_verify_mode \\s{0,4} => \\s{0,4} 0 | verify_hostname \\s{0,4} => \\s{0,4} 0\n  | \\b (?: danger_accept_invalid_certs | danger_accept_invalid_hostnames | tls_danger_accept_invalid_certs ) \\( \\s? true \\s? \\)\n  | \\b verify: \\s{0,2} :verify_none \\b\n  | \\b (?: ServerCertificateCustomValidationCallback | ServerCertificateValidationCallback | RemoteCertificateValidationCallback ) \\b [^;\\n]{0,120}? (?: true | DangerousAcceptAnyServerCertificateValidator )\n  | \\b DangerousAcceptAnyServerCertificateValidator \\b\n  | \\b (?: NoopHostnameVerifier | ALLOW_ALL_HOSTNAME_VERIFIER | TrustAllStrategy | TrustSelfSignedStrategy | InsecureTrustManagerFactory | trustAllCerts | TrustAllCerts | trustAllCertificates | NullHostnameVerifier ) \\b\n  | \\b (?: hostnameVerifier | setHostnameVerifier | setDefaultHostnameVerifier ) \\s? [({] [^;\\n]{0,60}? (?: -> | => ) \\s? true\n  | \\b badCertificateCallback \\b [^;\\n]{0,80}? => \\s? true\n  | \\b (?: ssl::)? _create_unverified_context \\b | \\b CERT_NONE \\b\n  | (?<![\\w-]) (?: -k | --insecure | --no-check-certificate | -SkipCertificateCheck ) (?![\\w-])\n  | (?<![\\w-]) -[A-Za-z]{0,6}k[A-Za-z]{0,6} (?= \\s ) (?<= -sk | -ks | -kL | -Lk | -sSk | -skL | -kv | -vk | -ki | -ik | -fsSk | -kfsS | -sLk | -ksS )\n  | \\b (?: withoutVerifying | ignoreSslErrors | insecure_skip_verify | ssl_verifypeer \\s{0,4} = \\s{0,4} (?: FALSE | 0L? ) | sslverify \\s{0,4} = \\s{0,4} (?: false | 0 ) ) \\b \\(? \\)?\n)",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 260, region: nil,
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "url-user", kind: "api-key", keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?x) (?<![A-Za-z0-9]) https?:(?:\\\\?/)(?:\\\\?/) (?|\n    (?<secret> [A-Za-z0-9] [^\\s:@/\"'`<>{}$%\\\\()|\\x80-\\xff]{11,255} ) (?: : [^\\s@/\"'`<>{}$%\\\\]{0,64} )?\n  | [^\\s:@/\"'`<>{}$%\\\\]{0,64} : (?<secret> [A-Za-z0-9] [^\\s:@/\"'`<>{}$%\\\\()|\\x80-\\xff]{11,255} )\n) @ (?<host> (?: [a-z0-9\\-]{1,63} \\. ){0,3} pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 420, reachAfter: 64, region: nil,
        checks: [.noPlaceholder(group: "secret"), .highEntropy(group: "secret")], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "query-credential", kind: nil, keywords: ["pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?x)\n  (?: https?:(?:\\\\?/)(?:\\\\?/) (?: [^\\s\"'`<>@/]{0,200} @ )? | (?: (?:(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)) ) )\n  (?<host> (?: [a-z0-9\\-]{1,63} \\. ){0,3} pleo\\.io ) (?:(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9]))\n  (?:(?x: [^\\s\"'`<>]{0,600}? (?: [?&] | &amp; | %26 | %3[Ff] )\n  (?<place> (?<parameter> (?:(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)) ) =\n    (?: \\$? [{]{1,2} [^{}\\n]{1,80} [}]{1,2} | %[sv@] | [^\\s\"'`<>&\\#\\\\]{1,512}\n      | (?= [\"'`] \\s{0,4} (?: \\+ | \\. | <> | & | % | , ) ) ) ) ))",
        gate: EvidencePattern.Gate(followedBy: [".io"]),
        reachBefore: 260, reachAfter: 1400, region: "place",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "named-query-credential", kind: nil, keywords: ["pleo", "PLEO", "Pleo"], follows: [],
        holder: nil, artifactPath: nil,
        pattern: "(?x) \\$? [{]{1,2} [^{}\\n]{0,40}? (?:(?:pleo|Pleo|PLEO)) _? (?i:api_?)? (?i:base|url|host|endpoint) [^{}\\n]{0,20} [}]{1,2}\n  (?:(?x: [^\\s\"'`<>]{0,600}? (?: [?&] | &amp; | %26 | %3[Ff] )\n  (?<place> (?<parameter> (?:(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)) ) =\n    (?: \\$? [{]{1,2} [^{}\\n]{1,80} [}]{1,2} | %[sv@] | [^\\s\"'`<>&\\#\\\\]{1,512}\n      | (?= [\"'`] \\s{0,4} (?: \\+ | \\. | <> | & | % | , ) ) ) ) ))",
        gate: EvidencePattern.Gate(nameHolds: ["base", "url", "host", "endpoint"]),
        reachBefore: 64, reachAfter: 1400, region: "place",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
      EvidencePattern(
        id: "query-dictionary", kind: nil, keywords: [], follows: ["external-endpoint", "openapi-endpoint"],
        holder: nil, artifactPath: nil,
        pattern: "(?x) \\b (?i: params | query | qs | queryParams | query_params | searchParams | queryParameters ) [\"']? \\s{0,4}\n  (?: [=:(] | => ) \\s{0,4} (?: (?: new \\s )? URLSearchParams \\( \\s{0,4} )? [{\\[(] [^{}\\[\\]()]{0,300}?\n  (?<![A-Za-z0-9_\\-]) [\"']? (?<place> (?<parameter> (?:(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)) ) [\"']? \\s{0,4} (?: : | => | = | , ) \\s{0,4}\n    [^\\s,})\\]]{1,200} (?: \\[ [^\\]\\n]{1,60} \\] )? )",
        gate: EvidencePattern.Gate(),
        reachBefore: 0, reachAfter: 900, region: "place",
        checks: [], decoding: nil, label: nil,
        isContext: false, extent: nil,
        role: nil, isOpaque: false),
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
    "held-pleo": "(?:(?<![A-Za-z])(?:pleo|PLEO)(?![a-z])|(?<![A-Z])Pleo(?![a-z]))",
    "host-end": "(?![A-Za-z0-9\\-])(?!\\.[A-Za-z0-9])",
    "host-list": "(?i:allow|white-?list|block-?list|deny|denied|\\bcors\\b|origins?\\b|content-security-policy|connect-src|no_proxy|trusted|egress|hosts?\\s*[=:]\\s*[\\[({])",
    "host-start": "(?<![A-Za-z0-9\\-])(?<![A-Za-z0-9\\-]\\.)|(?<=%2F)|(?<=%2f)|(?<=%40)",
    "jwt": "eyJ[A-Za-z0-9_\\-]{8,2000}\\.eyJ[A-Za-z0-9_\\-]{8,6000}\\.[A-Za-z0-9_\\-]{16,2000}",
    "known-resource": "(?:accounts|accounting-entries|companies|export-items|export-jobs|export|expenses?|installations|subscriptions|tag-groups?|tags|tax-codes|users|employees|vendors|webhooks)",
    "known-scope": "{{known-resource}}:(?:read|write)",
    "name": "[A-Za-z0-9_.:\\-]",
    "name-ending": "(?:[_.\\-]?(?i:prod|production|live|staging|stage|test|dev|value|default|literal|primary|secondary|old|new|[0-9]{1,2}))*",
    "name-start": "(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})",
    "no-other-secret": "(?![A-Za-z0-9_.:\\-]{0,80}{{other-secret}})(?![A-Za-z0-9_.:\\-]{0,80}(?i:_?(?:file|path|name|id|header|expires|expiry|type|scopes?|url|uri|length|variable|hint|label|error|exception|invalid|missing|regex|pattern|format|prefix|suffix|service|manager|provider|repository|validator|status|is_?set|count|store)s?(?![a-z])))",
    "opening": "(?:(?:[A-Za-z_][A-Za-z0-9_.]{0,40}\\()?(?:[brufBRUF@$]{0,2}[\"'`])?(?:\\\\[\"'])?)?(?i:(?:bearer|basic|token)[ \\t]{1,4})?",
    "other-issuer": "(?i:stripe|svix|slack|github|gitlab|bitbucket|google|firebase|gcp|azure|aws|s3|supabase|datadog|sentry|segment|twilio|sendgrid|mailgun|mailchimp|postmark|resend|shopify|hubspot|salesforce|xero|visma|fortnox|quickbooks|netsuite|okta|auth0|clerk|openai|anthropic|npm|docker|jira|atlassian|notion|linear|intercom|zendesk|paypal|adyen|klarna|plaid|wise|revolut|spendesk|payhawk|plopino|vercel|netlify|cloudflare|heroku|algolia|mapbox|maps|telegram|discord|facebook|twitter|linkedin|apple|postgres|mysql|mongo|redis|rabbit|kafka|smtp|session|cookie|csrf)",
    "other-secret": "(?i:webhook|signing|client[_.\\-]?(?:secret|id)|refresh|company|organi[sz]ation|public[_.\\-]?key|sha[0-9]|hash|digest|masked|last[_.\\-]?4|cache|primary[_.\\-]?key|idempotency|csrf|page[_.\\-]?(?:token|key)|cursor|sort|translation|sentry|stripe|slack|github|gitlab|google|azure|aws|s3[_.\\-]|supabase|datadog|segment|database|postgres|mysql|redis|smtp|session|cookie|encryption|ssh)",
    "pleo": "pleo|Pleo|PLEO",
    "pleo-credential-name": "(?:{{name-start}})(?!{{name}}{0,120}{{other-secret}})(?<name>{{name}}{0,64}?(?:{{pleo}}){{name}}{0,48}?{{credential-word}}{{name-ending}})(?![A-Za-z0-9_]|[.\\-][A-Za-z0-9_])",
    "pleo-name-after": "{{name-ending}}(?![A-Za-z0-9_])",
    "pleo-name-before": "(?<![A-Za-z0-9_])[A-Za-z0-9_]{0,40}?(?:{{pleo}}){{reference-joint}}{0,40}?",
    "query-with-credential": "(?x: [^\\s\"'`<>]{0,600}? (?: [?&] | &amp; | %26 | %3[Ff] )\n  (?<place> (?<parameter> {{secret-parameter}} ) =\n    (?: \\$? [{]{1,2} [^{}\\n]{1,80} [}]{1,2} | %[sv@] | [^\\s\"'`<>&\\#\\\\]{1,512}\n      | (?= [\"'`] \\s{0,4} (?: \\+ | \\. | <> | & | % | , ) ) ) ) )",
    "reference-joint": "(?:[A-Za-z0-9_\\-./]|:{1,2}|->|\\?\\.|\\[:?[\"']?|[\"']?\\]|[\"'],\\s?:?[\"']?|,\\s?:|\\(\\)|[\"']\\)|\\([\"'])",
    "secret-parameter": "(?i:api[_\\-]?key|key|pleo[_\\-]?(?:api[_\\-]?)?(?:key|token)|(?:access|auth|api|bearer|refresh|id|legacy)?[_\\-]?token|authorization|auth|(?:client[_\\-]?)?secret|password|credentials?)",
    "secret-value": "[A-Za-z0-9_\\-][A-Za-z0-9_+/=.~\\-]{15,511}",
    "slash": "\\\\?/",
    "token-start": "(?<![A-Za-z0-9_\\-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})",
    "value": "[A-Za-z0-9][A-Za-z0-9_+/=.~\\-]{15,511}",
  ],
    placeholders: Placeholders(
      values: ["API_KEY", "plp_xxx", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "s6BhdRkqt3", "gX1fBat3bV", "mF_9.B5f-4.1JqM", "ab1C_DefG2gA3_bcdefGhAbCD-efGha45cdEFGHaB6C", "aB1C23D4EFgH-5I6JK7lMnOpQRs8T9OuvW12_Xy3zAB"],
      words: ["xxxx", "your", "example", "sample", "placeholder", "changeme", "changethis", "replaceme", "replacewith", "redacted", "dummy", "fakekey", "faketoken", "fakesecret", "mockkey", "mocktoken", "testkey", "testtoken", "testsecret", "notarealkey", "notreal", "insert", "apikeyhere", "keyhere", "tokenhere", "secrethere", "enterthe", "goeshere", "todo", "undefined", "foobar", "abcdef123", "123abc", "abc123", "def456", "deadbeef", "sometoken", "somekey", "mysecret", "mytoken", "myapikey", "username"]))

  /// The SHA-256 digest of the files that the built-in rules were made of, in hexadecimal.
  public static let builtInDigest = "bcacab139f3a0fe9f337f1a16fd7feeca6045430bc06b87f33bd86ca42fc13ee"
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
      relations: [Relation(["plp-key-of-another"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["named-key", "commanded-key", "netrc-login", "held-key"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-user-literal"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["base64-key"]), region: nil, context: .required,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-credential-file"), RuleID(checked: "pleo-credential-in-url"), RuleID(checked: "pleo-oauth-client-secret"), RuleID(checked: "pleo-oauth-refresh-token"), RuleID(checked: "pleo-webhook-secret"), RuleID(checked: "pleo-encoded-api-key"), RuleID(checked: "pleo-legacy-token"), RuleID(checked: "pleo-oauth-access-token")],
    silentIn: [],
    examples: [Example(path: ".env", source: "APP_ENV=local\nPLE¦O_API_KEY=⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧\n"), Example(path: "config/settings.py", source: "STRIPE_KEY = os.environ[\"STRIPE_KEY\"]\nPLE¦O_API_TOKEN = os.getenv(\"PLE¦O_API_TOKEN\", \"⟦33e8c65240a¦eabd5695458¦11e04f5457d¦bceb872⟧\")\n"), Example(path: "src/main/resources/application.yml", source: "expenses:\n  ple¦o.api-key: ⟦6l5exvuKlfX¦aCstTefQkkX¦KpGPusSBBk5¦EDwG0xg⟧\n"), Example(path: "appsettings.json", source: "{ \"Ple¦o:ApiKey\": \"⟦kfEkOC4JQ4o¦RxqwtDt8z5H¦Qtqy5P43NGr¦WTyocNS⟧\", \"Timeout\": 30 }"), Example(path: "app/src/main/res/values/strings.xml", source: "<resources>\n    <string name=\"ple¦o_api_key\" translatable=\"false\">⟦plp_¦4nEsOqfM7Kh¦QVhRnAjbbsw¦Yw2Qo0qKl6U¦KRX⟧</string>\n</resources>\n"), Example(path: "Dockerfile", source: "FROM python:3.12-slim\nENV PLE¦O_API_KEY ⟦7c28c36f6b3¦1a35cc4ea7c¦a8834cb4f83¦b0dcdac⟧\n"), Example(path: "main.tf", source: "variable \"ple¦o_api_key\" {\n  type    = string\n  default = \"⟦CVLHatI2Jk7¦lp0TvFMXxv0¦xhbg23LfdNJ¦vo2fEqT⟧\"\n}\n"), Example(path: "k8s/secret.yaml", source: "kind: Secret\ndata:\n  PLE¦O_API_KEY: ⟦cGxw¦X0IyZUR4cU1¦neks3MDRLQ3¦hlenFXeFViU¦3lIcnB0NXla⟧\n"), Example(path: "docs/try-it.md", source: "```sh\ncurl -sS \\\n  --user \"⟦sjZ74dPrBjK¦Cq9NIL7bne1¦hhsQda2dL6f¦EBDj6cj⟧:\" \\\n  \"https://external.staging.ple¦o.io/v2/employees\"\n```\n"), Example(path: "lib/pleo/client.rb", source: "client = Client.new(token: \"⟦plp_¦Z8SjrMlZ0dX¦RXyTI2ZeFZh¦tcEByxWiPi7¦6XR⟧\") # the old one\n"), Example(path: "Sources/App/Expenses.swift", source: "let ple¦oApiKey: String = \"⟦397c5bad2b6¦1f6914901df¦98746f163eb¦3dab0e7⟧\"\n"), Example(path: "postman_environment.json", source: "{\"values\": [{\"key\": \"ple¦o_api_key\", \"value\": \"⟦3HOoi0yTZfk¦9znSrVHt8LU¦damnt9GVjtt¦cEYKBys⟧\", \"enabled\": true}]}\n"), Example(path: "sync.py", source: "reply = requests.get(\n    \"https://external.ple¦o.io/v3/export-jobs\",\n    auth=(\"⟦Axau9Bs6X2J¦Nc0av0VdQQk¦eucErfRNdjp¦u7y0kvw⟧\", \"\"),\n)\n"), Example(path: "client.rs", source: "const PLE¦O_API_KEY: &'static str = \"⟦LDYn1NtmDF5¦utnNBi2gcx3¦zGj8HOCdOCE¦b0ye9px⟧\";"), Example(path: "config.go", source: "var (\n\tple¦oToken string = \"⟦Reuol5OlwDU¦U7ohjuNQEH5¦3zpg9IF7d2n¦Z8h⟧\"\n)\n"), Example(path: "build.gradle", source: "buildConfigField \"String\", \"PLE¦O_API_KEY\", \"\\\"⟦7705XHyhz2e¦L0nBXPEvib8¦b2oNuxTvgfl¦Fj9⟧\\\"\""), Example(path: "app.log", source: "2026-03-14T08:11:52Z DEBUG body=\"{\\\"ple¦o_api_key\\\":\\\"⟦Q77ti2bvnbI¦55UBSNtJtbv¦otdhbbR7VSd¦YVCD0eK⟧\\\"}\" status=200"), Example(path: ".netrc", source: "machine external.ple¦o.io login ⟦3EsvCZd3HZa¦EH7YS10p0QI¦IzZ9nsIWSrx¦IxbIEjj⟧ password none"), Example(path: "client.php", source: "curl_setopt_array($c, [CURLOPT_URL => 'https://external.ple¦o.io/v2/employees', CURLOPT_USERPWD => '⟦hJiO7fySGH5¦WE4BZfRwyU0¦GbBNYeJV8VX¦kF0gqaZ⟧:']);"), Example(path: "Client.java", source: "call(\"https://external.ple¦o.io/v1/introspect\", Credentials.basic(\"⟦Wk9SEuYLSw4¦p48UtpejwOh¦7AA9BfOIvTL¦TaP⟧\", \"\"));")],
    counterexamples: [Example(path: ".env.example", source: "PLE¦O_API_KEY=your_ple¦o_api_key_here\nPLE¦O_API_KEY=plp_xxx\nPLE¦O_TOKEN=${PLE¦O_TOKEN}\nPLE¦O_KEY=\n"), Example(path: ".env", source: "STRIPE_PLE¦O_KEY=7c28c36f6b3¦1a35cc4ea7c¦a8834cb4f83¦b0dcdac\nTECNOEMPLE¦O_API_KEY=11e9b4da26a¦0067b2ac468¦060089a3bfd¦a5ffe26\nCOMPLE¦O_API_TOKEN=xooICZDCSK2¦bQ861z8Ydfn¦WGibyPDUryk¦515WArW\nPLE¦O_COMPANY_ID=56f30f06-14e3-415c-9e79-b0e75887acce\n"), Example(path: "settings.py", source: "PLE¦O_API_KEY = os.environ[\"PLE¦O_API_KEY\"]\nPLE¦O_TOKEN = settings.integrations2.ple¦oTokenForExports\nassert PLE¦O_API_KEY, \"PLE¦O_API_KEY is not set\"\n"), Example(path: "values.yaml", source: "ple¦o:\n  apiKey: \"{{ .Values.global.ple¦oApiKey }}\"\n  vaultPath: vault:secret/data/ple¦o#api_key\n  onePassword: op://Finance/Ple¦o/api-key\n  ple¦oApiKeyArn: arn:aws:secretsmanager:eu-north-1:123456789012:secret:ple¦o/api-key-AbCdEf\n"), Example(path: "src/dvb/pleo_frame.h", source: "struct plp_loop_entry { unsigned plp_id; unsigned plp_group_id2; };\nint plp_deinterleave_time_rows_64k_mode(void);\n"), Example(path: "audit/keys.json", source: "{\"ple¦oApiKeySha256\": \"sha256:059fe671d0c¦e3273a98e63¦5a546c731cd¦ecb7a73\", \"ple¦oApiKeyMasked\": \"****Ab3x\", \"ple¦oKeyId\": \"8dbea443-09cf-4494-9789-a06f5c52509f\"}"), Example(path: "portal.java", source: "static final String emple¦oToken = \"6Gck1alFigv¦ImqO1AS9Jdk¦8yoPfhtSOCP¦lXsSxyh\";\nprivate final TripleOApi tripleOApiKey = new TripleOApi(\"aW0z568kTuZ¦MnprFS7Chqq¦dB0K8b4Ijls¦yiUQWfM\");\n"), Example(path: ".env.plopino", source: "# used beside Ple¦o\nPLOPINO_TOKEN=plp_¦5LCXidcpwR8¦8kTlOISSQYR¦Q8DnkOUGYJ1¦He4yZxz\n"), Example(path: "calls.py", source: "requests.get(\"https://api.stripe.com/v1/charges\", auth=(\"ns1XNT84u4B¦qzyBDpF96jW¦FJ1fo6rFSc\", \"\"))\nrequests.get(\"https://external.ple¦o.io/v1/introspect\", auth=(KEY, \"\"))\n"), Example(path: ".env", source: "PLE¦O_SENTRY_AUTH_TOKEN=GknNBxWu1Ef¦4Gd3w5qKGTV¦JeUWQYAn5G7¦R3ezDfK\nPLE¦O_IDEMPOTENCY_KEY=twXEquLGFgV¦Na7VfQ85RUv¦lSJOD6PqFIj¦azwx2BL\nPLE¦O_API_KEY_FILE=/run/secrets/ple¦o_api_key_2\nPLE¦O_IMAGE=registry.example/ple¦o@sha256:BnPwOZbcBr7¦GuJQK6xZogj¦K9p50MU4eFX¦KSg2mYf1af7¦bIbsGZHDl69¦EHKJ4bm8M\n"), Example(path: "spec/pleo_client.spec.js", source: "const client = new Ple¦oClient({ apiKey: 'plp_test_key' })\nexpect(headers.authorization).toBe('Basic ' + btoa('plp_test_key:'))\n")])
}

private func pleoBasicWithoutColon() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-basic-without-colon"), summary: "API key encoded for Basic without its colon", category: .handling,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-287"], references: ["https://developers.pleo.io/docs/current/authentication/api-base-urls", "https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "encode the key with a colon at its end: the empty password",
      helpSource: "For HTTP Basic the key is the user name and the password is empty, so what is encoded is the key and a\ncolon (RFC 7617 §2). Without the colon the server finds no user name.\n\n## How to fix\n\n```\nbtoa(key)                    wrong\nbtoa(`${key}:`)              right\nbase64.b64encode(f\"{key}:\".encode())\n```\n"),
    message: "the key is encoded for HTTP Basic without the colon after it",
    clauses: [Clause(
      trigger: .evidence(["encoder-call"]), region: nil, context: nil,
      relations: [Relation(["api-key-name", "bare-key-name", "plp-key"], isPresent: true, within: .value), Relation(["user-colon", "other-credential-name"], isPresent: false, within: .value), Relation(["basic-scheme"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-key-without-colon"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "lib/pleo_auth.rb", source: "module Ple¦oAuth\n  def self.wrong\n    \"Basic #{⟦Base64.strict_encode64(ENV.fetch('PLE¦O_API_KEY'))⟧}\"\n  end\nend\n")],
    counterexamples: [Example(path: "lib/pleo_auth.rb", source: "module Ple¦oAuth\n  def self.right\n    \"Basic #{Base64.strict_encode64(\"#{ENV.fetch('PLE¦O_API_KEY')}:\")}\"\n  end\nend\n")])
}

private func pleoBroadScopes() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-broad-scopes"), summary: "More scopes than an integration is likely to use", category: .fit,
      severity: .note, confidence: .medium,
      tags: ["security", "external/cwe/cwe-272"], references: ["https://developers.pleo.io/docs/current/authentication/api-scopes", "https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "ask for the scopes that are used, and no more",
      helpSource: "Pleo asks for least privilege: a credential that leaks can do all that its scopes allow.\n\nFound are three or more `:write` scopes at once, and wildcards.\n\n## How to fix\n\nAsk for the scopes whose endpoints the code calls. Reading export jobs, for instance, needs\n`export-jobs:read` alone.\n"),
    message: "these scopes let the integration write to three or more parts of the account",
    clauses: [Clause(
      trigger: .evidence(["write-scopes", "wildcard-scope"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose, .log],
    examples: [Example(path: "config/pleo.json", source: "{\n  \"authorize\": \"https://auth.ple¦o.io/oauth/authorize\",\n  \"scopes\": \"⟦accounts:write export-jobs:write vendors:write tag-groups:write users:read⟧\"\n}\n")],
    counterexamples: [Example(path: "config/pleo.json", source: "{ \"authorize\": \"https://auth.ple¦o.io/oauth/authorize\", \"scopes\": \"export-jobs:read export-jobs:write\" }\n")])
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: ".env.local", source: "VITE_PLE¦O_COMPANY_ID=42\n⟦VITE_PLE¦O_API_KEY⟧=\n"), Example(path: "src/api.ts", source: "const key = import.meta.env.⟦VITE_PLE¦O_API_KEY⟧"), Example(path: "pages/expenses.tsx", source: "fetch(url, { headers: { Authorization: `Bearer ${process.env.⟦NEXT_PUBLIC_PLE¦O_TOKEN⟧}` } })"), Example(path: "docker-compose.yml", source: "    build:\n      args:\n        ⟦REACT_APP_PLE¦O_SECRET⟧: ${PLE¦O_SECRET}\n"), Example(path: "app.config.js", source: "export default { extra: { key: process.env[\"⟦EXPO_PUBLIC_MY_PLE¦O_API_KEY⟧\"] } }"), Example(path: "Dockerfile", source: "ARG ⟦PUBLIC_PLE¦O_API_KEY_PROD⟧")],
    counterexamples: [Example(path: ".env", source: "VITE_PLE¦O_COMPANY_ID=42\nNEXT_PUBLIC_PLE¦O_BASE_URL=https://external.ple¦o.io\nPLE¦O_API_KEY=\n"), Example(path: "portal.ts", source: "const key = import.meta.env.VITE_TECNOEMPLE¦O_API_KEY"), Example(path: "republic.env", source: "REPUBLIC_PLE¦O_TOKEN="), Example(path: "README.md", source: "Do not call it NEXT_PUBLIC_PLE¦O_API_KEY: everyone could read it."), Example(path: "api.ts", source: "// VITE_PLE¦O_API_KEY was removed in May\nexport const id = import.meta.env.VITE_PLE¦O_API_KEY_ID\n")])
}

private func pleoCompanyIdParameter() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-company-id-parameter"), summary: "Company parameter missing or misspelt", category: .fit,
      severity: .note, confidence: .medium,
      tags: ["security", "external/cwe/cwe-573"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-auth-api-keys-company-id-handling", "https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview"],
      advice: "send company_id; for /v2/employees the parameter is companyId",
      helpSource: "Pleo's documentation says that a company id is required for most API calls. Without it a key of an organisation with\nseveral companies may read another one's data than was meant. The two generations of the API spell the\nparameter differently:\n\n- `company_id`: export jobs and items, tag groups, tags, accounting entries, installations\n- `companyId`: `/v2/employees`\n\n## How to fix\n\n```\nGET /v3/export-jobs?company_id=…       right\nGET /v3/export-jobs?companyId=…        wrong: ignored\nGET /v2/employees?companyId=…          right\n```\n\nThe company id is no secret.\n"),
    message: "this call needs the parameter company_id and has none",
    clauses: [Clause(
      trigger: .evidence(["company-call"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["company-parameter", "unknown-parameters"], isPresent: false, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["misspelt-company-in-url", "misspelt-company-in-path"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "this call spells the company parameter as the other API does"), Clause(
      trigger: .evidence(["snake-company-parameter"]), region: nil, context: nil,
      relations: [Relation(["employees-call"], isPresent: true, within: .request), Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["snake-call"], isPresent: false, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "/v2/employees takes companyId, not company_id"), Clause(
      trigger: .evidence(["camel-company-parameter"]), region: nil, context: nil,
      relations: [Relation(["snake-call"], isPresent: true, within: .request), Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["employees-call"], isPresent: false, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "this call takes company_id, not companyId")],
    yieldsTo: [],
    silentIn: [.comment, .prose, .log],
    examples: [Example(path: "cmd/dump.sh", source: "curl -s -H \"$auth\" \"⟦https://external.ple¦o.io/v3/export-jobs?sorting_keys=created_at⟧\"\ncurl -s -H \"$auth\" \"⟦https://external.ple¦o.io/v2/employees?company_id=$COMPANY⟧\"\n")],
    counterexamples: [Example(path: "cmd/dump.sh", source: "curl -s -H \"$auth\" \"https://external.ple¦o.io/v2/employees?companyId=$COMPANY\"\ncurl -s -H \"$auth\" \"https://external.ple¦o.io/v3/export-jobs?company_id=$COMPANY\"\n")])
}

private func pleoCredentialFile() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-credential-file"), summary: "File that holds a Pleo credential", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-312", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "revoke or replace the credential in the Pleo web app (Settings > API Keys), delete the file, and keep the new one in a vault",
      helpSource: "A credential in a file of its own is copied, backed up and committed with everything else. Pleo asks to keep\ncredentials encrypted, and out of code repositories.\n\n## How to fix\n\n1. **Revoke or replace** the credential in the Pleo web app: Settings > API Keys.\n2. **Update** the integration with the new one, from a vault or an environment variable, and **revalidate** that it works.\n3. **Remove** the file, also from the history, and add its name to `.gitignore`.\n4. **Audit** the logs for requests that were not yours.\n"),
    message: "this file's name says that it holds a Pleo credential, and it does",
    clauses: [Clause(
      trigger: .evidence(["credential-file"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "tools/PleoToken.txt", source: "⟦plp_¦8Zt1Xw5Lr9¦Yb2Nc6Mh4Jd7¦Fg0Ps3Qa8Ue1T⟧\n")],
    counterexamples: [Example(path: "tools/README.txt", source: "Put the token of the week into Ple¦oToken.txt next to this file.\n")])
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "config/feeds.toml", source: "url = \"https://⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧:@external.ple¦o.io/v2/employees\""), Example(path: "crontab", source: "5 4 * * * curl -s https://⟦0coxE8ivS3F¦pxp3rJ7fqOI¦hseVHXcMcUp¦tra5uW0⟧:@external.staging.ple¦o.io/v3/export-jobs > /tmp/jobs"), Example(path: "feeds.php", source: "$feed = 'https:\\/\\/⟦plp_¦o99ojV7LgHc¦sNA9a6OrmxQ¦K84hYnu549U¦YNkUtk1⟧@external.ple¦o.io\\/v2\\/employees';"), Example(path: "proxy.yml", source: "upstream: https://api:⟦2c9b09c8c19¦31498a706d7¦61db392ab4c¦4114f97⟧@ope¦napi.ple¦o.io/v1"), Example(path: "access.log", source: "10.0.0.7 - - [14/Mar/2026:08:11:52 +0200] \"GET https://⟦plp_¦4nEsOqfM7Kh¦QVhRnAjbbsw¦Yw2Qo0qKl6U¦KRX⟧:@external.ple¦o.io/v1/vendors HTTP/1.1\" 200 17")],
    counterexamples: [Example(path: "feeds.sh", source: "curl \"https://${PLE¦O_API_KEY}:@external.ple¦o.io/v2/employees\""), Example(path: "feeds.js", source: "fetch(`https://${key}:@external.ple¦o.io/v2/employees`)"), Example(path: "README.md", source: "Use https://your_api_key_here:@external.ple¦o.io or https://<key>:@external.ple¦o.io to try it."), Example(path: "other.env", source: "FEED=https://DBBM4E7wl4d¦6HcAgLEJwxR¦QPN3Qb8LJxU¦valrZk8:@feeds.example.com/v1\nHELP=https://help.ple¦o.io/en/articles/5879828-feature-open-api\n"), Example(path: "mail.txt", source: "Write to integrations-team-2024@ple¦o.io or https://mailto:integrations@ple¦o.io.example")])
}

private func pleoDecodedToken() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-decoded-token"), summary: "Pleo access token taken apart", category: .handling,
      severity: .note, confidence: .high,
      tags: ["security", "external/cwe/cwe-1068"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/oauth/token-lifecycle/integration-design-auth-oauth-token-overview"],
      advice: "ask the introspection endpoint, or keep what the token response says beside the token",
      helpSource: "Pleo documents access tokens as opaque: their format may change at any time, and code that decodes them\nbreaks then. What they hold is not checked by decoding either.\n\n## How to fix\n\nUse `expires_in` of the token response for the expiry, and the introspection endpoint\n(`https://auth.pleo.io/oauth/token/introspect`) for what the token is good for.\n"),
    message: "a Pleo access token is taken apart; it is documented as opaque",
    clauses: [Clause(
      trigger: .evidence(["token-decoder"]), region: nil, context: nil,
      relations: [Relation(["access-token-name", "token-name", "api-token-name", "legacy-token-name"], isPresent: true, within: .value), Relation(["other-issuer-word"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["token-decoder"]), region: nil, context: nil,
      relations: [Relation(["bare-access-token"], isPresent: true, within: .value), Relation(["other-issuer-word"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .medium, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "src/auth.ts", source: "export function ple¦oCompany(ple¦oAccessToken: string) {\n  const claims = ⟦jwt.decode(ple¦oAccessToken)⟧ as { sub: string }\n  return claims.sub\n}\n")],
    counterexamples: [Example(path: "src/auth.ts", source: "export function session(cookie: string) {\n  return jwt.verify(cookie, process.env.SESSION_SECRET!) // not Ple¦o's\n}\n")])
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-key-without-colon"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-empty-password"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-credential-file")],
    silentIn: [],
    examples: [Example(path: "src/pleo.js", source: "const client = axios.create({\n  baseURL: 'https://external.ple¦o.io',\n  headers: {\n    Authorization: 'Basic ⟦cGxw¦XzF4Z0d5N3k¦xMU5ETkNnVG¦hMTEg3ZmZqZ¦2dLZ1g2eGFh¦NXY0Tjo=⟧',\n  },\n})\n"), Example(path: "requests.http", source: "### who am I\nGET https://external.ple¦o.io/v1/introspect\nAuthorization: Basic ⟦U09DZGRTYzN¦XRzVpWklXUz¦I5NWdZVmZFZ¦0ZIbFRMUlBM¦RWJHOg==⟧\n\n### charges, another vendor\nGET https://api.stripe.com/v1/charges\nAuthorization: Basic ZWNxdWplR3o¦5VzFrR3l6SW¦k2cGxpUk40d¦VdwR1k3UFdm¦ZWR1Og==\n"), Example(path: "var/app.jsonl.log", source: "{\"time\":1772445601200,\"text\":\"401 from external.ple¦o.io\",\"sent\":{\"authorization\":\"Basic ⟦cGxw¦X0pWbmRCTjI¦2TjRacW1lUG¦9FNHZoblQza¦mw2RUNmb2tQ¦UGRnRzo=⟧\"}}\n"), Example(path: "sync.sh", source: "curl -s -H 'Authorization: Basic ⟦NDZhUmFXSDA¦zZHlwYVI4Tz¦JicFRPZkpyQ¦Xk3UGtEcVdD¦bjhMOg==⟧' \\\n  https://external.staging.ple¦o.io/v2/employees\n"), Example(path: "auth.yml", source: "header: ⟦cGxw¦X2xMcmZUT1h¦LM0dYaEZQcn¦RZQlVQWDYzS¦HJ0eUdMMmNj¦Og==⟧"), Example(path: "client.go", source: "req.Header.Set(\"Authorization\", \"Basic ⟦cGxw¦X2dCMzY2QzJ¦kUkZ6QkF1Mk¦4wYms1a25CT¦mJ4Wlk=⟧\")"), Example(path: "deploy.tf", source: "resource \"http_probe\" \"ple¦o\" {\n  headers = { Authorization = \"Basic%20⟦cGxw¦X0IyZUR4cU1¦neks3MDRLQ3¦hlenFXeFViU¦3lIcnB0NXla¦Og==⟧\" }\n}\n"), Example(path: "Client.kt", source: "val request = Request.Builder()\n  .url(\"https://external.ple¦o.io/v1/introspect\")\n  .header(\"Authorization\", \"basic ⟦UTNJWmUxRGJ¦jVm13dTREYk¦JjUnU1SExRd¦jNUaVgyUEZU¦NFVhOg==⟧\")\n  .build()\n")],
    counterexamples: [Example(path: "jira.js", source: "const ple¦o = axios.create({ baseURL: 'https://external.ple¦o.io' })\nconst other = axios.create({ headers: { Authorization: 'Basic VTFsckhCeTZ¦hOTJITDRxNT¦BTMzBsbGUxS¦G9pWmdySldk¦RUlUOg==' } })\n"), Example(path: "README.md", source: "```sh\ncurl -H \"Authorization: Basic cGxwX3h4eDo=\" https://external.ple¦o.io/v1/introspect\ncurl -H \"Authorization: Basic API_KEY\" https://external.ple¦o.io/v1/introspect\n```\n"), Example(path: "auth.py", source: "headers = {\"Authorization\": \"Basic \" + b64encode(f\"{key}:\".encode()).decode()}\nrequests.get(\"https://external.ple¦o.io/v1/introspect\", headers=headers)\n"), Example(path: "oauth.rb", source: "# client_id:client_secret, not a key\npost(\"https://external.ple¦o.io/x\", { \"Authorization\" => \"Basic c3ZjLWJpbGxpbmc6TnhZMmRL¦OTBkRmhqNUNh\" })\n"), Example(path: "words.txt", source: "cGxwaXMgYSB3b3JkIHRoYXQgc3RhcnRzIGxpa2UgYSBrZXk= from ple¦o"), Example(path: "digest.yml", source: "ple¦o-client: sha512-cGxw/4tkgDhWO¦fqAnqO6WzrAnq¦OizE5iyYAA=="), Example(path: "hosts.http", source: "GET https://my-external.ple¦o.io.example/v1\nAuthorization: Basic YXZmeEU4TUl¦JYXJ3SzdOVm¦dUem9XSDkzb¦2J5aFVZOEZh¦cTFWOg==\n"), Example(path: "README.txt", source: "Send \"Basic BASE64(key:)\" to external.ple¦o.io, and keep basic hygiene1 in mind.")])
}

private func pleoEnvironmentMismatch() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-environment-mismatch"), summary: "Credential of one environment with the host of the other", category: .fit,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-1188"], references: ["https://developers.pleo.io/docs/current/authentication/standalone-api-keys-overview", "https://developers.pleo.io/docs/current/getting-started/testing-and-environments"],
      advice: "use the credential that was made in the host's environment",
      helpSource: "A credential works only in the environment, staging or production, that made it. One that is used with\nboth, or with the other, fails, and has been shown to a system that has no use for it.\n\nThe environment is told by names (`PLEO_STAGING_API_KEY`), by the file (`.env.production`) or by the block of a\nconfiguration. A `plp_` key itself says nothing of its environment.\n\n## How to fix\n\nKeep one credential and one host for each environment, side by side:\n\n```\nPLEO_API_KEY=…              PLEO_BASE_URL=https://external.pleo.io\nPLEO_STAGING_API_KEY=…      PLEO_STAGING_BASE_URL=https://external.staging.pleo.io\n```\n"),
    message: "a credential and a host of different environments meet: {host}",
    clauses: [Clause(
      trigger: .evidence(["staging-credential-name"]), region: nil, context: nil,
      relations: [Relation(["production-endpoint"], isPresent: true, within: .block), Relation(["staging-endpoint"], isPresent: false, within: .request), Relation(["staging-endpoint"], isPresent: false, within: .block)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "{name} meets the production host {host}"), Clause(
      trigger: .evidence(["production-credential-name"]), region: nil, context: nil,
      relations: [Relation(["staging-endpoint"], isPresent: true, within: .block), Relation(["production-endpoint"], isPresent: false, within: .request), Relation(["production-endpoint"], isPresent: false, within: .block)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "{name} meets the staging host {host}"), Clause(
      trigger: .evidence(["plp-key", "named-key", "commanded-key", "held-key", "base64-key-with-colon", "basic-empty-password", "named-jwt", "sent-jwt"]), region: nil, context: nil,
      relations: [Relation(["staging-endpoint"], isPresent: true, within: .request), Relation(["production-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "one credential is used with both environments"), Clause(
      trigger: .evidence(["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name"]), region: nil, context: nil,
      relations: [Relation(["staging-endpoint"], isPresent: true, within: .request), Relation(["production-endpoint"], isPresent: true, within: .request), Relation(["staging-credential-name", "production-credential-name"], isPresent: false, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .low, message: "{name} is used with both environments"), Clause(
      trigger: .evidence(["staging-host-held-by-production", "production-host-held-by-staging"]), region: nil, context: nil,
      relations: [Relation(["api-key-name", "token-name", "api-token-name", "legacy-token-name", "plp-key", "named-key", "commanded-key", "held-key", "base64-key-with-colon", "basic-empty-password", "named-jwt", "sent-jwt"], isPresent: true, within: .block)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "{host} stands in a block of the other environment, beside a credential")],
    yieldsTo: [],
    silentIn: [.comment, .prose, .log],
    examples: [Example(path: ".env.production", source: "NODE_ENV=production\nPLE¦O_API_KEY=${⟦PLE¦O_STAGING_API_KEY⟧}\nPLE¦O_BASE_URL=https://external.ple¦o.io\n")],
    counterexamples: [Example(path: "config/environments.json", source: "{\n  \"production\": { \"ple¦oBase\": \"https://external.ple¦o.io\", \"ple¦oKeyVariable\": \"PLE¦O_API_KEY\" },\n  \"staging\": { \"ple¦oBase\": \"https://external.staging.ple¦o.io\", \"ple¦oKeyVariable\": \"PLE¦O_STAGING_API_KEY\" }\n}\n")])
}

private func pleoInsecureOauthFlow() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-insecure-oauth-flow"), summary: "OAuth flow with a weak link", category: .fit,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-757"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/oauth/implementing-oauth/integration-design-auth-oauth-pkce-and-secured-patterns", "https://developers.pleo.io/docs/current/how-tos/oauth/how-to-handle-redirects-and-exchange-authorisation-code"],
      advice: "use PKCE with S256 and a redirect over https",
      helpSource: "Pleo's documentation asks for PKCE with S256 (`plain` is not allowed), for redirects over https (http is\nfor loopback addresses alone), and for the code to be exchanged on the server, never in a front end.\n\n## How to fix\n\n```\ncode_challenge_method=plain                          wrong\ncode_challenge_method=S256                           right\nredirect_uri=http://books.example.com/callback       wrong\nredirect_uri=https://books.example.com/callback      right\nredirect_uri=http://127.0.0.1:8484/callback          right, on the developer's own machine\n```\n"),
    message: "this weakens the OAuth flow with {host}",
    clauses: [Clause(
      trigger: .evidence(["plain-challenge", "plain-redirect"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["plain-challenge", "plain-redirect"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint"], isPresent: true, within: .file)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .medium, message: nil), Clause(
      trigger: .evidence(["authorize-url"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint"], isPresent: true, within: .request), Relation(["response-type"], isPresent: true, within: .request), Relation(["code-challenge"], isPresent: false, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: "this authorize URL of {host} has no code challenge")],
    yieldsTo: [],
    silentIn: [.comment, .prose, .log],
    examples: [Example(path: "src/main/java/OauthUrls.java", source: "private static final String AUTHORIZE = \"https://auth.ple¦o.io/oauth/authorize\";\nstatic String production(String clientId, String challenge) {\n    return AUTHORIZE + \"?response_type=code&client_id=\" + clientId\n        + \"&⟦redirect_uri=http://books.brightwater.dev/callback⟧\"\n        + \"&code_challenge=\" + challenge\n        + \"&⟦code_challenge_method=plain⟧\";\n}\n")],
    counterexamples: [Example(path: "src/main/java/OauthUrls.java", source: "private static final String AUTHORIZE = \"https://auth.ple¦o.io/oauth/authorize\";\nstatic String developer(String clientId, String challenge) {\n    return AUTHORIZE + \"?response_type=code&redirect_uri=http://127.0.0.1:8484/callback&code_challenge=\" + challenge + \"&code_challenge_method=S256\";\n}\n")])
}

private func pleoKeyAsBearer() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-key-as-bearer"), summary: "API key sent as a Bearer token", category: .handling,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-287"], references: ["https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "send it as HTTP Basic: the key as the user name, the password empty",
      helpSource: "The external API takes an API key by HTTP Basic: the key is the user name, and the password is empty.\nBearer is for OAuth access tokens. A key that is sent as Bearer is refused, and people then try it in\nother places, where it does not belong.\n\nPleo's generated reference pages show `Authorization: Bearer <token>` for every call; for API keys the\npage on base URLs is the one to follow.\n\n## How to fix\n\n```\nAuthorization: Bearer ${process.env.PLEO_API_KEY}                      wrong\nAuthorization: Basic ${btoa(process.env.PLEO_API_KEY + \":\")}           right\n\nrequests.get(url, headers={\"Authorization\": f\"Bearer {PLEO_API_KEY}\"})  wrong\nrequests.get(url, auth=(PLEO_API_KEY, \"\"))                              right\n\ncurl -H \"Authorization: Bearer $PLEO_API_KEY\" …                         wrong\ncurl -u \"$PLEO_API_KEY:\" …                                              right\n```\n"),
    message: "an API key is sent as Bearer to {host}, which takes it by HTTP Basic alone",
    clauses: [Clause(
      trigger: .evidence(["bearer-scheme", "bearer-call"]), region: nil, context: nil,
      relations: [Relation(["plp-key"], isPresent: true, within: .value), Relation(["external-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: .error,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["bearer-scheme", "bearer-call"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["api-key-name"], isPresent: true, within: .value), Relation(["plp-key"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["bearer-scheme", "bearer-call"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["bare-key-name"], isPresent: true, within: .value), Relation(["api-key-name", "plp-key", "other-credential-name"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .medium, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "src/client.ts", source: "await fetch(\"https://external.ple¦o.io/v2/employees\", { headers: { Authorization: `⟦Bearer ${process.env.PLE¦O_API_KEY}⟧` } })\n"), Example(path: "sync.py", source: "BASE = \"https://external.ple¦o.io/v3\"\nAPI_KEY = os.environ[\"PLE¦O_API_KEY\"]\n\nsession = requests.Session()\nsession.headers[\"Authorization\"] = f\"⟦Bearer {API_KEY}⟧\"\n\ndef jobs(company_id):\n    return session.get(f\"{BASE}/export-jobs\", params={\"company_id\": company_id})\n")],
    counterexamples: [Example(path: "src/oauth.ts", source: "headers: { Authorization: `Bearer ${accessToken}` }\n")])
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["query-dictionary"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint", "openapi-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
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
      trigger: .evidence(["named-jwt", "commanded-jwt", "held-jwt"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["sent-jwt"]), region: nil, context: nil,
      relations: [Relation(["openapi-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-credential-file"), RuleID(checked: "pleo-oauth-access-token"), RuleID(checked: "pleo-credential-in-url")],
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
      trigger: .evidence(["legacy-token-name", "named-jwt", "held-jwt"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["sent-jwt"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["oauth-access-token"], isPresent: false, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["api-token-name"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .low, message: "{name}, the name that the old documentation gives a legacy token, is sent to {host}")],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "client.ts", source: "const reply = await fetch(\"https://external.ple¦o.io/v2/employees\", {\n  headers: { authorization: `Bearer ${process.env.⟦PLE¦O_LEG¦ACY_TOKEN⟧}` },\n})\n"), Example(path: "list.sh", source: "curl -H \"Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiZjNkO¦WUzZTAtMWYy¦ZS00YzNiLTl¦hOGQtNzg2Nz¦NhYThlNDg3I¦iwgImV4cCI6¦IDIxMDk3NDk¦0MDF9.g0qbn¦2oiwAlmr3GN¦7aYY18YH66w¦UBb-rjO6vk7¦xTj3g⟧\" \\\n  https://external.ple¦o.io/v1/expenses\n"), Example(path: "jobs.py", source: "requests.get(\"https://external.staging.ple¦o.io/v3/export-jobs\", headers={\"Authorization\": f\"Bearer {⟦ple¦o_ope¦napi_token⟧}\"})"), Example(path: "route.js", source: "const r = await fetch(\"https://external.ple¦o.io/v1/expenses\", { headers: { Authorization: `Bearer ${process.env.⟦PLE¦O_API_TOKEN⟧}` } })"), Example(path: "calls.http", source: "GET https://external.ple¦o.io/v1/introspect\nAuthorization: Bearer {{⟦ple¦oLegacyToken⟧}}\n")],
    counterexamples: [Example(path: "client.ts", source: "const reply = await fetch(\"https://external.ple¦o.io/v2/employees\", {\n  headers: { authorization: `Bearer ${process.env.PLE¦O_TOKEN}` },\n})\n"), Example(path: "old.py", source: "requests.get(\"https://ope¦napi.ple¦o.io/v1/expenses\", headers={\"Authorization\": f\"Bearer {PLE¦O_LEGACY_TOKEN}\"})"), Example(path: "oauth.sh", source: "curl -H \"Authorization: Bearer eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjE2NWM5Nz¦AwIiwgImV4c¦CI6IDIxMDk4¦MzY1NjR9.5U¦LELhoKMTsuu¦WeeceSOt2mk¦g3jTG-AG-S0¦GAVyqRLg\" https://external.ple¦o.io/v3/export-jobs"), Example(path: "both.go", source: "legacy := os.Getenv(\"PLE¦O_LEGACY_TOKEN\")\nhost := \"https://external.ple¦o.io\"\n"), Example(path: "supabase.js", source: "const sb = createClient(\"https://db.example.com\", \"eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAiaH¦R0cHM6Ly9pZ¦C5zaG9wLmV4¦YW1wbGUiLCA¦icm9sZSI6IC¦Jhbm9uIiwgI¦mV4cCI6IDIx¦MDkwMDAwMDB¦9.XGRQDGk1j¦SSoIqvl_iSv¦i571g-43C1y¦DWevInBLs0s¦E\"); const p = \"https://external.ple¦o.io\"")])
}

private func pleoLoggedCredential() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-logged-credential"), summary: "Pleo credential written to a log", category: .handling,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-532", "external/cwe/cwe-209"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "leave the credential out, or show its last four characters alone",
      helpSource: "Logs are read by many, kept for long and copied to places that nobody planned. Pleo's documentation\nsays: keys must never be exposed in logs or error messages, and *\"If you must log, mask keys except for the last 4\ncharacters\"*.\n\nFound are credentials, and names that hold them, in what is written to a log, a console, an error or a\nresponse; and whole credentials that stand in a log.\n\n## How to fix\n\n```\nconsole.log(\"key\", PLEO_API_KEY)                       wrong\nconsole.log(\"key ends in\", PLEO_API_KEY.slice(-4))     right\n\nlogger.info(f\"key={pleo_api_key}\")                     wrong\nlogger.info(\"key ends in %s\", pleo_api_key[-4:])       right\n```\n\nWhere a whole credential stands in a log:\n\n1. **Revoke or replace** it in the Pleo web app: Settings > API Keys.\n2. **Update** the integration with the new one, and **revalidate** that it works.\n3. **Remove** the credential from the logs and their copies, and the code that wrote it.\n4. **Audit** the requests of the time since it was written.\n"),
    message: "{name} is written to a log, an error or a response",
    clauses: [Clause(
      trigger: .evidence(["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"]), region: nil, context: nil,
      relations: [Relation(["log-call"], isPresent: true, within: .value), Relation(["shown-part", "piped-echo"], isPresent: false, within: .value)], isAtUse: true,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["plp-key", "named-key", "commanded-key", "base64-key-with-colon", "base64-key", "basic-empty-password", "named-jwt", "commanded-jwt", "sent-jwt", "oauth-access-token", "webhook-secret", "named-refresh-token", "named-client-secret", "named-webhook-secret", "url-user"]), region: nil, context: .required,
      relations: [Relation(["query-credential", "named-query-credential"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [.log],
      isExpired: nil, severity: nil,
      confidence: nil, message: "Pleo {credential} stands in a log")],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "worker.js", source: "const { PLE¦O_API_KEY, PLE¦O_COMPANY_ID } = process.env\nconsole.log('company', PLE¦O_COMPANY_ID)\nconsole.log('starting with', ⟦PLE¦O_API_KEY⟧)\n")],
    counterexamples: [Example(path: "worker.js", source: "if (!PLE¦O_API_KEY) console.error('PLE¦O_API_KEY is not set')\nconsole.log(`key ends in ${PLE¦O_API_KEY.slice(-4)}`)\n")])
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
      relations: [Relation(["openapi-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: false, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["oauth-access-token"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: true, severity: .warning,
      confidence: nil, message: "expired Pleo {credential} stands in the text")],
    yieldsTo: [RuleID(checked: "pleo-credential-file")],
    silentIn: [],
    examples: [Example(path: "tmp/oauth.json", source: "{\"access_token\": \"⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjNjMDNkYW¦I2IiwgImV4c¦CI6IDIxMDk5¦MjA0ODJ9.Ly¦UraJQuVovi7¦EZsjRNnnplg¦iXi1de2dpep¦wgRiPEpE⟧\", \"expires_in\": 900}\n"), Example(path: "test/fixtures/session.rb", source: "SESSION = {\n  token: '⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gImMwYWYyZj¦E3IiwgImV4c¦CI6IDE2NTA0¦MzExNzR9.eK¦4y7iRRVcfzv¦0Tgm_nO1yn6¦mQlbbK30q4v¦QgMp9m48⟧',\n}.freeze\n"), Example(path: "app.log", source: "2026-03-14T08:11:52Z DEBUG sending Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjVkNjQ1MD¦I3IiwgImV4c¦CI6IDIxMDk5¦Mzg2NzJ9.OH¦VZU-M_AwfWO¦V2euT2D9zTV¦8Nf_1iYhJdv¦y82Kz_1o⟧ (attempt 1)"), Example(path: "replay.sh", source: "curl -H \"Authorization: Bearer ⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjBhNDNiMj¦UxIiwgImV4c¦CI6IDIxMDk5¦NTQ3NjN9.tV¦ui1XHcoZfjE¦bEc1hXB6FOs¦LFEmy_ogXmQ¦v-IjR5UU⟧\" \"$BASE/v3/export-jobs\""), Example(path: "Token.cs", source: "private const string Cached = \"⟦eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gImE0NjEyM2¦NkIiwgImV4c¦CI6IDIxMDk3¦OTkyNzV9.FT¦6qh6I6lTXat¦0bN3K5dBidv¦5KWmsVCpI-Z¦vvJGYKaU⟧\";")],
    counterexamples: [Example(path: "supabase.env", source: "SUPABASE_ANON_KEY=eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAiaH¦R0cHM6Ly9pZ¦C5zaG9wLmV4¦YW1wbGUiLCA¦icm9sZSI6IC¦Jhbm9uIiwgI¦mV4cCI6IDIx¦MDkwMDAwMDB¦9.wTL4RPx4l¦CECq8OrLKAs¦h2MuvhjZ8EC¦nQ49qJjWExp¦Q"), Example(path: "README.md", source: "`Authorization: Bearer mF_9.B5f-4.1JqM`, or `Bearer <access_token>` for external.ple¦o.io"), Example(path: "settings.yml", source: "ple¦o_legacy_token: eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦jb21wYW55SW¦QiOiAiOTRlN¦TY2NDctMWYy¦ZS00YzNiLTl¦hOGQtODIzOT¦FlNmRiN2M2I¦iwgImV4cCI6¦IDIxMDk1MTc¦3Njd9.r-I1u¦vTAetFo-xxT¦uehzVChgzZu¦r9esvw3Lk6v¦M41g4"), Example(path: "parts.txt", source: "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJwbGVvLnByb2R1Y3Rpb24ifQ")])
}

private func pleoOauthClientSecret() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-oauth-client-secret"), summary: "Pleo OAuth client secret in the text", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/how-tos/oauth/how-to-handle-redirects-and-exchange-authorisation-code", "https://developers.pleo.io/docs/current/integration-design/auth/oauth/token-lifecycle/integration-design-auth-oauth-secure-token-storage"],
      advice: "ask Pleo for a new client secret; keep it in a vault or an environment variable",
      helpSource: "With the client secret anyone can act as your integration towards Pleo's authorization server, for all of\nyour customers.\n\nFound are random-looking values that a Pleo-named client-secret name holds, and client secrets in requests\nto Pleo's authorization server: in a form, in JSON, or as the password of HTTP Basic.\n\n## How to fix\n\n1. **Revoke or replace** it now: ask Pleo for a new client secret.\n2. **Update** the integration with the new one, from a vault or the environment.\n3. **Revalidate** that the integration works.\n4. **Remove** the old one from the text, and from the history if others can read it.\n5. **Audit** the logs for requests that were not yours.\n"),
    message: "Pleo {credential} stands in the text",
    clauses: [Clause(
      trigger: .evidence(["named-client-secret", "held-client-secret"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["client-secret-field", "basic-client-secret", "basic-pair-client-secret"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["client-secret-field"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint", "oauth-access-token"], isPresent: true, within: .file)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .medium, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "oauth/exchange.php", source: "$curl = curl_init('https://auth.staging.ple¦o.io/oauth/token');\ncurl_setopt_array($curl, [\n    CURLOPT_POSTFIELDS => http_build_query([\n        'client_secret' => '⟦h7Tz¦2Wq9Kc4Vn6¦Bx1Lm8Rj3Pd5¦Sg0Yf7Ua2Ee9Hk⟧',\n    ]),\n]);\n")],
    counterexamples: [Example(path: "oauth/exchange.php", source: "'client_secret' => getenv('PLE¦O_CLIENT_SECRET'),\n")])
}

private func pleoOauthRefreshToken() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-oauth-refresh-token"), summary: "Pleo OAuth refresh token in the text", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/oauth/token-lifecycle/integration-design-auth-oauth-secure-token-storage"],
      advice: "revoke the connection in the Pleo web app and connect again; keep tokens encrypted on the server",
      helpSource: "A refresh token makes new access tokens for at least 60 days, with all the scopes that the customer agreed to.\n\nFound are random-looking values that a Pleo-named refresh-token name holds, and `refresh_token` fields in\nrequests to and responses of Pleo's authorization server. Pleo publishes no format of refresh tokens.\n\n## How to fix\n\n1. **Revoke or replace** it now: end the connection in the Pleo web app, and let the customer connect again.\n2. **Update** the integration with the new one, from a vault or the environment.\n3. **Revalidate** that the integration works.\n4. **Remove** the old one from the text, and from the history if others can read it.\n5. **Audit** the logs for requests that were not yours.\n"),
    message: "Pleo {credential} stands in the text",
    clauses: [Clause(
      trigger: .evidence(["named-refresh-token", "held-refresh-token"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["refresh-token-field"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint", "oauth-access-token"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["refresh-token-field"]), region: nil, context: nil,
      relations: [Relation(["auth-endpoint", "oauth-access-token"], isPresent: true, within: .file)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .medium, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-oauth-access-token")],
    silentIn: [],
    examples: [Example(path: "tmp/oauth.json", source: "{\n  \"token_endpoint\": \"https://auth.ple¦o.io/oauth/token\",\n  \"refresh_token\": \"⟦v3Kq¦8Zt1Xw5Lr9¦Yb2Nc6Mh4Jd7¦Fg0Ps3Qa8Ue1T⟧\"\n}\n")],
    counterexamples: [Example(path: "src/refresh.ts", source: "body: { grant_type: \"refresh_token\", refresh_token: process.env.PLE¦O_REFRESH_TOKEN }\n")])
}

private func pleoPersistedToken() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-persisted-token"), summary: "Pleo token kept where others can read it", category: .handling,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-922"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/oauth/token-lifecycle/integration-design-auth-oauth-secure-token-storage", "https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "keep it on the server, encrypted, or in the platform's key store",
      helpSource: "Pleo's documentation asks to keep tokens encrypted on the server, and never in local or session storage or in plain files. Any script on the\npage can read browser storage, and plain preferences and files are in every backup.\n\n## How to fix\n\n- In a browser: keep the token on your server, and give the page a session cookie with `HttpOnly`.\n- On a phone: Keychain, Android Keystore.\n- On a server: a vault, or a database column that is encrypted.\n"),
    message: "a token is kept where others can read it",
    clauses: [Clause(
      trigger: .evidence(["stored-token"]), region: nil, context: nil,
      relations: [Relation(["token-word"], isPresent: true, within: .value), Relation(["other-issuer-word", "safe-storage"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "src/views/Connect.vue", source: "<script setup>\nconst reply = await fetch('/api/ple¦o/callback')\nconst { accessToken } = await reply.json()\n⟦localStorage.setItem('ple¦o.accessToken', accessToken)⟧\n</script>\n")],
    counterexamples: [Example(path: "src/views/Connect.vue", source: "<script setup>\nlocalStorage.setItem('ple¦o.lastRefresh', String(Date.now()))\n</script>\n")])
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "application.properties", source: "ple¦o.base-url=⟦ht¦tp://external.ple¦o.io⟧"), Example(path: "lib/expenses.rb", source: "uri = URI(\"⟦ht¦tp://ope¦napi.staging.ple¦o.io⟧/v1/expenses\")\n"), Example(path: "client.go", source: "const base = \"⟦ht¦tp://external.staging.ple¦o.io⟧:80/v3\" // moved in May\n"), Example(path: "settings.json", source: "{\"tokenUrl\": \"⟦ht¦tp:\\/\\/auth.ple¦o.io⟧\\/oauth\\/token\"}"), Example(path: "deploy.sh", source: "curl --fail -u \"$PLE¦O_API_KEY:\" \\\n  ⟦ht¦tp://external.ple¦o.io⟧/v2/employees\n"), Example(path: "var/log/egress.log", source: "2026-03-14T08:11:52Z proxy GET ⟦ht¦tp://api.ple¦o.io⟧/rest/v1/users 301"), Example(path: "docs/setup.md", source: "Then run:\n\n```sh\ncurl ⟦ht¦tp://external.ple¦o.io⟧/v1/introspect\n```\n"), Example(path: "values.yaml", source: "feeds:\n  cards: ⟦ht¦tp://cards-bff.ple¦o.io⟧/graphql\n")],
    counterexamples: [Example(path: "client.py", source: "BASE = \"https://external.ple¦o.io\"  # never ht¦tp://external.ple¦o.io"), Example(path: "application.properties", source: "ple¦o.docs=http://developers.ple¦o.io/docs"), Example(path: "app.ts", source: "/* The proxy used to answer on ht¦tp://ope¦napi.ple¦o.io too. */\nconst local = \"http://localhost:8080/external.ple¦o.io\"\n"), Example(path: "README.md", source: "A request to ht¦tp://external.ple¦o.io would show the key to everyone on the way."), Example(path: "hosts.conf", source: "upstream=http://external.ple¦o.iotest.example/v1"), Example(path: "sync.php", source: "$url = 'http://emple¦o.io/api'; $other = 'http://external.emple¦o.io/v1';"), Example(path: "index.html", source: "<a href=\"http://www.ple¦o.io\">Ple¦o</a> <a href=\"http://app.ple¦o.io\">Sign in</a>"), Example(path: "render.sh", source: "sed -i \"s#https://$service.ple¦o.io#http://$service.internal#\" k8s/*.yaml")])
}

private func pleoPrivateHost() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-private-host"), summary: "Credential sent to a host that is not part of Pleo's API", category: .fit,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-522"], references: ["https://developers.pleo.io/docs/current/authentication/api-base-urls"],
      advice: "call https://external.pleo.io",
      helpSource: "The public API is `external.pleo.io`, and `external.staging.pleo.io` for tests. `api.pleo.io` and the `-bff` hosts serve Pleo's own\napplications with sessions of their own, and `developer.pleo.io` does not exist (the documentation is at\n`developers.pleo.io`). A credential that is sent there does not work, and is shown where it has no use.\n\n## How to fix\n\n```\nhttps://api.pleo.io/rest/v1/…         wrong\nhttps://external.pleo.io/v3/…         right\n```\n"),
    message: "a credential goes to {host}, which is not part of Pleo's public API",
    clauses: [Clause(
      trigger: .evidence(["private-endpoint"]), region: nil, context: nil,
      relations: [Relation(["authorization-header", "api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "bare-key-name", "plp-key"], isPresent: true, within: .block)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose, .log],
    examples: [Example(path: "PleoSession.py", source: "client = httpx.Client(\n    base_url=\"https://⟦api.ple¦o.io⟧/rest/v1\",\n    headers={\"Authorization\": \"Bearer \" + os.environ[\"PLE¦O_TOKEN\"]},\n)\n")],
    counterexamples: [Example(path: "PleoSession.py", source: "client = httpx.Client(\n    base_url=\"https://external.ple¦o.io/v1\",\n    headers={\"Authorization\": \"Bearer \" + os.environ[\"PLE¦O_ACCESS_TOKEN\"]},\n)\n")])
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
      relations: [Relation(["plp-key-of-another"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [RuleID(checked: "pleo-credential-file"), RuleID(checked: "pleo-encoded-api-key"), RuleID(checked: "pleo-api-key"), RuleID(checked: "pleo-credential-in-url")],
    silentIn: [],
    examples: [Example(path: "deploy/vars.ini", source: "[upstream]\ntoken = ⟦plp_¦1xgGy7y11ND¦NCgThLLH7ff¦jggKgX6xaa5¦v4N⟧\n"), Example(path: "app/client.py", source: "client = Client(\"⟦plp_¦Wv4ug7DJuLJ¦gJ6YM2HqdtC¦FDWdQV⟧\")"), Example(path: "secret.yaml", source: "data:\n  token: ⟦cGxw¦X285OW9qVjd¦MZ0hjc05BOW¦E2T3JteFFLO¦DRoWW51NTQ5¦VVlOa1V0azE¦=⟧\n"), Example(path: "notes.txt", source: "the key is ⟦plp_¦JVndBN26N4Z¦qmePoE4vhnT¦3jl6ECfokPP¦dgG⟧, I think"), Example(path: "main.ts", source: "export const headers = { \"x-token\": \"⟦plp_¦4nEsOqfM7Kh¦QVhRnAjbbsw¦Yw2Qo0qKl6U¦KRX⟧\" }")],
    counterexamples: [Example(path: "deploy/pleo/vars.ini", source: "token = plp_¦lLrfTOXK3GX¦hFPrtYBUPX6¦3HrtyGL2cc"), Example(path: "list.css", source: ".plp__head { display: flex }\n.plp_product-grid_container_wide2 { gap: 1rem }\n"), Example(path: "bbframe.c", source: "static unsigned plp_deinterleave_time_rows_64k_mode(struct plp_loop_entry *e);"), Example(path: "db.sql", source: "create table plp_bookstore_2024_customer_address (plp_id int);"), Example(path: "plopino.env", source: "PLOPINO_TOKEN=plp_¦gB366C2dRFz¦BAu2N0bk5kn¦BNbxZY")])
}

private func pleoUnencodedBasic() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-unencoded-basic"), summary: "API key after Basic without base64", category: .handling,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-287"], references: ["https://developers.pleo.io/docs/current/authentication/api-base-urls", "https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "encode the key and its colon in base64, or let the client do it",
      helpSource: "HTTP Basic (RFC 7617) takes the base64 of user and password, joined by a colon. Pleo's quickstart prints\n`authorization: Basic API_KEY`, which does not work with the key as it is.\n\n## How to fix\n\n```\n\"Basic \" + key                          wrong\n\"Basic \" + btoa(key + \":\")              right\ncurl -u \"$PLEO_API_KEY:\" …              right: curl encodes it\n```\n"),
    message: "the key stands after Basic without base64: the server cannot read it",
    clauses: [Clause(
      trigger: .evidence(["basic-scheme"]), region: nil, context: nil,
      relations: [Relation(["api-key-name", "plp-key"], isPresent: true, within: .value), Relation(["encoder-call", "encoding-word", "user-colon"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["basic-scheme"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint"], isPresent: true, within: .request), Relation(["bare-key-name"], isPresent: true, within: .value), Relation(["encoder-call", "encoding-word", "user-colon", "api-key-name", "other-credential-name"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: .medium, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "src/PleoGateway.cs", source: "_http.DefaultRequestHeaders.Add(\"Authorization\", \"⟦Basic \" + config[\"Ple¦o:ApiKey\"]⟧);\n")],
    counterexamples: [Example(path: "src/pleo.js", source: "headers: { Authorization: \"Basic \" + btoa(process.env.PLE¦O_API_KEY + \":\") }\n")])
}

private func pleoUnmaskedCredential() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-unmasked-credential"), summary: "More than the last four characters of a credential shown", category: .handling,
      severity: .warning, confidence: .high,
      tags: ["security", "external/cwe/cwe-200"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "show the last four characters, or fewer",
      helpSource: "Pleo's documentation says: *\"If you must log, mask keys except for the last 4 characters\"*, and that a key is never shown\nin full after it was saved. The first characters help to guess the rest and to find other copies.\n\n## How to fix\n\n```\nkey.substring(0, 12)      wrong\nkey.slice(-4)             right\nkey[:8]                   wrong\nkey[-4:]                  right\n```\n"),
    message: "more than the last four characters of a Pleo credential are shown",
    clauses: [Clause(
      trigger: .evidence(["shown-part"]), region: nil, context: nil,
      relations: [Relation(["api-key-name", "token-name", "api-token-name", "legacy-token-name", "access-token-name", "secret-name"], isPresent: true, within: .value), Relation(["compared-part"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["half-masked-key"]), region: nil, context: .required,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment],
    examples: [Example(path: "app/Debug.kt", source: "val ple¦oApiKey = settings.ple¦oApiKey\nval head = ⟦ple¦oApiKey.substring(0, 12)⟧\nval tail = ple¦oApiKey.takeLast(4)\n")],
    counterexamples: [Example(path: "app/Debug.kt", source: "val tail = settings.ple¦oApiKey.takeLast(4)\n")])
}

private func pleoUnverifiedTls() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-unverified-tls"), summary: "Certificate checks off in a request to Pleo", category: .handling,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-295"], references: ["https://developers.pleo.io/docs/current/integration-design/auth/api-keys/integration-design-security-for-standalone-api-keys"],
      advice: "take the switch out; if a proxy needs its own certificate, add that to the trusted ones",
      helpSource: "Without certificate checks anyone on the way can pretend to be Pleo and read the credential of the\nrequest. Pleo's documentation says: *\"Always use HTTPS\"*, and HTTPS without checks is none.\n\n## How to fix\n\nTake the switch out (`verify=False`, `rejectUnauthorized: false`, `curl -k`, `InsecureSkipVerify`). Where a\ncompany's proxy signs its own certificates, trust its authority instead:\n\n```\nrequests.get(url, verify=\"/etc/ssl/company-ca.pem\")\nNODE_EXTRA_CA_CERTS=/etc/ssl/company-ca.pem node sync.js\ncurl --cacert /etc/ssl/company-ca.pem …\n```\n"),
    message: "certificate checks are switched off in a request to {host}",
    clauses: [Clause(
      trigger: .evidence(["tls-switch"]), region: nil, context: nil,
      relations: [Relation(["external-endpoint", "openapi-endpoint", "auth-endpoint"], isPresent: true, within: .request)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [.comment, .prose],
    examples: [Example(path: "check_pleo.py", source: "me = requests.get(\n    \"https://external.ple¦o.io/v1/introspect\",\n    auth=AUTH,\n    ⟦verify=False⟧,\n)\n")],
    counterexamples: [Example(path: "check_pleo.py", source: "me = requests.get(\"https://external.ple¦o.io/v1/introspect\", auth=AUTH)\nlocal = requests.get(\"https://localhost:8443/healthz\", verify=False)\n")])
}

private func pleoWebhookSecret() -> Rule {
  Rule(
    documentation: RuleDocumentation(
      id: RuleID(checked: "pleo-webhook-secret"), summary: "Pleo webhook secret in the text", category: .exposure,
      severity: .error, confidence: .high,
      tags: ["security", "external/cwe/cwe-798"], references: ["https://developers.pleo.io/reference/webhooks-authentication-authorisation"],
      advice: "make a new secret for the subscription, and keep it in a vault or an environment variable",
      helpSource: "The signing secret proves that a webhook comes from Pleo. Whoever has it can send your endpoint events\nthat look real.\n\nFound are `whsec_` secrets where something points at Pleo and nothing at another issuer (Stripe and others use\nthe same prefix), and random-looking values that a Pleo-named webhook-secret name holds.\n\n## How to fix\n\n1. **Revoke or replace** it now: make a new secret for the subscription.\n2. **Update** the integration with the new one, from a vault or the environment.\n3. **Revalidate** that the integration works.\n4. **Remove** the old one from the text, and from the history if others can read it.\n5. **Audit** the logs for requests that were not yours.\n"),
    message: "Pleo {credential} stands in the text",
    clauses: [Clause(
      trigger: .evidence(["webhook-secret"]), region: nil, context: .required,
      relations: [Relation(["webhook-secret-of-another"], isPresent: false, within: .value)], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil), Clause(
      trigger: .evidence(["named-webhook-secret", "held-webhook-secret"]), region: nil, context: nil,
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "app/settings.py", source: "PLE¦O = {\n    \"api_key\": os.environ[\"PLE¦O_API_KEY\"],\n    \"webhook_secret\": \"⟦whsec_¦Wm05UXE4V3¦c3RWU2UnI1¦VHQ0WXkz⟧\",\n}\n")],
    counterexamples: [Example(path: "app/settings.py", source: "STRIPE = {\n    \"webhook_secret\": \"whsec_¦Wm05UXE4V3¦c3RWU2UnI1¦VHQ0WXkz\",\n}\nPLE¦O = {\"api_key\": os.environ[\"PLE¦O_API_KEY\"]}\n")])
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
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
      relations: [], isAtUse: false,
      artifactPath: nil,
      surroundings: [],
      isExpired: nil, severity: nil,
      confidence: nil, message: nil)],
    yieldsTo: [],
    silentIn: [],
    examples: [Example(path: "keys.yml", source: "# ⟦ple¦olint:allow ple¦o-api-key -- revoked⟧\na: 1\n"), Example(path: "fetch.js", source: "const url = base // ⟦ple¦olint:allow ple¦o-plain-http -- test server⟧\n")],
    counterexamples: [Example(path: "fetch.js", source: "const url = \"ht¦tp://external.ple¦o.io\" // ple¦olint:allow ple¦o-plain-http -- a test server of our own\n")])
}
