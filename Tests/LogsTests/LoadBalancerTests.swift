import Logs
import Testing

@Suite("AWS' load balancers")
struct LoadBalancerTests {
  private static let common =
    #"10.0.0.66:9000 0.086 0.048 0.037 200 200 34 57 "GET https://www.example.com:443/a?b=1 HTTP/1.1" "curl/7.46 \"x\"""#
  private static let first =
    "https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 \(common) "
    + #"ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:group/73e2d6bc24d8a067 "Root=1-58337262-36d228ad""#
  private static let second = #" "www.example.com" "arn:aws:acm:certificate/1""#
  private static let alb =
    first + second
    + #" 1 2018-07-02T22:22:48.364000Z "authenticate,forward" "-" "-" "10.0.0.1:80 10.0.0.66:9000" "502 200" "-" "-""#
  private static let elb =
    "2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "
    + #""GET http://www.example.com:8080/x HTTP/1.1" "curl/7.38.0" - -"#

  @Test(
    "an application load balancer's line tells when the request was created, and what it took until its end")
  func fields() {
    let read = ReadText(Self.alb, .alb)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 1_530_570_168_364_000_000)
    #expect(!read.record.isEnd)
    #expect(read.record.resolution == 1_000)
    #expect(read.record.duration == 11_822_641_000)
    #expect(read.record.upstreamDuration == 48_000_000)
    #expect(read.client == "192.168.131.39")
    #expect(read.upstream == "10.0.0.66:9000")
    #expect(read.record.status == 200)
    #expect(read.record.requestBytes == 34)
    #expect(read.record.responseBytes == 57)
    #expect(read.method == "GET")
    #expect(read.host == "www.example.com")
    #expect(read.path == "/a?b=1")
    #expect(read.userAgent == "curl/7.46 \"x\"")
    #expect(read.requestID == "Root=1-58337262-36d228ad")
    #expect(read.record.attempts == 2)
    #expect(read.record.outcome == .ok)
  }

  @Test("older lines end earlier: their stamp is the end, and the three times are the duration")
  func old() {
    for line in [Self.first, Self.first + Self.second] {
      let read = ReadText(line, .alb)
      #expect(read.verdict == .record)
      #expect(read.record.stamp == 1_530_570_180_186_641_000)
      #expect(read.record.isEnd)
      #expect(read.record.duration == 171_000_000)
      #expect(read.record.attempts == nil)
    }
    #expect(ReadText(Self.alb + " TID_1 \"new\" field", .alb).request == ReadText(Self.alb, .alb).request)
  }

  @Test("a classic load balancer's stamp is the start")
  func classic() {
    let read = ReadText(Self.elb, .elb)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 1_431_560_383_945_958_000)
    #expect(!read.record.isEnd)
    #expect(read.record.resolution == 1_000)
    #expect(read.record.duration == 1_178_000)
    #expect(read.record.upstreamDuration == 1_048_000)
    #expect(read.host == "www.example.com:8080")
    #expect(read.path == "/x")
    #expect(read.client == "192.168.131.39")
    #expect(read.upstream == "10.0.0.1:80")
    #expect(read.userAgent == "curl/7.38.0")
  }

  @Test(
    "a port is left out of the host where it is that of the scheme, and a URL without a path asks for the root",
    arguments: [
      ("http://a.example:80/x", "a.example", "/x"), ("https://a.example:443/x", "a.example", "/x"),
      ("http://a.example:443/x", "a.example:443", "/x"), ("wss://a.example:443/x", "a.example", "/x"),
      ("http://[::1]:80/x", "[::1]", "/x"), ("http://a.example:80", "a.example", "/"),
      ("http://a.example:8080?q", "a.example:8080", "/?q"),
      (#"http://a.example:80/\"x"#, "a.example", "/\"x"),
    ])
  func hosts(_ url: String, _ host: String, _ path: String) {
    let read = ReadText(Self.elb.replacing("http://www.example.com:8080/x", with: url), .elb)
    #expect(read.verdict == .record)
    #expect(read.host == host)
    #expect(read.path == path)
  }

  @Test(
    "what was not dispatched has no times of the upstream, and says why",
    arguments: [
      ("460", LogOutcome.clientAbort), ("502", .upstreamFailure), ("503", .noHealthyHost), ("504", .timeout),
      ("301", .localReply),
    ])
  func undispatched(_ status: String, _ outcome: LogOutcome) {
    let line = Self.alb.replacing(
      "10.0.0.66:9000 0.086 0.048 0.037 200 200", with: "- -1 -1 -1 \(status) -"
    ).replacing("\"10.0.0.1:80 10.0.0.66:9000\"", with: "\"-\"")
    let read = ReadText(line, .alb)
    #expect(read.verdict == .record)
    #expect(read.record.upstreamDuration == nil)
    #expect(read.record.duration == 11_822_641_000)
    #expect(read.upstream == "")
    #expect(read.record.attempts == 0)
    #expect(read.record.status == Int32(status))
    #expect(read.record.outcome == outcome)
    let classic = ReadText(
      Self.elb.replacing("10.0.0.1:80 0.000073 0.001048 0.000057 200 200", with: "- -1 -1 -1 503 0"), .elb)
    #expect(classic.record.duration == nil)
    #expect(classic.record.outcome == .noHealthyHost)
    #expect(ReadText(Self.elb.replacing("192.168.131.39:2817", with: "-"), .elb).client == "")
    #expect(ReadText(Self.elb.replacing("192.168.131.39:2817", with: "[::1]:2817"), .elb).client == "::1")
    #expect(classic.upstream == "")
  }

  @Test("a creation after the end is the stamp, and the times are the duration")
  func clocks() {
    let read = ReadText(Self.alb.replacing("22:22:48.364000Z", with: "22:23:48.364000Z"), .alb)
    #expect(read.record.duration == 171_000_000)
    #expect(!read.record.isEnd)
  }

  @Test("connections without a request are no requests, and wrong numbers and times are refused")
  func others() {
    let request = "GET http://www.example.com:8080/x HTTP/1.1"
    for text in ["- - - ", "- http://lb:80- -"] {
      #expect(ReadText(Self.elb.replacing(request, with: text), .elb).verdict == .noRequest(.connection))
    }
    for (text, other) in [
      (" 0.001048 ", " 9999999999999 "), (" 29 ", " 99999999999999999999 "), (" 200 200 ", " 2000 200 "),
      (" 0.000073 ", " x "),
    ] {
      #expect(ReadText(Self.elb.replacing(text, with: other), .elb).verdict == .refused(.number))
    }
    #expect(ReadText(Self.elb.replacing("2015-05-13T", with: "2015-05-33T"), .elb).verdict == .refused(.time))
    #expect(
      ReadText(Self.alb.replacing(" 2018-07-02T22:22", with: " 2018-07-02T22:77"), .alb).verdict
        == .refused(.time))
  }

  @Test("a line that is cut is refused up to where an older line ends, and from there on the same request")
  func cut() {
    let agent = Self.elb.utf8.count - " - -".utf8.count
    expectCuts(Self.elb, .elb, sound: agent)
    expectSurvival(Self.elb, .elb)
    expectSurvival(Self.alb, .alb)
    let ends = [Self.first.utf8.count, (Self.first + Self.second).utf8.count]
    let created =
      Self.alb.utf8.count
      - #" "authenticate,forward" "-" "-" "10.0.0.1:80 10.0.0.66:9000" "502 200" "-" "-""#.utf8.count
    let whole = ReadText(Self.alb, .alb)
    for length in 1..<Self.alb.utf8.count {
      let read = ReadText(Array(Array(Self.alb.utf8).prefix(length)), .alb)
      if length >= created {
        #expect(read.request == whole.request, "\(length) bytes")
      } else if ends.contains(length) || ends.contains(length - 1) {
        #expect(read.path == whole.path && read.record.isEnd, "\(length) bytes")
      } else if case .refused = read.verdict {
      } else {
        Issue.record("\(length) bytes: \(read.verdict)")
      }
    }
  }
}
