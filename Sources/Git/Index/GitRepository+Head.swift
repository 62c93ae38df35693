extension GitRepository {
  /// The commit at the head of the current branch, as far as files tell: its name may stand in a file of its own, or
  /// among those of all packed refs (gitrepository-layout(5)); nil where git has to be asked.
  var head: ObjectID? {
    guard let content = self.content(of: Array("HEAD".utf8)) else { return nil }
    guard let name = Self.reference(in: content) else { return Self.commit(in: content) }
    guard Self.isPlain(name) else { return nil }
    if let content = self.content(of: Array(name)) { return Self.commit(in: content) }
    return self.content(of: Array("packed-refs".utf8)).flatMap { Self.commit(at: name, in: $0) }
  }

  private func content(of name: [UInt8]) -> [UInt8]? {
    let content = PipeEnd(reading: commonDirectory + [UInt8(ascii: "/")] + name)?.content()
    return content == [] ? nil : content
  }

  /// The name of the ref that another one stands for; nil where it holds a commit.
  private static func reference(in content: [UInt8]) -> ArraySlice<UInt8>? {
    let sign = "ref: ".utf8
    guard content.starts(with: sign), content.last == UInt8(ascii: "\n") else { return nil }
    return content.dropFirst(sign.count).dropLast()
  }

  /// True for the name of a branch that is also a path below the repository.
  private static func isPlain(_ name: ArraySlice<UInt8>) -> Bool {
    name.starts(with: "refs/heads/".utf8)
      && name.allSatisfy { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: "\\") }
      && !name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .contains { $0.isEmpty || $0.first == UInt8(ascii: ".") }
  }

  private static func commit(in content: [UInt8]) -> ObjectID? {
    content.last == UInt8(ascii: "\n") ? ObjectID(content.dropLast()) : nil
  }

  /// The commit of a ref in a file of all refs that are packed: lines of its name, a space, and the name of the
  /// ref.
  private static func commit(at name: ArraySlice<UInt8>, in packed: [UInt8]) -> ObjectID? {
    for line in packed.split(separator: UInt8(ascii: "\n")) {
      var rest = line
      if let digits = rest.take(upTo: UInt8(ascii: " ")), rest.elementsEqual(name) {
        return ObjectID(digits)
      }
    }
    return nil
  }
}
