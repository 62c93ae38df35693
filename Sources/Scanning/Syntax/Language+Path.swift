internal import Findings

// Which language a file is in is told by its path, else by how it begins.
extension Language {
  private static let byExtension: [FileWord: Language] = {
    let groups: [(String, Language)] = [
      (
        """
        js jsx mjs cjs ts tsx mts cts java kt kts c h cc cpp cxx hpp m mm cs dart proto \
         css scss less jsonnet zig v d fs fsx gs pq
        """, braces
      ),
      ("rs scala sc swift", rust),
      ("go", go),
      ("vue svelte html htm xhtml astro razor cshtml jsp erb ejs hbs", web),
      ("php phtml", php),
      ("py pyi pyw ipy star bzl", python),
      ("rb rake gemspec cr jl pl pm r tcl nim coffee graphql gql nix", ruby),
      ("groovy gradle", groovy),
      ("sh bash zsh ksh fish command", shell),
      ("mk mak just", make),
      ("dockerfile containerfile", dockerfile),
      ("ps1 psm1 psd1", powerShell),
      ("vb vbs vba bas cls frm", basic),
      ("tf tfvars hcl nomad", terraform),
      ("sql", sql),
      ("lua hs elm ada adb", dashes),
      ("ex exs", elixir),
      ("env properties conf cfg config toml npmrc netrc curlrc curl service", settings),
      ("ini reg editorconfig desktop", ini),
      ("yml yaml", yaml),
      ("xml plist xsd xsl svg csproj fsproj props targets resx storyboard xib", xml),
      ("json json5 jsonc webmanifest map har ipynb postman_collection", json),
      ("jsonl ndjson", jsonLines),
      ("csv tsv", table),
      ("http rest", http),
      ("md markdown mdx rmd qmd", markdown),
      ("txt rst adoc asciidoc org tex eml", prose),
    ]
    return table(of: groups)
  }()

  /// Files that are known by their whole name, which has no dot but at its start.
  private static let byName: [FileWord: Language] = {
    let groups: [(String, Language)] = [
      (
        """
        procfile crontab .bashrc .bash_profile .bash_aliases .bash_history \
        .zshrc .zshenv .zprofile .zsh_history .profile .ksh_history
        """, shell
      ),
      ("makefile gnumakefile justfile .justfile", make),
      ("jenkinsfile", groovy),
      ("gemfile rakefile vagrantfile fastfile appfile podfile brewfile guardfile capfile", ruby),
      ("tiltfile snakefile sconstruct sconscript wscript build workspace", python),
      ("caddyfile", blocks),
    ]
    return table(of: groups)
  }()

  /// The interpreters that a script's first line names.
  private static let byInterpreter: [FileWord: Language] = table(of: [
    ("sh bash zsh ksh dash ash fish awk gawk", shell), ("make just", make),
    ("python pypy ipython uv", python),
    ("ruby perl rscript crystal tclsh julia", ruby),
    ("node nodejs deno bun tsx ts-node zx kotlin scala swift jbang", braces),
    ("groovy", groovy), ("php", php), ("pwsh powershell", powerShell),
    ("lua luajit runghc", dashes),
    ("elixir", elixir),
  ])

  private static func table(of groups: [(String, Language)]) -> [FileWord: Language] {
    var table: [FileWord: Language] = Dictionary(minimumCapacity: 128)
    for (names, language) in groups {
      for name in names.utf8.split(separator: UInt8(ascii: " ")).map(Array.init) {
        let word = FileWord(name.span, 0..<name.count)
        precondition(word != nil, "no word of the tables is longer than a key")
        if let word { table[word] = language }
      }
    }
    return table
  }

  /// The language that a path tells, else the first line of a script.
  static func of(_ path: ArtifactPath, head: Span<UInt8> = Span()) -> Language {
    LogPath.holds(for: path) ? log : ofNoLog(path, head: head)
  }

  /// The same of a path that is known not to be that of a log.
  static func ofNoLog(_ path: ArtifactPath, head: Span<UInt8>) -> Language {
    let text = path.bytes.span
    let name = text.afterLast(UInt8(ascii: "/"), in: 0..<text.count)
    if isEnvironmentFile(name, text) { return settings }
    if isDockerfile(name, text) { return dockerfile }
    let ending = text.afterLast(UInt8(ascii: "."), in: name)
    let isWhole = ending.lowerBound <= name.lowerBound + 1
    if isWhole, let language = FileWord(text, name).flatMap({ byName[$0] }) { return language }
    let word = ending == name ? nil : FileWord(text, ending)
    if let word, word == blockEnding, opensBlock(head) { return blocks }
    let told = word.flatMap { byExtension[$0] } ?? ofScript(head) ?? unknown
    return told.isGuess ? ofFirstByte(head) ?? told : told
  }

  private static let blockEnding = FileWord(Array("conf".utf8).span, 0..<4)

  /// True where the first byte may tell more: settings, or what is not known.
  private var isGuess: Bool {
    shape == .lines && (self == .settings || self == .unknown)
  }

  /// XML in a `web.config`, JSON in a file without an ending.
  private static func ofFirstByte(_ head: Span<UInt8>) -> Language? {
    var offset = head.starts(with: [0xef, 0xbb, 0xbf], at: 0) ? 3 : 0
    while let byte = head.byte(offset), byte.isBlank || byte.isLineEnd { offset += 1 }
    switch head.byte(offset) {
    case UInt8(ascii: "<"): return xml
    case UInt8(ascii: "{"): return json
    default: return nil
    }
  }

  /// True where one of the first lines ends in a brace that it opens.
  private static func opensBlock(_ head: Span<UInt8>) -> Bool {
    let limit = min(head.count, ArtifactTraits.headSize)
    return (0..<limit).contains { offset in
      head[offset] == UInt8(ascii: "{")
        && head.byte(offset + 1).map { $0.isLineEnd } ?? false
        && head.byte(offset - 1).map { $0.isBlank } ?? false
    }
  }

  /// The language of the interpreter in `#!/bin/sh` or `#!/usr/bin/env -S python3 -u`.
  private static func ofScript(_ head: Span<UInt8>) -> Language? {
    guard head.starts(with: Array("#!".utf8), at: 0) else { return nil }
    let line = head.array(2..<head.lineEnd(of: 0, limit: min(head.count, 256)))
    let words = String(decoding: line, as: UTF8.self).split { $0.isWhitespace }
    var names = words.map { $0.split(separator: "/").last.map { String($0).lowercased() } ?? "" }
    if names.first == "env" {
      names = Array(names.dropFirst().drop { $0.hasPrefix("-") || $0.contains("=") })
    }
    guard let name = names.first else { return nil }
    let version: Set<Character> = Set("0123456789.")
    let bytes = Array(String(name.reversed().drop(while: version.contains).reversed()).utf8)
    return FileWord(bytes.span, 0..<bytes.count).flatMap { byInterpreter[$0] }
  }

  private static let environment: StaticBytes = ".env"

  /// True for a file name such as `.env.local` or `prod.env`.
  private static func isEnvironmentFile(_ name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let last = name.upperBound - environment.bytes.count
    return text.isWritten(environment, at: name.lowerBound)
      || last >= name.lowerBound && text.isWritten(environment, at: last)
  }

  private static let dockerfiles: [StaticBytes] = ["dockerfile", "containerfile"]

  private static func isDockerfile(_ name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    dockerfiles.contains { known in
      text.isWritten(known, at: name.lowerBound)
        && text.byte(name.lowerBound + known.bytes.count).map { $0 == UInt8(ascii: ".") } ?? true
    }
  }

  /// The language of a text without a path: JSON, settings, or not known.
  static func ofText(_ text: Span<UInt8>) -> Language {
    var offset = 0
    while offset < text.count, text[offset].isBlank || text[offset].isLineEnd { offset += 1 }
    guard offset < text.count else { return unknown }
    if "{[".utf8.contains(text[offset]) { return json }
    while offset < text.count, text[offset].isNameCharacter { offset += 1 }
    return offset < text.count && text[offset] == UInt8(ascii: "=") ? settings : unknown
  }
}

extension Span<UInt8> {
  /// What stands after the last of a byte in a range, or all of it where there is none.
  fileprivate func afterLast(_ byte: UInt8, in range: Range<Int>) -> Range<Int> {
    var start = range.upperBound
    while start > range.lowerBound, self[start - 1] != byte { start -= 1 }
    return start..<range.upperBound
  }
}
