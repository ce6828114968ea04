import Logs
import Testing

@Suite("HAProxy's httplog")
struct HAProxyTests {
  private static let prefix = "Feb  6 12:14:14 localhost haproxy[14389]: "
  private static let message =
    #"10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in~ static/srv1 10/5/30/69/119 200 2750 - - ---- "#
    + #"1/1/1/1/2 0/0 {1wt.eu|a "b" {c}} {} "GET /index.html?x=#22y HTTP/1.1""#
  private static let line = prefix + message

  private func read(
    server: String = "static/srv1", phases: String = "10/0/30/69/109", status: String = "200",
    bytes: String = "2750", state: String = "----", connections: String = "1/1/1/1/0",
    request: String = #"{} "GET / HTTP/1.1""#
  ) -> ReadText {
    ReadText(
      Self.prefix
        + "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in \(server) \(phases) \(status) \(bytes) - - "
        + "\(state) \(connections) 0/0 \(request)", .haproxy)
  }

  @Test("a line tells the phases: the duration is Ta, the upstream's part Tc + Tr, and the stamp the start")
  func fields() {
    let read = ReadText(Self.line, .haproxy)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 1_233_922_454_655_000_000)
    #expect(!read.record.isEnd)
    #expect(read.record.resolution == 1_000_000)
    #expect(read.client == "10.0.1.2")
    #expect(read.upstream == "static/srv1")
    #expect(read.record.duration == 119_000_000)
    #expect(read.record.upstreamDuration == 99_000_000)
    #expect(read.record.status == 200)
    #expect(read.record.responseBytes == 2750)
    #expect(read.record.attempts == 3)
    #expect(read.record.outcome == .ok)
    #expect(read.method == "GET")
    #expect(read.path == #"/index.html?x="y"#)
    #expect(read.host == "")
  }

  @Test("the time is local, and an offset makes it UTC")
  func timezone() {
    var options = LogOptions()
    options.timezone = 3600
    #expect(ReadText(Self.line, .haproxy, options).record.stamp == 1_233_918_854_655_000_000)
  }

  @Test(
    "any prefix of syslog may stand before a line, or none",
    arguments: [
      "", "<134>Feb  6 12:14:14 haproxy[14389]: ", "2019-02-25T16:19:49.000+01:00 lb-1 haproxy[7]: ",
      "<134>1 2009-02-06T12:14:14.655Z lb-1 haproxy 14389 - - ",
      "<134>1 2009-02-06T12:14:14.655Z lb-1 haproxy 14389 - [meta sequenceId=\"1\"] ",
    ])
  func prefixes(_ prefix: String) {
    let read = ReadText(prefix + Self.message, .haproxy)
    #expect(read.verdict == .record)
    #expect(read.request == ReadText(Self.line, .haproxy).request)
    #expect(read.client == "10.0.1.2")
  }

  @Test("a phase that was not reached is absent, and so is what was written before the end")
  func absent() {
    let refused = read(server: "static/<NOSRV>", phases: "10/-1/-1/-1/12", status: "503", state: "SC--")
    #expect(refused.verdict == .record)
    #expect(refused.record.upstreamDuration == nil)
    #expect(refused.record.duration == 12_000_000)
    #expect(refused.record.attempts == 0)
    #expect(refused.upstream == "")
    #expect(refused.record.outcome == .noHealthyHost)
    let aborted = read(phases: "10/0/30/-1/-1", status: "-1", state: "CH--")
    #expect(aborted.record.status == nil)
    #expect(aborted.record.duration == nil)
    #expect(aborted.record.outcome == .clientAbort)
    let early = read(phases: "10/0/30/69/+109", bytes: "+2750")
    #expect(early.verdict == .record)
    #expect(early.record.duration == nil)
    #expect(early.record.responseBytes == nil)
    #expect(early.record.upstreamDuration == 99_000_000)
    #expect(read(connections: "1/1/1/1/+3").record.attempts == 4)
  }

  @Test(
    "the state says how a request ended",
    arguments: [
      ("----", LogOutcome.ok), ("sQ--", .timeout), ("sH--", .timeout), ("sC--", .timeout), ("cD--", .timeout),
      ("SC--", .upstreamFailure), ("SH--", .upstreamFailure), ("SD--", .upstreamFailure),
      ("CD--", .clientAbort),
      ("CH--", .clientAbort), ("PR--", .localReply), ("PH--", .upstreamFailure), ("PC--", .overflow),
      ("RC--", .overflow), ("LR--", .localReply), ("DD--", .upstreamFailure), ("--NI", .ok), ("--VN", .ok),
    ])
  func states(_ state: String, _ outcome: LogOutcome) {
    #expect(read(state: state).record.outcome == outcome)
  }

  @Test("a request that a rule refuses with 429 is rate limited")
  func rateLimited() {
    #expect(read(server: "http-in/<NOSRV>", status: "429", state: "PR--").record.outcome == .rateLimited)
    #expect(read(server: "http-in/<NOSRV>", status: "403", state: "PR--").record.outcome == .localReply)
  }

  @Test(
    "captures may hold anything or not be there, clients may be those of IPv6, and a whole URL tells the host"
  )
  func captures() {
    #expect(read(request: #""GET /a HTTP/1.1""#).path == "/a")
    #expect(read(request: #"{Mozilla/5.0 (X; rv:65.0) "q" [06/Feb/2009]} {} "GET /b HTTP/1.1""#).path == "/b")
    #expect(read(request: #"{a} "GET /c HTTP/1.1" TLSv1.3"#).path == "/c")
    let whole = read(request: #"{} "GET https://shop.example/d HTTP/2.0""#)
    #expect(whole.host == "shop.example")
    #expect(whole.path == "/d")
    #expect(
      ReadText(Self.line.replacing("10.0.1.2:33317", with: "2001:db8::1:33317"), .haproxy).client
        == "2001:db8::1")
  }

  @Test(
    "messages, handshakes that fail, bad requests and connections of TCP are no requests",
    arguments: [
      ("Proxy prod_http_in started.", LineVerdict.noRequest(.message)),
      ("Server bk/srv1 is DOWN, reason: Layer4 timeout.", .noRequest(.message)),
      ("[WARNING] 036/121414 (7) : all is well", .noRequest(.message)),
      ("10.0.0.1:5 [06/Feb/2009:12:14:14.655] http-in/1: SSL handshake failure", .noRequest(.connection)),
      (
        "10.0.0.1:5 [06/Feb/2009:12:14:14.655] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0",
        .noRequest(.connection)
      ),
      (
        #"10.0.0.1:5 [06/Feb/2009:12:14:14.655] in in/<NOSRV> -1/-1/-1/-1/0 400 187 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>""#,
        .noRequest(.connection)
      ),
      ("10.0.0.1:5 [06/Feb/2009:12:14:14.655] http-in/1", .refused(.cut)),
      ("10.0.0.1:5 [06/Feb/2009:12:14", .refused(.cut)), ("10.0.0.1:5", .refused(.format)),
      ("10.0.0.1:5 [06/Fex/2009:12:14:14.655] a b/c 0/0/0/0/0 200", .refused(.time)),
    ])
  func others(_ message: String, _ verdict: LineVerdict) {
    #expect(ReadText(Self.prefix + message, .haproxy).verdict == verdict)
    #expect(ReadText(message, .haproxy).verdict == verdict)
    #expect(ReadText("<134>1 2009-02-06T12:14:14Z lb haproxy 7 - - " + message, .haproxy).verdict == verdict)
  }

  @Test("numbers that are none or too large are refused")
  func numbers() {
    #expect(read(phases: "10/0/30/69/99999999999999999").verdict == .refused(.number))
    #expect(read(phases: "10/0/30/x/109").verdict == .refused(.number))
    #expect(read(phases: "10/0/30/69/109/5").verdict == .refused(.number))
    #expect(read(phases: "10/0/30/69/+").verdict == .refused(.number))
    #expect(read(phases: "10/0/30/-15/109").verdict == .refused(.number))
    #expect(read(phases: "10/0/30/69").verdict == .refused(.format))
    #expect(read(status: "20000").verdict == .refused(.number))
    #expect(read(connections: "1/1/1/1/99999999999").record.attempts == Int32.max)
  }

  @Test("a line that is cut anywhere, as syslog does at 1,024 bytes, is refused")
  func cut() {
    expectCuts(Self.message, .haproxy)
    expectSurvival(Self.line, .haproxy)
    // In the prefix nothing tells a message from a request.
    for length in Self.prefix.utf8.count + 1..<Self.line.utf8.count {
      let verdict = ReadText(Array(Array(Self.line.utf8).prefix(length)), .haproxy).verdict
      guard case .refused = verdict else {
        Issue.record("\(length) bytes: \(verdict)")
        continue
      }
    }
  }

  @Test(
    "the real log has 13 requests, 3 messages and a handshake",
    .enabled(if: RealLogs.areThere, "the logs are not there"))
  func realLog() throws {
    let lines = try RealLogs.lines("haproxy_sample_2019-02-25.log")
    let verdicts = lines.map { ReadText($0, .haproxy).verdict }
    #expect(verdicts.count == 17)
    #expect(verdicts.count { $0 == .record } == 13)
    #expect(verdicts.count { $0 == .noRequest(.message) } == 3)
    #expect(verdicts.count { $0 == .noRequest(.connection) } == 1)
    let all = Array(lines.joined(separator: [10]))
    #expect(FormatRecognition.format(of: all, LogOptions()) == .haproxy)
  }
}
