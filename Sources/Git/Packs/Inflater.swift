internal import CDeflate

/// The memory of libdeflate for one worker: what is inflated with it is whole, or nothing.
@safe struct Inflater: ~Copyable {
  private let decompressor: OpaquePointer?

  /// Allocates the memory; where there is none, nothing can be inflated.
  init() { unsafe decompressor = libdeflate_alloc_decompressor() }

  deinit { unsafe libdeflate_free_decompressor(decompressor) }

  /// The CRC-32 of some bytes.
  static func checksum(of bytes: borrowing Span<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe libdeflate_crc32(0, buffer.baseAddress, buffer.count)
    }
  }

  /// Inflates what stands in some bytes; what follows its end does not matter.
  ///
  /// - Parameters:
  ///   - input: The bytes.
  ///   - size: How many it has to become.
  /// - Returns: Just so many bytes, or nil where it is damaged, cut off, or of another size.
  mutating func inflate(_ input: borrowing Span<UInt8>, size: Int) -> [UInt8]? {
    let output = inflate(input, room: size)
    return output?.count == size ? output : nil
  }

  /// Inflates what stands in some bytes, whatever it comes to up to a limit.
  ///
  /// - Returns: Its bytes, or nil where it is damaged, cut off, or longer.
  mutating func inflate(_ input: borrowing Span<UInt8>, atMost limit: Int) -> [UInt8]? {
    // Nothing is what a file comes to that says it has some bytes and cannot be read.
    guard !input.isEmpty else { return nil }
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
    guard let decompressor = unsafe decompressor else { return nil }
    var isWhole = false
    let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { memory, count in
      isWhole = unsafe input.withUnsafeBufferPointer { source in
        unsafe libdeflate_zlib_decompress(
          decompressor, source.baseAddress, source.count, memory.baseAddress, room, &count)
          == LIBDEFLATE_SUCCESS
      }
      if !isWhole { count = 0 }
    }
    return isWhole ? output : nil
  }
}
