public import Findings

/// An artifact that is open to be read.
public enum OpenedArtifact: ~Copyable, Sendable {
  /// A file whose windows can be read in any order, by several workers.
  case file(OpenedFile)
  /// A pipe or the like, whose windows come one after the other.
  case stream(OpenedStream)
}

extension Root {
  /// Opens something to be read.
  ///
  /// A file that was met in a walk is read only if it still is a regular file. A FIFO that was named
  /// waits until something writes to it: Linux when it is read, other systems here.
  ///
  /// - Parameters:
  ///   - file: What to open.
  ///   - geometry: How it is cut into windows.
  /// - Returns: A file where its size is known, else a stream.
  /// - Throws: `cannotOpen`.
  /// - Complexity: Two system calls for a regular file.
  public func open(
    _ file: ArtifactFile, windows geometry: WindowGeometry
  ) throws(ArtifactError) -> OpenedArtifact {
    try artifact(try descriptor(of: file), file, windows: geometry)
  }

  /// Makes an artifact of what was opened to be read.
  func artifact(
    _ descriptor: consuming Descriptor, _ file: ArtifactFile, windows geometry: WindowGeometry
  ) throws(ArtifactError) -> OpenedArtifact {
    let status = try Self.status(of: descriptor, file)
    // The system does not know the size of what it makes up, as in /proc, and says 0.
    if status.kind == .regular, status.size > 0, file.source != .standardInput {
      return .file(OpenedFile(descriptor, file.path, status, geometry))
    }
    return .stream(OpenedStream(descriptor, file, geometry))
  }

  private func descriptor(of file: ArtifactFile) throws(ArtifactError) -> Descriptor {
    do throws(SystemFailure) {
      return try Descriptor.open(systemPath(of: file.path).bytes, as: file.source)
    } catch {
      let isNewLink = error.isRefusedLink && file.source == .met
      throw .cannotOpen(file.path, reason: isNewLink ? "it has become a link" : error.description)
    }
  }

  /// Looks at what is open, and sees to it that a pipe is waited for.
  private static func status(
    of descriptor: borrowing Descriptor, _ file: ArtifactFile
  ) throws(ArtifactError) -> FileStatus {
    let status: FileStatus
    do throws(SystemFailure) {
      status = try descriptor.status()
      if status.kind != .regular, file.source == .named { try descriptor.waitForInput() }
    } catch {
      throw .cannotOpen(file.path, reason: error.description)
    }
    switch (status.kind, file.source) {
    case (.directory, _): throw .cannotOpen(file.path, reason: "it is a directory")
    case (.regular, _), (_, .named), (_, .standardInput): return status
    case (_, .met): throw .cannotOpen(file.path, reason: "it is no longer a regular file")
    }
  }
}

extension Descriptor {
  fileprivate static func open(
    _ path: [UInt8], as source: ArtifactFile.Source
  ) throws(SystemFailure) -> Descriptor {
    switch source {
    case .met: return try open(path, to: .met)
    case .named:
      let isFIFO = try FileStatus(of: path).kind == .fifo
      return try open(path, to: isFIFO ? .awaited : .named)
    case .standardInput: return .standardInput()
    }
  }
}
