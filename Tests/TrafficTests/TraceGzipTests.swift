import CZlib
import Documents
import Logs
import Testing
import Traffic

@Suite("Compressed traces")
struct TraceGzipTests {
  /// Compresses with gzip.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
      return []
    }
    defer { deflateEnd(&stream) }
    var input = bytes
    return [UInt8](unsafeUninitializedCapacity: bytes.count + 1024) { output, count in
      input.withUnsafeMutableBufferPointer { buffer in
        stream.next_in = buffer.baseAddress
        stream.avail_in = UInt32(buffer.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        count = output.count - Int(stream.avail_out)
      }
    }
  }

  /// More than one piece of the reader, packed and not.
  static let records = (0..<20_000).map { index -> TraceRecord in
    let number = UInt64(index) &* 0x9E37_79B9_7F4A_7C15
    return TraceRecord(
      arrival: Int64(index) * 1_234_567, shape: .init(host: "shop.example", path: "/p/\(number % 1000)"),
      serviceTimes: [Double(number >> 11) * 0x1p-60])
  }

  static func same(_ bytes: [UInt8]) -> Bool {
    let diagnostics = Diagnostics()
    guard let found = readTrace(bytes: bytes, diagnostics: diagnostics), found.count == records.count else {
      return false
    }
    let arrivals = found.arrivals
    let shapes = found.shapeIndices
    return records.indices.allSatisfy { index in
      arrivals[index] == records[index].arrival && found.shapes[Int(shapes[index])] == records[index].shape
        && found.serviceTime(record: index, attempt: 1) == records[index].serviceTimes[0]
    }
  }

  @Test("what is written is read back to the last bit, plain, packed, and packed in two members")
  func roundTrip() {
    let text = Array(TraceWriter.text(of: Self.records).utf8)
    #expect(Self.same(text))
    let packed = Self.gzip(text)
    #expect(packed.count > 1 << 16)
    #expect(Self.same(packed))
    let middle = text.count / 3
    #expect(Self.same(Self.gzip(Array(text[..<middle])) + Self.gzip(Array(text[middle...]))))
  }

  @Test("what the writer quotes, the reader takes out of its quotes")
  func quoting() throws {
    let shape = RequestShape(
      method: "POST", host: "a.example", path: "/x,\"y\"", headers: [.init(name: "Cookie", value: "a\r\nb")])
    let record = TraceRecord(
      arrival: 1, shape: shape, status: 503, duration: 0.1, serviceTimes: [nil, 0.2], failureDraws: [0.5],
      mirrorServiceTime: 0.3)
    let text = TraceWriter.text(of: [record, TraceRecord(arrival: second, shape: .init())])
    #expect(
      text == """
        arrival,method,host,path,header.Cookie,status,duration,service_time.1,service_time.2,failure_draw.1,service_time.mirror
        0.000000001,POST,a.example,"/x,""y""\","a\r\nb",503,0.1,,0.2,0.5,0.3
        1,GET,,/,,,,,,,

        """)
    let found = try #require(trace(text).trace)
    #expect(found.shapes == [shape, RequestShape()])
    #expect(found.serviceTime(record: 0, attempt: 1) == nil)
    #expect(found.serviceTime(record: 0, attempt: 2) == 0.2)
    #expect(found.mirrorServiceTime(record: 0, service: "a/b") == 0.3)
  }

  /// What may happen to a packed file.
  enum Damage: CaseIterable {
    case half, lastByteMissing, onlyTheBeginning, somethingBehind, bitsFlipped, zstd, xz

    func applied(to packed: [UInt8]) -> [UInt8] {
      switch self {
      case .half: Array(packed.prefix(packed.count / 2))
      case .lastByteMissing: packed.dropLast()
      case .onlyTheBeginning: Array(packed.prefix(5))
      case .somethingBehind: packed + Array("rest".utf8)
      case .bitsFlipped: packed.prefix(40) + Array(repeating: 0xFF, count: 200)
      case .zstd: [0x28, 0xB5, 0x2F, 0xFD, 0, 0]
      case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0]
      }
    }

    var code: TraceCode {
      switch self {
      case .half, .lastByteMissing, .onlyTheBeginning, .zstd: .cutOff
      case .somethingBehind, .bitsFlipped: .corrupt
      case .xz: .compression
      }
    }
  }

  @Test(
    "a packed file that ends early, is damaged or is packed by something else is an error",
    arguments: Damage.allCases)
  func broken(damage: Damage) {
    let packed = Self.gzip(Array(TraceWriter.text(of: Array(Self.records.prefix(1000))).utf8))
    let diagnostics = Diagnostics()
    #expect(readTrace(bytes: damage.applied(to: packed), diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.last?.code == damage.code.rawValue)
  }

  @Test("a small file that unpacks to very much ends early")
  func bomb() {
    let packed = Self.gzip(
      Array("arrival,path\n0,".utf8) + Array(repeating: UInt8(ascii: "a"), count: 20_000_000))
    #expect(packed.count < 50_000)
    let diagnostics = Diagnostics()
    #expect(readTrace(bytes: packed, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == [TraceCode.tooLarge.rawValue])
  }
}
