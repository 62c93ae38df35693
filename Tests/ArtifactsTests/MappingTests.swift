import Findings
import Foundation
import Testing

@testable import Artifacts

/// Windows that are looked at where they stand in the file.
@Suite struct MappingTests {
  private let folder: TemporaryFolder
  private let file: OpenedFile
  private static let size = 1 << 20
  private let whole = Window(range: 0..<size, core: 0..<size, isWhole: true)

  init() throws {
    folder = try TemporaryFolder()
    try folder.write((0..<Self.size).map { UInt8(truncatingIfNeeded: $0 / 7) }, to: "log")
    let root = try Root(given: SystemPath(folder.path))
    let geometry = WindowGeometry(unitLimit: Self.size, coreSize: Self.size, margin: 1)
    let opened = try root.open(ArtifactFile(path: "log", source: .met), windows: geometry)
    guard case .file(let file) = opened else { throw POSIXError(.EINVAL) }
    self.file = file
  }

  /// Looks at every byte.
  private static func sum(_ bytes: Span<UInt8>) -> Int {
    bytes.indices.reduce(0) { $0 + Int(bytes[$1]) }
  }

  private func truncate(to size: UInt64) {
    let handle = FileHandle(forUpdatingAtPath: folder.path + "/log")
    #expect(throws: Never.self) { try handle?.truncate(atOffset: size) }
  }

  @Test(arguments: [0..<1 << 20, 1..<2, 5000..<70_001, 4095..<4097])
  func aMappedWindowHoldsWhatIsRead(_ range: Range<Int>) throws {
    let window = Window(range: range, core: range, isWhole: false)
    var buffer = WindowBuffer()
    #expect(try file.read(window, into: &buffer) == window)
    let mapped = file.withMapping(of: window) { bytes in bytes.indices.map { bytes[$0] } }
    #expect(mapped == buffer.bytes)
  }

  @Test func aFileThatIsCutShortWhileItIsLookedAtDoesNotEndTheProcess() {
    let sum = file.withMapping(of: whole) { bytes in
      truncate(to: 100_000)
      return Self.sum(bytes)
    }
    #expect(sum == nil)
    #expect(file.withMapping(of: whole, Self.sum) == nil)
    #expect(
      file.outcome() == .truncated("it shrank from 1048576 to 100000 bytes while it was read"))
  }

  @Test func whatIsStillThereCanBeLookedAtAfterwards() {
    truncate(to: 100_000)
    #expect(file.withMapping(of: whole, Self.sum) == nil)
    let start = Window(range: 0..<50_000, core: 0..<50_000, isWhole: false)
    #expect(file.withMapping(of: start) { $0[49_999] } == UInt8(truncatingIfNeeded: 49_999 / 7))
  }

  @Test func aThreadIsLentOnePartAtATime() {
    let inner = file.withMapping(of: whole) { _ in file.withMapping(of: whole) { $0.count } }
    #expect(inner == .some(nil))
    #expect(file.withMapping(of: whole) { $0.count } == Self.size)
  }

  @Test func anErrorOfWhoLooksLetsGoOfThePart() {
    #expect(throws: POSIXError.self) {
      try file.withMapping(of: whole) { _ in throw POSIXError(.EIO) }
    }
    #expect(file.withMapping(of: whole) { $0.count } == Self.size)
  }

  @Test func severalThreadsAreLentPartsOfAFileThatIsCutShort() async {
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask { [file] in
          for _ in 0..<20 {
            let part = worker * 100_000..<worker * 100_000 + 100_000
            let window = Window(range: part, core: part, isWhole: false)
            _ = file.withMapping(of: window, Self.sum)
          }
        }
      }
      truncate(to: 350_000)
    }
    let behind = Window(range: 400_000..<500_000, core: 400_000..<500_000, isWhole: false)
    #expect(file.withMapping(of: behind, Self.sum) == nil)
  }
}
