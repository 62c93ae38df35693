internal import CPCRE2

extension Pattern {
  /// The compiled code as PCRE2 writes it (pcre2serialize(3)), without machine code.
  ///
  /// - Throws: `outOfMemory`.
  public func serialized() throws(PatternError) -> [UInt8] {
    var codes: [OpaquePointer?] = unsafe [code]
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard unsafe pcre2_serialize_encode_8(&codes, 1, &bytes, &count, nil) == 1,
      let bytes = unsafe bytes
    else { throw .outOfMemory }
    defer { unsafe pcre2_serialize_free_8(bytes) }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// Takes compiled code from what ``serialized()`` wrote; nil where that was another kind of library.
  ///
  /// This takes about a fiftieth of the time of compiling.
  ///
  /// - Parameters:
  ///   - serialized: What the same build of PCRE2 wrote. PCRE2 runs it as it is: bytes that anybody else
  ///     could have written must never come here.
  ///   - jit: False makes no machine code.
  public convenience init?(trusted serialized: Span<UInt8>, jit: Bool) {
    var code: OpaquePointer?
    let count = unsafe serialized.withUnsafeBufferPointer { bytes in
      unsafe pcre2_serialize_decode_8(&code, 1, bytes.baseAddress, nil)
    }
    guard count == 1, let code = unsafe code else { return nil }
    unsafe self.init(owning: code, jit: jit)
  }
}
