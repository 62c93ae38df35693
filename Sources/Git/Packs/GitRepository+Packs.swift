#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension GitRepository {
  /// The paths of its packs that have an index, without what their names end in.
  func packs() -> [[UInt8]] {
    let folder = objectFolder + Array("/pack".utf8)
    let ending = ".idx".utf8
    return Self.names(in: folder).filter { $0.suffix(ending.count).elementsEqual(ending) }
      .map { folder + [UInt8(ascii: "/")] + $0.dropLast(ending.count) }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The names of what is in a folder, not of itself or the one above; none where it cannot be read.
  static func names(in folder: [UInt8]) -> [[UInt8]] {
    let path = (folder + [0]).map { CChar(bitPattern: $0) }
    guard let stream = unsafe opendir(path) else { return [] }
    defer { unsafe _ = closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(stream) {
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        let name = unsafe UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self)
        let bytes = unsafe UnsafeBufferPointer(start: name, count: strlen(name))
        names.append(unsafe bytes.map { UInt8(bitPattern: $0) })
      }
    }
    return names.filter { $0 != [UInt8(ascii: ".")] && $0 != Array("..".utf8) }
  }
}
