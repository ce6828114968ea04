import Logs
import Testing

@Suite("Lines of a file")
struct LineReaderTests {
  private func lines(of bytes: [UInt8]) throws -> [[UInt8]] {
    var reader = LineReader(RecordedBytes(bytes, limit: 1 << 30))
    var lines: [[UInt8]] = []
    while try reader.next() {
      #expect(reader.number == lines.count + 1)
      lines.append(Array(reader.buffer[reader.range]))
    }
    return lines
  }

  @Test("lines end at line feeds, with or without a carriage return, and the last one at the end of the file")
  func ends() throws {
    #expect(
      try lines(of: Array("\u{FEFF}a\r\n\nb\nc".utf8)) == [
        Array("a".utf8), [], Array("b".utf8), Array("c".utf8),
      ])
    #expect(try lines(of: []) == [])
  }

  @Test(
    "lines over the borders of pieces are whole, and one that is too long is cut and does not swallow the next"
  )
  func pieces() throws {
    let texts = (0..<3000).map { Array(repeating: UInt8(ascii: "a") + UInt8($0 % 26), count: $0 * 7 % 1000) }
    #expect(try lines(of: Array(texts.joined(separator: [10]))) == texts)
    var reader = LineReader(
      RecordedBytes(Array(repeating: 97, count: 3 << 20) + Array("\nnext\n".utf8), limit: 1 << 30))
    #expect(try reader.next())
    #expect(reader.isTooLong)
    #expect(reader.range.count == LineReader.longest)
    #expect(try reader.next())
    #expect(!reader.isTooLong)
    #expect(reader.number == 2)
    #expect(Array(reader.buffer[reader.range]) == Array("next".utf8))
    #expect(try !reader.next())
  }
}
