import Logs
import Testing

@Suite("CloudFront's standard log")
struct CloudFrontTests {
  private static let header = [
    "#Version: 1.0",
    "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) "
      + "cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol "
      + "cs-bytes time-taken x-forwarded-for",
  ]

  private static func line(
    path: String = "/index.html", status: String = "200", agent: String = "curl/7.0", query: String = "-",
    result: String = "Miss", host: String = "shop.example", taken: String = "0.123", method: String = "GET"
  ) -> String {
    [
      "2019-12-04", "21:02:31", "LAX1", "392", "192.0.2.100", method, "d111111abcdef8.cloudfront.net", path,
      status,
      "-", agent, query, "-", result, "SOX4xwn4XV6Q4rgb7XiVGOHms==", host, "https", "23", taken, "-",
    ].joined(separator: "\t")
  }

  private func read(_ line: String) -> ReadText { ReadText(line, .cloudfront, after: Self.header) }

  @Test("a line tells what its header names; the stamp is the end, and the host the one that was asked")
  func fields() {
    let read = self.read(Self.line(query: "a=1&b=2"))
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 1_575_493_351_000_000_000)
    #expect(read.record.isEnd)
    #expect(read.record.resolution == 1_000_000_000)
    #expect(read.record.duration == 123_000_000)
    #expect(read.client == "192.0.2.100")
    #expect(read.method == "GET")
    #expect(read.host == "shop.example")
    #expect(read.path == "/index.html?a=1&b=2")
    #expect(read.record.status == 200)
    #expect(read.record.responseBytes == 392)
    #expect(read.record.requestBytes == 23)
    #expect(read.requestID == "SOX4xwn4XV6Q4rgb7XiVGOHms==")
    #expect(read.record.outcome == .ok)
    #expect(self.read(Self.line(host: "-")).host == "d111111abcdef8.cloudfront.net")
  }

  @Test(
    "columns are found by name, in any order, and only those without which there is no request are needed")
  func columns() {
    let read = ReadText(
      "GET\t/x\tnew\t2019-12-04\t21:02:31", .cloudfront,
      after: ["#Fields: cs-method cs-uri-stem c-new date time"])
    #expect(read.verdict == .record)
    #expect(read.path == "/x")
    #expect(read.record.stamp == 1_575_493_351_000_000_000)
    #expect(read.record.status == nil)
    #expect(read.record.duration == nil)
  }

  @Test("headers are no requests, and without one nothing is read")
  func headers() {
    #expect(ReadText(Self.header[0], .cloudfront).verdict == .noRequest(.header))
    #expect(ReadText(Self.header[1], .cloudfront).verdict == .noRequest(.header))
    #expect(ReadText(Self.line(), .cloudfront).verdict == .refused(.format))
    #expect(ReadText(Self.line(), .cloudfront, after: ["#Fields: date time"]).verdict == .refused(.format))
  }

  @Test("what CloudFront encoded is decoded once in paths and as often as needed in agents")
  func decoding() {
    #expect(read(Self.line(path: "/a%2520b%7Bc%7D", query: "x=%25C3%25A9")).path == "/a%20b{c}?x=%C3%A9")
    #expect(read(Self.line(path: "/a%20b%C3%A9%2Fc%")).path == "/a%20b%C3%A9%2Fc%")
    #expect(read(Self.line(agent: "Mozilla/5.0%20(X11)")).userAgent == "Mozilla/5.0 (X11)")
    #expect(read(Self.line(agent: "Mozilla/5.0%2520(X11)%")).userAgent == "Mozilla/5.0 (X11)%")
    #expect(read(Self.line(agent: "-")).userAgent == "")
  }

  @Test(
    "what the cache answered never reached the gateway, and limits say so",
    arguments: [
      ("Hit", LogOutcome.localReply), ("RefreshHit", .ok), ("Miss", .ok), ("Error", .ok),
      ("Redirect", .localReply),
      ("LimitExceeded", .rateLimited), ("CapacityExceeded", .overflow),
    ])
  func results(_ result: String, _ outcome: LogOutcome) {
    #expect(read(Self.line(result: result)).record.outcome == outcome)
  }

  @Test("a client that was gone has no status, and wrong numbers and times are refused")
  func others() {
    #expect(read(Self.line(status: "000")).record.status == nil)
    #expect(read(Self.line(status: "000")).record.outcome == .clientAbort)
    #expect(read(Self.line(method: "-")).verdict == .noRequest(.connection))
    #expect(read(Self.line(taken: "99999999999")).verdict == .refused(.number))
    #expect(read(Self.line(status: "2000")).verdict == .refused(.number))
    #expect(read(Self.line().replacing("2019-12-04", with: "2019-13-04")).verdict == .refused(.time))
    #expect(read(Self.line().replacing("\t", with: " ")).verdict == .refused(.cut))
  }

  @Test("a line that is cut anywhere is refused, except in its last field")
  func cut() {
    let line = Self.line() + "more"
    expectCuts(line, .cloudfront, sound: line.utf8.count - 5, after: Self.header)
    expectSurvival(line, .cloudfront, after: Self.header)
  }
}
