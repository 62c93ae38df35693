internal import CZlib

/// The memory of zlib for one worker: what is inflated with it is whole, or nothing.
@safe struct Inflater: ~Copyable {
  // It has to stay where it is: zlib's own state points back at it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Allocates the memory; where there is none, nothing can be inflated.
  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: unsafe z_stream())
    unsafe inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The CRC-32 of some bytes.
  static func checksum(of bytes: borrowing Span<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
    }
  }

  /// Inflates what stands in some bytes; what follows its end does not matter.
  ///
  /// - Parameters:
  ///   - input: The bytes.
  ///   - size: How many it has to become.
  /// - Returns: Just so many bytes, or nil where it is damaged, cut off, or of another size.
  mutating func inflate(_ input: borrowing Span<UInt8>, size: Int) -> [UInt8]? {
    // With room for one byte more, one that is too long is told from one that is not.
    let output = inflate(input, room: size + 1)
    return output?.count == size ? output : nil
  }

  /// Inflates what stands in some bytes, whatever it comes to up to a limit.
  ///
  /// - Returns: Its bytes, or nil where it is damaged, cut off, or longer.
  mutating func inflate(_ input: borrowing Span<UInt8>, atMost limit: Int) -> [UInt8]? {
    var room = min(limit, Self.firstGuess * input.count)
    while room < limit {
      if let output = inflate(input, room: room) { return output }
      room *= Self.firstGuess
    }
    return inflate(input, room: limit)
  }

  /// How many times shorter text mostly gets.
  private static let firstGuess = 8

  /// Inflates all that stands in some bytes into room for so many; nil where it is damaged or does not fit.
  private mutating func inflate(_ input: borrowing Span<UInt8>, room: Int) -> [UInt8]? {
    guard unsafe inflateReset(stream) == Z_OK, let length = UInt32(exactly: input.count),
      let available = UInt32(exactly: room)
    else { return nil }
    var isWhole = false
    let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { memory, count in
      isWhole = unsafe input.withUnsafeBufferPointer { source in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = length
        unsafe stream.pointee.next_out = memory.baseAddress
        unsafe stream.pointee.avail_out = available
        return unsafe CZlib.inflate(stream, Z_FINISH) == Z_STREAM_END
      }
      count = room - Int(unsafe stream.pointee.avail_out)
    }
    return isWhole ? output : nil
  }
}
