extension LogRecord {
  /// The bytes of a text.
  func bytes(_ text: LogText, _ line: borrowing Span<UInt8>) -> ArraySlice<UInt8> {
    if text.isDecoded { return decoded[text.range] }
    var bytes: [UInt8] = []
    bytes.append(text.range, of: line)
    return bytes[...]
  }

  /// A hash of a text, the same in every process.
  func hash(of text: LogText, _ line: borrowing Span<UInt8>) -> UInt64 {
    if text.isDecoded { return decoded[text.range].withUnsafeBytes(TextHash.hash) }
    return line.extracting(text.range).withUnsafeBytes(TextHash.hash)
  }

  /// A byte of a text, counted from 0.
  func byte(_ index: Int, of text: LogText, _ line: borrowing Span<UInt8>) -> UInt8 {
    text.isDecoded ? decoded[text.range.lowerBound + index] : line[text.range.lowerBound + index]
  }
}
