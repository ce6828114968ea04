import Logs
import Testing
import Traffic

@Suite("Windows, gaps and speeds of traces")
struct TraceTimeTests {
  /// Two blocks an hour apart, as the one-minute windows of a data set are: a request a second for three, and two seconds for two.
  static let blocks = "arrival,path\n10,/a\n11,/b\n12,/c\n3612,/d\n3614,/e\n"

  static func seconds(_ options: TraceOptions) throws -> [Double] {
    try #require(trace(blocks, options).trace).arrivals.map { Double($0) / 1e9 }
  }

  @Test("a window keeps what arrives from its beginning to before its end, and begins at time zero")
  func window() throws {
    #expect(try Self.seconds(.init(from: 11 * second, to: 3614 * second)) == [0, 1, 3601])
    #expect(try Self.seconds(.init(from: 3600 * second)) == [12, 14])
    #expect(try Self.seconds(.init(to: 12 * second)) == [10, 11])
  }

  @Test("only the shapes of the window are those of the trace, and its draws stay with their records")
  func windowShapes() throws {
    let text = "arrival,path,service_time.1\n1,/a,0.1\n2,/b,0.2\n3,/a,0.3\n"
    let found = try #require(trace(text, .init(from: 2 * second)).trace)
    #expect(found.shapes.map(\.path) == ["/b", "/a"])
    #expect((0..<2).map { found.serviceTime(record: $0, attempt: 1) } == [0.2, 0.3])
  }

  @Test("a gap that is too long becomes as long as the mean of those that stay")
  func gaps() throws {
    // The gaps that stay are 1, 1 and 2 s.
    let mean = Double(4_000_000_000 / 3) / 1e9
    #expect(try Self.seconds(.init(longestGap: 30 * second)) == [10, 11, 12, 12 + mean, 14 + mean])
    #expect(try Self.seconds(.init(longestGap: 3600 * second)) == [10, 11, 12, 3612, 3614])
    #expect(try Self.seconds(.init(longestGap: second)) == [10, 11, 12, 13, 14])
    // None stays: all are as long as the longest that would.
    #expect(try Self.seconds(.init(from: 12 * second, longestGap: second)) == [0, 1, 2])
  }

  @Test("the window comes first, then the gaps, then the speed")
  func order() throws {
    // The limit of the gaps is one of the recorded clock: those of 2 s stay.
    let options = TraceOptions(from: 11 * second, longestGap: 2 * second, speed: 2)
    #expect(try Self.seconds(options) == [0, 0.5, 1.25, 2.25])
  }

  @Test("what is left out is checked all the same")
  func checked() {
    let messages = trace("arrival,duration\n1,x\n2,1\n1,1\n", .init(from: 5 * second)).messages
    #expect(messages.map(\.code) == ["TRC006", "TRC008"])
  }

  @Test("a window in which nothing arrives is an error", arguments: [0, 13, 4000])
  func nothingLeft(from: Int64) {
    let (found, messages) = trace(Self.blocks, .init(from: from * second, to: (from + 1) * second))
    #expect(found == nil)
    #expect(messages.map(\.code) == [TraceCode.nothingLeft.rawValue])
  }
}
