#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The entries of a directory in the order of their paths.
///
/// A directory counts with a slash after its name, as its path stands in the paths below it. The
/// names lie in one piece of memory, 24 bytes and the name for an entry.
struct DirectoryListing {
  /// What an entry is.
  enum Kind: UInt8 {
    case regular, directory, symbolicLink, special
    /// A regular file over the limit that the listing was made with.
    case large
  }

  /// One entry.
  struct Entry {
    /// The first eight bytes of the name as it is ordered, which decide most comparisons.
    fileprivate let head: UInt64
    fileprivate let start: Int
    fileprivate let length: UInt16
    let kind: Kind

    fileprivate var range: Range<Int> { start..<start + Int(length) }
  }

  /// The entries in order.
  private(set) var entries: [Entry] = []
  /// The error that ended the listing early, if one did.
  private(set) var failure: SystemFailure?
  /// True where there is an entry named `.git`.
  private(set) var hasGit = false
  /// True where there is a regular file named `.gitignore`.
  private(set) var hasIgnoreFile = false
  private var names: [UInt8] = []

  /// Lists a directory.
  ///
  /// - Parameters:
  ///   - path: The directory, which must be no link.
  ///   - sizeLimit: The size in bytes over which a regular file is `large`; asking costs a system
  ///     call for each file.
  /// - Throws: Why it could not be opened.
  init(of path: [UInt8], sizeLimit: Int?) throws(SystemFailure) {
    let number = try Descriptor.open(path, to: .directory).duplicate()
    guard let stream = unsafe fdopendir(number) else {
      defer { _ = close(number) }
      throw .latest
    }
    defer { unsafe _ = closedir(stream) }
    errno = 0
    while let entry = unsafe readdir(stream) {
      unsafe add(entry, of: number, sizeLimit)
      errno = 0
    }
    if errno != 0 { failure = .latest }
    sort()
  }

  /// The name of an entry.
  func name(of entry: Entry) -> ArraySlice<UInt8> { names[entry.range] }

  private mutating func add(
    _ entry: UnsafeMutablePointer<dirent>, of directory: Int32, _ sizeLimit: Int?
  ) {
    let type = unsafe entry.pointee.d_type
    unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
      let name = unsafe UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self)
      let bytes = unsafe UnsafeRawBufferPointer(start: name, count: strlen(name))
      if unsafe bytes.isSelfOrParent { return }
      let kind = unsafe Kind(type, of: name, below: directory, sizeLimit)
      guard let kind else { return }
      unsafe append(bytes, kind)
    }
  }

  private mutating func append(_ bytes: UnsafeRawBufferPointer, _ kind: Kind) {
    let start = names.count
    unsafe names.append(contentsOf: bytes)
    let head = Self.head(of: names[start...], isDirectory: kind == .directory)
    entries.append(Entry(head: head, start: start, length: UInt16(bytes.count), kind: kind))
    if bytes.count == 4 || bytes.count == 10, names[start] == SystemPath.dot {
      if names[start...].elementsEqual(".git".utf8) { hasGit = true }
      if kind == .regular || kind == .large, names[start...].elementsEqual(".gitignore".utf8) {
        hasIgnoreFile = true
      }
    }
  }

  /// The first eight bytes as a number that orders as they do.
  private static func head(of name: ArraySlice<UInt8>, isDirectory: Bool) -> UInt64 {
    var head: UInt64 = 0
    for byte in name.prefix(8) { head = head << 8 | UInt64(byte) }
    guard name.count < 8 else { return head }
    if isDirectory { head = head << 8 | UInt64(SystemPath.slash) }
    let missing = 8 - name.count - (isDirectory ? 1 : 0)
    // A shift by all 64 bits cannot happen: a name is not empty.
    return head << UInt64(8 * missing)
  }

  private mutating func sort() {
    let names = self.names
    entries.sort { left, right in
      if left.head != right.head { return left.head < right.head }
      var index = 8
      while true {
        let (a, b) = (left.byte(index, names), right.byte(index, names))
        if a != b || a == 0 { return a < b }
        index += 1
      }
    }
  }
}

extension DirectoryListing.Entry {
  /// A byte of the name as it is ordered, or 0 after its end.
  fileprivate func byte(_ index: Int, _ names: [UInt8]) -> UInt8 {
    if index < Int(length) { return names[start + index] }
    return index == Int(length) && kind == .directory ? SystemPath.slash : 0
  }
}

extension DirectoryListing.Kind {
  /// Works out what an entry is, or nil where it has gone.
  fileprivate init?(
    _ type: UInt8, of name: UnsafePointer<CChar>, below directory: Int32, _ sizeLimit: Int?
  ) {
    switch Int(type) {
    case Int(DT_DIR): self = .directory
    case Int(DT_LNK): self = .symbolicLink
    case Int(DT_REG) where sizeLimit == nil: self = .regular
    case Int(DT_REG), Int(DT_UNKNOWN):
      unsafe self.init(asking: name, below: directory, sizeLimit)
    default: self = .special
    }
  }

  private init?(asking name: UnsafePointer<CChar>, below directory: Int32, _ sizeLimit: Int?) {
    do throws(SystemFailure) {
      let status = unsafe try FileStatus(of: name, below: directory)
      self =
        switch status.kind {
        case .regular: status.size > sizeLimit ?? .max ? .large : .regular
        case .directory: .directory
        case .symbolicLink: .symbolicLink
        case .fifo, .other: .special
        }
    } catch {
      // Opening it will tell what is wrong with it; what has gone is no concern of a listing.
      if error.isAbsence { return nil }
      self = .regular
    }
  }
}

extension UnsafeRawBufferPointer {
  /// True for the names `.` and `..`.
  fileprivate var isSelfOrParent: Bool {
    unsafe count <= 2 && allSatisfy { $0 == SystemPath.dot }
  }
}
