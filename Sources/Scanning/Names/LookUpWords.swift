/// What the names of functions hold that look something up by its name.
enum LookUpWords {
  static let all = [
    "env", "config", "get", "fetch", "secret", "setting", "propert", "vault", "param", "credential",
    "option", "dig", "lookup", "require", "load", "pref", "string", "var", "value", "decouple",
    "need", "must", "demand",
  ].map { Array($0.utf8) }

  /// The labels of arguments and members that say what a value is looked up by.
  static let labels = Set(
    ["alias", "env", "env_var", "envvar", "env_name", "validation_alias", "variable"].map {
      Array($0.utf8)
    })

  /// The names by which the content of a reply is read.
  static let reading = Set(
    ["json", "data", "body", "text", "content", "items", "results", "entity", "as_json"]
      .map { Array($0.utf8) })

  /// What the names of functions start with that send a request and give its reply.
  static let sending = [
    "get", "post", "put", "patch", "delete", "fetch", "send", "exec", "exchange", "retrieve",
    "load", "list", "query", "call", "open", "urlopen", "download", "paginate",
  ].map { Array($0.utf8) }

  /// What the names of functions hold whose result still shows their argument.
  static let preserving = [
    "str", "format", "print", "trim", "strip", "concat", "join", "replace", "encode", "btoa",
    "base64",
    "b64", "from", "some", "unwrap", "expect", "stringify", "dump", "json", "object", "dict",
    "default", "field", "option",
    "coalesce", "must", "assert", "text", "bytes", "append", "set", "add", "put", "map", "of",
    "list", "require", "parse", "build", "segment", "resolve",
  ].map { Array($0.utf8) }

  /// The shell's commands whose output is something else than their input.
  static let takingApart = Set(
    [
      "awk", "curl", "cut", "date", "expr", "grep", "http", "jq", "md5sum", "sha1sum", "sha256sum",
      "wc", "wget", "xh",
    ].map { Array($0.utf8) })
}
