#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
public import Findings

public struct DraftFile: Sendable { public let path: ArtifactPath; public let system: String }
public enum Draft {
  public static func walk(_ root: String) -> [DraftFile] {
    var files: [DraftFile] = []
    func go(_ dir: String, _ rel: String) {
      guard let d = unsafe opendir(dir) else { return }
      defer { unsafe closedir(d) }
      var names: [(String, Bool)] = []
      while let e = unsafe readdir(d) {
        let name = unsafe withUnsafePointer(to: &e.pointee.d_name) { unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) } }
        if name == "." || name == ".." || name == ".git" { continue }
        names.append((name, unsafe e.pointee.d_type == UInt8(DT_DIR)))
        if unsafe e.pointee.d_type != UInt8(DT_DIR) && e.pointee.d_type != UInt8(DT_REG) { names.removeLast() }
      }
      for (n, isDir) in names.sorted(by: { $0.0 < $1.0 }) {
        let r = rel.isEmpty ? n : rel + "/" + n
        if isDir { go(dir + "/" + n, r) } else { files.append(DraftFile(path: ArtifactPath(r), system: dir + "/" + n)) }
      }
    }
    var s = stat()
    if unsafe stat(root, &s) == 0, s.st_mode & S_IFMT == S_IFDIR { go(root, "") } else { files.append(DraftFile(path: ArtifactPath(root), system: root)) }
    return files
  }
  public static func read(_ f: DraftFile, _ geometry: WindowGeometry, _ body: (Span<UInt8>, Window) throws -> Void) rethrows {
    let fd = open(f.system, O_RDONLY)
    guard fd >= 0 else { return }
    defer { close(fd) }
    var s = stat()
    unsafe fstat(fd, &s)
    let size = Int(s.st_size)
    var n = 0
    while let w = geometry.window(n, ofSize: size) {
      n += 1
      let buf = [UInt8](unsafeUninitializedCapacity: w.range.count) { b, c in
        c = max(0, unsafe pread(fd, b.baseAddress, w.range.count, w.range.lowerBound))
      }
      try body(buf.span, w)
    }
  }
}
