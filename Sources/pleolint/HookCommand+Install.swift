internal import ArgumentParser
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Git

extension HookCommand {
  /// `pleolint hook install`: writes the hooks of the current repository.
  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "install",
      abstract: "Write the pre-commit and the pre-push hook of the current repository.",
      discussion: "A hook that is there already is kept, and runs first.")

    @Flag(help: "Write the pre-receive hook instead: for a repository that others push to.")
    var preReceive = false

    func run() throws {
      // A repository that others push to is bare, and then the current directory itself.
      let named = GitProgram(in: [UInt8(ascii: ".")])
      if case .bare = named.place, !preReceive {
        throw Problem(
          "This repository is bare: write the hook of a server with pleolint hook install --pre-receive."
        )
      }
      let repository = try GitRepository(preReceive ? named : GitProgram(in: nil))
      let folder = HookFolder(path: try repository.hookFolder)
      for kind in preReceive ? [.preReceive] : [HookScript.Kind.preCommit, .prePush] {
        try install(kind, in: folder)
      }
    }

    private func install(_ kind: HookScript.Kind, in folder: HookFolder) throws {
      let script = HookScript(kind: kind, program: Self.program)
      var line = "wrote \(folder.path)/\(kind.rawValue)"
      if case .writtenBefore(let previous) = try folder.install(script) {
        line += ", which first runs what was there: \(previous)"
      }
      try Console.print(line + "\n")
    }

    /// Where this program is.
    private static var program: String {
      let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return own ?? URL(filePath: CommandLine.arguments[0]).path
    }
  }
}
