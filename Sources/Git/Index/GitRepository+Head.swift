extension GitRepository {
  /// The commit at the head of the current branch, as far as files tell: its name may stand in a file of its own, or
  /// among those of all packed refs (gitrepository-layout(5)); nil where git has to be asked.
  var head: ObjectID? {
    guard let content = self.content(of: "HEAD".utf8) else { return nil }
    guard let name = Self.reference(in: content) else { return Self.commit(in: content) }
    guard Self.isPlain(name) else { return nil }
    if let content = self.content(of: name) { return Self.commit(in: content) }
    // One that is there and cannot be read is not one that is packed.
    guard PipeEnd.isNoFile(path(of: name)) else { return nil }
    return self.content(of: "packed-refs".utf8).flatMap { Self.commit(at: name, in: $0) }
  }

  private func path(of name: some Sequence<UInt8>) -> [UInt8] {
    commonDirectory + [UInt8(ascii: "/")] + name
  }

  /// What is in a file, which has some bytes; git takes a link for the name of a ref.
  private func content(of name: some Sequence<UInt8>) -> [UInt8]? {
    let content = PipeEnd(reading: path(of: name), followsLinks: false)?.content()
    return content == [] ? nil : content
  }

  /// The name of the ref that another one stands for; nil where it holds a commit.
  private static func reference(in content: [UInt8]) -> ArraySlice<UInt8>? {
    let sign = "ref: ".utf8
    guard content.starts(with: sign), content.last == UInt8(ascii: "\n") else { return nil }
    return content.dropFirst(sign.count).dropLast()
  }

  /// True for the name of a branch as most are, which git allows (git-check-ref-format(1)).
  private static func isPlain(_ name: ArraySlice<UInt8>) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return name.starts(with: "refs/heads/".utf8)
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != UInt8(ascii: ".") && part.last != UInt8(ascii: ".")
          && !part.suffix(5).elementsEqual(".lock".utf8) && part.allSatisfy(isPlain)
          && !zip(part, part.dropFirst()).contains { $0 == UInt8(ascii: ".") && $1 == $0 }
      }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: "-_.+=".utf8.contains(byte)
    }
  }

  private static func commit(in content: [UInt8]) -> ObjectID? {
    content.last == UInt8(ascii: "\n") ? ObjectID(content.dropLast()) : nil
  }

  /// The commit of a ref in a file of all refs that are packed: lines of its commit, a space and the name of the
  /// ref, and where it is a tag, one of a caret and what that points at.
  private static func commit(at name: ArraySlice<UInt8>, in packed: [UInt8]) -> ObjectID? {
    guard packed.last == UInt8(ascii: "\n") else { return nil }
    var commit: ObjectID?
    for line in packed.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "#") { continue }
      let isPeeled = line.first == UInt8(ascii: "^")
      var rest = isPeeled ? line.dropFirst() : line
      let digits = isPeeled ? rest : rest.take(upTo: UInt8(ascii: " "))
      // Git reads none of a file with a line that it does not know.
      guard let digits, digits.count == 40, digits.allSatisfy(ObjectID.isDigit) else { return nil }
      if !isPeeled, rest.elementsEqual(name) { commit = ObjectID(digits) }
    }
    return commit
  }
}
