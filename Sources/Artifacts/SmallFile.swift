/// A configuration file, read whole where it is not too large.
enum SmallFile {
  case text([UInt8])
  /// There is none; what is no regular file counts as none.
  case absent
  /// It has more bytes than were allowed.
  case tooLarge

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The absolute path.
  ///   - limit: The most bytes that are read.
  ///   - followsLinks: True where the file may be a symbolic link; else a link counts as none.
  /// - Throws: Why it could not be read.
  init(_ path: SystemPath, limit: Int, followsLinks: Bool) throws(SystemFailure) {
    do throws(SystemFailure) {
      let descriptor = try Descriptor.open(path.bytes, to: followsLinks ? .named : .met)
      guard try descriptor.status().kind == .regular else {
        self = .absent
        return
      }
      let text = try descriptor.bytes(limit: limit + 1)
      self = text.count > limit ? .tooLarge : .text(text)
    } catch  where error.isAbsence || (error.isRefusedLink && !followsLinks) {
      self = .absent
    }
  }
}

extension Descriptor {
  /// Reads a regular file from its start to its end or to a limit.
  fileprivate func bytes(limit: Int) throws(SystemFailure) -> [UInt8] {
    let capacity = min(limit, max(try status().size, 4096))
    var bytes = [UInt8](repeating: 0, count: capacity)
    var count = 0
    while count < limit {
      if count == bytes.count {
        bytes += [UInt8](repeating: 0, count: min(bytes.count, limit - count))
      }
      let got = try read(into: &bytes, from: count)
      if got == 0 { break }
      count += got
    }
    return Array(bytes.prefix(count))
  }

  private func read(into bytes: inout [UInt8], from start: Int) throws(SystemFailure) -> Int {
    var result: Result<Int, SystemFailure> = .success(0)
    unsafe bytes.withUnsafeMutableBytes { memory in
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start...])
      result = Result { () throws(SystemFailure) in unsafe try read(into: rest, at: start) }
    }
    return try result.get()
  }
}
