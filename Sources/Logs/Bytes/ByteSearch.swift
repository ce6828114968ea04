import Foundation

// The C library's memchr looks at 32 bytes at once, a loop over a span at one: four fifths of the time of reading a line. The pointers
// do not leave the closures. Backwards the C library that Swift knows has nothing of the kind, so eight bytes are looked at as one number.

extension Array where Element == UInt8 {
  /// Where `byte` first stands, from `start` on.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    span.firstIndex(of: byte, from: start)
  }
}

extension Span where Element == UInt8 {
  /// Where `byte` first stands, from `start` on.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    withUnsafeBufferPointer { buffer -> Int? in
      guard let base = buffer.baseAddress, start < buffer.count else { return nil }
      guard let found = memchr(base + start, Int32(byte), buffer.count - start) else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// Where `byte` first stands in `range`, which lies in the span.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    extracting(range).firstIndex(of: byte, from: 0).map { $0 + range.lowerBound }
  }

  /// Where `byte` last stands before `end`.
  package func lastIndex(of byte: UInt8, before end: Int) -> Int? {
    withUnsafeBytes { raw -> Int? in
      var index = Swift.min(end, raw.count)
      let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
      while index >= 8 {
        let word = raw.loadUnaligned(fromByteOffset: index - 8, as: UInt64.self).littleEndian
        let different = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        // The highest bit of each byte that is the same (S. E. Anderson, "Bit Twiddling Hacks", zero in word, exact form).
        let same = ~(((different & low) &+ low) | different | low)
        if same != 0 { return index - 1 - same.leadingZeroBitCount / 8 }
        index -= 8
      }
      while index > 0 {
        index -= 1
        if raw[index] == byte { return index }
      }
      return nil
    }
  }

  /// The eight bytes from `start` on, which must be there, as one number, for comparing.
  package func word(at start: Int) -> UInt64 {
    precondition(start >= 0 && start <= count - 8)
    return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: UInt64.self) }
  }

  /// Whether `text` stands at `start`.
  package func has(_ text: StaticString, at start: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard start >= 0, length <= count - start else { return false }
    return withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return length == 0 }
      return memcmp(base + start, text.utf8Start, length) == 0
    }
  }
}

extension Array where Element == UInt8 {
  /// Appends a part of `bytes`.
  package mutating func append(_ range: Range<Int>, of bytes: Span<UInt8>) {
    bytes.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
