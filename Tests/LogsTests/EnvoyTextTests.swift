import Logs
import Testing

@Suite("Envoy's default text")
struct EnvoyTextTests {
  private static let line =
    #"[2016-04-15T20:17:00.310Z] "POST /api/v1/locations?x=1 HTTP/2" 503 UO,URX 154 0 226 100 "10.0.35.28" "#
    + #""a "quoted" agent" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" "tcp://10.0.2.1:80""#

  @Test("a line tells what the format's page says, also where a user agent holds quotes")
  func fields() {
    let line = Array(Self.line.utf8)
    var record = LogRecord()
    var parser = LogFormat.envoy.parser(LogOptions())
    #expect(parser.parse(line.span, into: &record) == .record)
    #expect(record.stamp == 1_460_751_420_310_000_000)
    #expect(record.resolution == 1_000_000)
    #expect(!record.isEnd)
    #expect(record.string(record.method, of: line.span) == "POST")
    #expect(record.string(record.path, of: line.span) == "/api/v1/locations?x=1")
    #expect(record.string(record.host, of: line.span) == "locations")
    #expect(record.string(record.upstream, of: line.span) == "tcp://10.0.2.1:80")
    #expect(record.string(record.userAgent, of: line.span) == #"a "quoted" agent"#)
    #expect(record.string(record.requestID, of: line.span) == "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2")
    #expect(record.status == 503)
    #expect(record.outcome == .overflow)
    #expect(record.requestBytes == 154)
    #expect(record.responseBytes == 0)
    #expect(record.duration == 226_000_000)
    #expect(record.upstreamDuration == 100_000_000)
  }

  @Test("a line that is cut anywhere is refused, and never read as another request")
  func cut() {
    let line = Array(Self.line.utf8)
    for length in 1..<line.count {
      var record = LogRecord()
      var parser = LogFormat.envoy.parser(LogOptions())
      let verdict = parser.parse(line.span.extracting(0..<length), into: &record)
      guard case .refused = verdict else {
        Issue.record("\(length) bytes: \(verdict)")
        continue
      }
    }
  }

  @Test("a connection without a request is none, and no byte brings the parser down")
  func others() {
    let line = #"[2016-04-15T20:17:00.310Z] "- - HTTP/1.1" 400 DPE 0 11 0 - "-" "-" "-" "-" "-""#
    #expect(ReadText(line, .envoy).verdict == .noRequest(.connection))
    expectSurvival(Self.line, .envoy)
    expectSurvival(line, .envoy)
  }

  @Test("numbers that are none or too large are refused, and so are times")
  func numbers() {
    for (text, other) in [
      (" 226 ", " 9999999999999 "), (" 154 ", " 9999999999999999999 "), (" 0 ", " -5 "), (" 503 ", " 5030 "),
    ] {
      #expect(
        ReadText(Self.line.replacing(text, with: other), .envoy).verdict == .refused(.number), "\(other)")
    }
    #expect(ReadText(Self.line.replacing("20:17", with: "20:77"), .envoy).verdict == .refused(.time))
    #expect(ReadText(Self.line.replacing(" 226 ", with: " - "), .envoy).record.duration == nil)
  }
}
