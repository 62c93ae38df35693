public import Foundation

/// The program under test.
public enum TestedProgram {
  /// Where the build left it: beside the tests, or above their bundle.
  public static var url: URL {
    get throws {
      var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      while folder.path != "/" {
        let file = folder.appending(path: "pleolint")
        if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        folder.deleteLastPathComponent()
      }
      throw CocoaError(.fileNoSuchFile)
    }
  }
}
