import Artifacts
import Findings
import Testing

@Suite struct OpenerTests {
  let folder: TemporaryFolder
  private let root: Root

  init() throws {
    folder = try TemporaryFolder()
    root = try Root(given: SystemPath(folder.path))
  }

  /// What an opener comes to for some paths, one after another: what they hold, or why it is not known.
  private func contents(_ paths: [ArtifactPath], from source: ArtifactFile.Source = .met)
    -> [String]
  {
    var opener = ArtifactOpener(root: root)
    var buffer = WindowBuffer()
    return paths.map { path in
      do throws(ArtifactError) {
        let file = ArtifactFile(path: path, source: source)
        guard case .file(let opened) = try opener.open(file, windows: Reading.geometry),
          try opened.read(opened.firstWindow, into: &buffer) != nil
        else { return "no file" }
        return String(decoding: buffer.bytes, as: UTF8.self)
      } catch {
        return error.description
      }
    }
  }

  @Test func filesThatShareADirectoryAreThoseOfTheirPaths() throws {
    let paths = ["a/1", "a/2", "a/3", "a/b/1", "a/b/2", "a/b/3", "c/1", "c/2", "4", "5", "6"]
    for path in paths { try folder.write(path, text: "text of \(path)") }
    #expect(contents(paths.map { ArtifactPath($0) }) == paths.map { "text of \($0)" })
    let absolute = ["a/1", "a/2", "a/3"].map { ArtifactPath("\(folder.path)/\($0)") }
    #expect(contents(absolute) == ["text of a/1", "text of a/2", "text of a/3"])
  }

  @Test func whatIsNoFileAmongFilesSaysWhyAndCostsNoOther() throws {
    for path in ["a/1", "a/2", "a/7"] { try folder.write(path, text: path) }
    try folder.link("a/3", to: "1")
    try folder.makeFIFO("a/4")
    try folder.makeDirectory("a/5")
    let paths = (1...7).map { ArtifactPath("a/\($0)") }
    #expect(
      contents(paths) == [
        "a/1", "a/2", "a/3 cannot be opened: it has become a link.",
        "a/4 cannot be opened: it is no longer a regular file.",
        "a/5 cannot be opened: it is a directory.",
        "a/6 cannot be opened: no such file or directory.", "a/7",
      ])
    #expect(contents(Array(paths.prefix(3)), from: .named) == ["a/1", "a/2", "a/1"])
  }
}
