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
  /// A file that was met in a walk is read only if it still is a regular file. Opening a FIFO that
  /// was named waits until something writes to it.
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
    let (descriptor, status) = try descriptor(of: file)
    if let reason = Self.objection(to: status.kind, file.source) {
      throw .cannotOpen(file.path, reason: reason)
    }
    // The system does not know the size of what it makes up, as in /proc, and says 0.
    if status.kind == .regular, status.size > 0, file.source != .standardInput {
      return .file(OpenedFile(descriptor, file.path, status, geometry))
    }
    return .stream(OpenedStream(descriptor, file, geometry))
  }

  /// Why something is not read although it could be opened.
  private static func objection(
    to kind: FileStatus.Kind, _ source: ArtifactFile.Source
  ) -> String? {
    switch (kind, source) {
    case (.directory, _): "it is a directory"
    case (.regular, _), (_, .named), (_, .standardInput): nil
    case (_, .met): "it is no longer a regular file"
    }
  }

  private func descriptor(
    of file: ArtifactFile
  ) throws(ArtifactError) -> (Descriptor, FileStatus) {
    do throws(SystemFailure) {
      let descriptor = try Descriptor.open(systemPath(of: file.path).bytes, as: file.source)
      let status = try descriptor.status()
      if status.kind != .regular, file.source == .named { try descriptor.waitForInput() }
      return (descriptor, status)
    } catch {
      let isNewLink = error.isRefusedLink && file.source == .met
      throw .cannotOpen(file.path, reason: isNewLink ? "it has become a link" : error.description)
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
