import Artifacts
import Findings
import TestSupport
import Testing

/// The walk reads what git would add, and nothing else; git itself is the judge.
@Suite struct IgnoreAgainstGitTests {
  /// A line or two of a `.gitignore`, for the tree below.
  static let hardPatterns = [
    "a", "/a", "a/", "/a/", "*", "/*", "*/", "**", "**/", "/**", "**/a", "a/**", "a/**/b",
    "a/**/**/b", "**/a/**", "a**", "a**/b", "a/b**", "*a/*b", "*/b", "*/*/b", "*.c", "*.*", "?",
    "??", "?/b", "[ab]", "[!ab]", "[^ab]", "[a-c]", "[]a]", "[]-]", "[a-]", "[-a]", "[!-a]",
    "[[:alpha:]]", "[[:alpha:][:digit:]]", "[[:punct:]]*", "[[:bogus:]]", "[[:alpha]", "[a", "[",
    "a[", "[]", "[!]", "[a-\\c]", "[\\]]", "[a\\]", "\\a", "\\*", "a\\*", "a\\", "\\", "\\\\",
    "\\!a", "\\#a", "#a", "!a", "! a", " a", "a ", "a\\ ", "a \\ ", "a  ", "a\\  ", "a b", "a\t",
    "*\n!a", "*\n!a/\n!a/**", "/*\n!/a", "a\n!a/b", "a/*\n!a/b", "a/**\n!a/**/\n!a/**/*.c",
    "*.c\n!b.c", "!*.c\n*.c", "*.c\n!*.c\n/a/*.c", "//", "//a", "a//", "a//b", "/", "!", "!/",
    "./a", "a/.", "../a", "a/../b", "a/./b", ".*", "/.*", "*.", ".a", "a/b/", "/a/b", "a/b/c",
    "b/c", "**/b/c", "**b", "a/**b", "a/**c/b", "**/*.c", "*/**/c", "a\\/b", "a/**\\/b", "a\\/**",
    "\u{feff}a", "a\r", "a\r\nb\r\n", "\r", "é", "?é", "[é]", "a*a*a*b", "*[a-b]*", "a/b\nc",
    "ab/", "/ab", "a/*/c", "a/?/c", "a/[b]/c", "a/[!c]/c", "a/***/c", "***", "***/c", "a?b",
    "a[/]b", "a[^c]b", "a*b", "/a*/b", "/a/b*/", "foo", "FOO", "*~", "**/foo/*", "*/foo",
    "a/foo**/c",
  ]

  static let tree = [
    "a/a", "a/b/a", "a/b/b", "a/b/c/b", "a/b/c/a.c", "a/b.c", "a/c/b", "a/c/d/b", "a/foo/c",
    "a/foox/c", "a/foox/y/c", "aa/b", "ab/c", "ab/b", "b/a", "b/b", "b/c", "b/c.c", "c", "b.c",
    "a.c", ".a/b", ".b", "d/.a", "d/a", "foo/a", "d/foo/b", "d/FOO", "a b", "d/a ", "d/ a", "-",
    "]", "[", "#a", "!a", "d/[a", "d/a[", "*", "d/a*", "d/\\", "d/a\\", "é", "d/aé", "d/a\t",
    "d/a\r", "d/~", "d/x~", "d/aXaXaXab", "d/aXaXaXac", "1", "d/1/2/3", "x/a/y/b/z",
  ]

  @Test func hardPatternsMeanWhatTheyMeanToGit() throws {
    let repository = try Repository(in: TemporaryFolder())
    for name in Self.tree { try repository.write(name) }
    for pattern in Self.hardPatterns {
      try repository.write(".gitignore", text: pattern)
      #expect(try repository.walk().files == repository.filesByGit(), "\(pattern)")
    }
  }

  @Test(arguments: 0..<4) func randomPatternsMeanWhatTheyMeanToGit(seed: Int) throws {
    let repository = try Repository(in: TemporaryFolder())
    var generator = SeededGenerator(seed: seed)
    let trees = try (0..<15).map { number in
      try makeTree("\(number)/", in: repository, &generator)
    }
    let common = randomLine(&generator)
    try repository.write(".git/info/exclude", text: common)
    try compare(repository) { number in common + "\n" + trees[number] }
  }

  /// Compares the trees in the folders of a repository one by one.
  private func compare(_ repository: Repository, named name: (Int) -> String) throws {
    let outline = try repository.walk()
    let (ours, gits) = try (trees(outline.files), trees(repository.filesByGit()))
    #expect(ours.count == gits.count)
    for (number, files) in gits { #expect(ours[number] == files, "\(name(number))") }
    let ignored = outline.skipped(.ignored)
    #expect(try ignored == repository.ignoredByGit(ignored))
    #expect(!ignored.isEmpty)
  }

  /// The files of each tree, by the number that its folder is named.
  private func trees(_ files: [String]) -> [Int: [String]] {
    Dictionary(grouping: files) { file in Int(file.prefix { $0 != "/" }) ?? -1 }
  }

  private static let names = [
    "a", "b", "ab", "ba", "aa", "a.c", "b.c", "abc", ".a", "c", "a b", "a-b", "[a]", "x1",
  ]

  private static let pieces = [
    "a", "b", "c", "ab", ".c", "*", "*", "**", "**/", "/**", "/**/", "/", "/", "?", "[ab]", "[!a]",
    "[a-c]", "[^b]", "[[:alpha:]]", "\\", "\\*", "-", ".", " ", "[", "]", "x", "1",
  ]

  /// Makes files and ignore files in a folder, and returns the ignore files as text.
  private func makeTree(
    _ folder: String, in repository: Repository, _ generator: inout SeededGenerator
  ) throws -> String {
    var folders: Set<String> = []
    for _ in 0..<24 {
      let parts = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        Self.names.randomElement(using: &generator) ?? "a"
      }
      // A name may be a file's in one path and a directory's in another: the first one wins.
      guard (try? repository.write(folder + parts.joined(separator: "/"))) != nil else { continue }
      for count in 1..<max(parts.count, 1) {
        folders.insert(parts.prefix(count).joined(separator: "/") + "/")
      }
    }
    var text = ""
    for place in [""] + folders.sorted().shuffled(using: &generator).prefix(3) {
      let lines = (0..<Int.random(in: 1...6, using: &generator)).map { _ in randomLine(&generator) }
      let patterns = lines.joined(separator: "\n")
      try repository.write(folder + place + ".gitignore", text: patterns)
      text += place + ".gitignore:\n" + patterns + "\n"
    }
    return text
  }

  private func randomLine(_ generator: inout SeededGenerator) -> String {
    let isNegated = Int.random(in: 0..<4, using: &generator) == 0
    let pieces = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      Self.pieces.randomElement(using: &generator) ?? "a"
    }
    return (isNegated ? "!" : "") + pieces.joined()
  }
}
