import Documents
import Logs
import Testing

@Suite("Hostile bytes")
struct HostileBytesTests {
  private static let line =
    #"1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 2326 "-" "agent""#

  private func account(_ text: String, _ format: LogFormat) throws -> ImportAccounting {
    var options = LogOptions()
    options.format = format
    options.isLenient = true
    let diagnostics = Diagnostics()
    let log = try #require(
      LogImport(files: ["log"], options: options).read(Array(text.utf8), diagnostics: diagnostics))
    return log.accounting
  }

  @Test("a carriage return inside a line is no space: lines of an old Macintosh are not one request")
  func carriageReturns() throws {
    let lines = Array(repeating: Self.line, count: 3).joined(separator: "\r")
    let found = try account(lines + "\n" + Self.line + "\r\n", .nginx)
    #expect(found.records == 1)
    #expect(found.refusals[.binary]?.count == 1)
  }

  @Test("a zero byte in a method or a host does not move text from one field to the other")
  func zeros() throws {
    let found = try account(
      #"{"time":1,"method":"GET\u0000evil.example","host":"shop.example","path":"/x"}"# + "\n"
        + #"{"time":2,"method":"GET","host":"shop.example","path":"/x"}"# + "\n", .ndjson)
    #expect(found.records == 1)
    #expect(found.refusals[.binary]?.count == 1)
  }

  @Test("what stands before a document and is none is refused line by line")
  func junk() throws {
    let entry =
      #"{"startedDateTime":"2026-01-01T00:00:00.000Z","time":5,"request":{"method":"GET","url":"http://a/b"},"response":{"status":200}}"#
    let found = try account(
      "ERROR xyz\nanother line\n" + String(repeating: "x", count: 5000)
        + #"\#n{"log":{"entries":[\#(entry)]}}"#, .har)
    #expect(found.records == 1)
    #expect(found.refused == 3)
  }

  @Test(
    "a few packed bytes that become very many come in small pieces, gzip and zstd alike",
    arguments: [Packing.gzip, .zstd])
  func bombs(packing: Packing) throws {
    var packed: [UInt8] = []
    let packer = try Packer(packing)
    let zeros = [UInt8](repeating: 48, count: 1 << 20)
    for _ in 0..<64 { packed += packer.pack(zeros) }
    packed += packer.pack([], isEnd: true)
    #expect(packed.count < 1 << 18)
    var bytes = RecordedBytes(packed, limit: .max)
    var total = 0
    while true {
      let piece = try bytes.next()
      if piece.isEmpty { break }
      #expect(piece.count <= 1 << 18)
      total += piece.count
    }
    #expect(total == 64 << 20)
  }

  @Test("zeros behind a packed file fill it up and are no damage")
  func padding() throws {
    let packed = try Packer(.gzip).pack(Array("text".utf8), isEnd: true) + [UInt8](repeating: 0, count: 1000)
    var bytes = RecordedBytes(packed, limit: .max)
    #expect(try bytes.next() == Array("text".utf8))
    #expect(try bytes.next() == [])
  }
}
