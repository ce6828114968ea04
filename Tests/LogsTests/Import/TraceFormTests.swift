import Documents
import Engine
import Foundation
import Logs
import Testing

@Suite("Writing Weir's trace form")
struct TraceFormTests {
  /// What an import of `lines` writes.
  static func trace(
    _ lines: [String], _ options: LogOptions = LogOptions(), packing: Packing = .plain
  ) throws -> (bytes: [UInt8], summary: TraceForm.Summary) {
    let diagnostics = Diagnostics()
    let log = try #require(
      LogImport(files: [], options: options).read(
        Array(lines.joined(separator: "\n").utf8), diagnostics: diagnostics))
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    defer {
      close(descriptor)
      unlink(path)
    }
    var output = try PackedOutput(to: descriptor, packing: packing)
    let summary = try TraceForm(log).write(log, to: &output)
    try output.end()
    return (Array(FileManager.default.contents(atPath: path) ?? Data()), summary)
  }

  @Test("only columns of which anything is known, times from the first arrival, absent cells empty")
  func columns() throws {
    var second = EnvoyLine(time: 1500, method: "POST", path: "/pay?card=1", status: 503, flags: "UO")
    second.upstream = "-"
    let third = EnvoyLine(time: 1250, status: 0, flags: "DC", duration: 3)
    let (bytes, summary) = try Self.trace([second.text, EnvoyLine(time: 1000).text, third.text])
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        arrival,method,host,path,status,duration,upstream,outcome
        0,GET,shop.example,/cart,200,0.01,10.1.0.1:80,
        0.25,GET,shop.example,/cart,,0.003,10.1.0.1:80,client-abort
        0.5,POST,shop.example,/pay,503,0.01,,overflow

        """)
    #expect(summary.count == 3)
    #expect(summary.origin == EnvoyLine.origin + 1_000_000_000)
    #expect(summary.span == 500_000_000)
    #expect(
      summary.columns == ["arrival", "method", "host", "path", "status", "duration", "upstream", "outcome"])
  }

  @Test("queries and clients are kept where they are asked for")
  func kept() throws {
    var options = LogOptions()
    options.keepsQuery = true
    options.keepsClient = true
    let (bytes, _) = try Self.trace([EnvoyLine(path: "/a?b=c,d").text], options)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "arrival,method,host,path,status,duration,upstream,client\n0,GET,shop.example,\"/a?b=c,d\",200,0.01,10.1.0.1:80,10.0.0.1\n"
    )
  }

  @Test("texts with commas and quotes are quoted as RFC 4180 wants, bytes that are no UTF-8 replaced")
  func quoting() throws {
    let cells = CellTexts(3) { number in
      [[Array("a,b".utf8)[...]], [Array("say \"hi\"\n".utf8)[...]], [[0x61, 0xFF][...]]][Int(number)]
    }
    var bytes: [UInt8] = []
    for number: Int32 in [0, 1, 2, -1] { cells.append(number, to: &bytes) }
    #expect(String(decoding: bytes, as: UTF8.self) == ",\"a,b\",\"say \"\"hi\"\"\n\",a\u{FFFD},")
  }

  @Test(
    "packed with gzip and zstd it is the same text, and the same bytes each time",
    arguments: [Packing.gzip, .zstd])
  func packed(packing: Packing) throws {
    // More than one piece of the output.
    let lines = (0..<9000).map { EnvoyLine(time: $0 * 5, path: "/item/\($0 % 700)").text }
    let plain = try Self.trace(lines).bytes
    #expect(plain.count > PackedOutput.piece)
    let first = try Self.trace(lines, packing: packing).bytes
    #expect(first == (try Self.trace(lines, packing: packing).bytes))
    #expect(first.count < plain.count / 3)
    var unpacked: [UInt8] = []
    var reading = RecordedBytes(first, limit: 1 << 30)
    while true {
      let piece = try reading.next()
      if piece.isEmpty { break }
      unpacked += piece
    }
    #expect(unpacked == plain)
  }

  @Test("seconds have the decimals that they need")
  func seconds() {
    for (value, text) in [
      (Int64(0), "0"), (1, "0.000000001"), (1_000_000_000, "1"), (12_345_000_000, "12.345"),
      (50_000_000, "0.05"),
      (123_456_000, "0.123456"), (1_000_000_010, "1.00000001"), (Int64.max, "9223372036.854775807"),
      (1 << 61, "2305843009.213693952"), (100_000_000_000_000_000, "100000000"),
    ] {
      var bytes: [UInt8] = []
      bytes.append(seconds: value)
      #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
    var draws = RandomStream(seed: 1, replication: 0, purpose: 1, entity: 1).draws(0)
    for _ in 0..<2000 {
      let value = Int64(draws.word() >> (1 + draws.below(63)))
      var bytes: [UInt8] = []
      bytes.append(seconds: value)
      guard case .value(let read) = DecimalCell.nanoseconds(bytes[...]) else {
        Issue.record("\(value)")
        continue
      }
      #expect(read == value)
      bytes = []
      bytes.append(whole: UInt64(value))
      #expect(String(decoding: bytes, as: UTF8.self) == "\(value)")
    }
  }

  @Test("an output that takes no more is a problem with the system's reason")
  func full() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var output = try PackedOutput(to: descriptor)
    output.buffer.append(1)
    let problem = #expect(throws: WriteProblem.self) { try output.flush() }
    #expect(problem?.reason == "No space left on device")
  }
}
