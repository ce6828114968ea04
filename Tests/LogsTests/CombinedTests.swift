import Foundation
import Logs
import Testing

@Suite("The combined log format of NGINX and Apache")
struct CombinedTests {
  private static let line =
    #"127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif?x=1 HTTP/1.0" 200 2326 "#
    + #""http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)""#

  @Test("a line tells client, request, status, bytes and agent, and neither host nor duration")
  func fields() {
    let read = ReadText(Self.line, .apache)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 971_211_336_000_000_000)
    #expect(read.record.resolution == 1_000_000_000)
    #expect(read.client == "127.0.0.1")
    #expect(read.method == "GET")
    #expect(read.path == "/apache_pb.gif?x=1")
    #expect(read.record.status == 200)
    #expect(read.record.responseBytes == 2326)
    #expect(read.userAgent == "Mozilla/4.08 [en] (Win98; I ;Nav)")
    #expect(read.host.isEmpty)
    #expect(read.record.duration == nil)
    #expect(read.record.requestBytes == nil)
    #expect(read.record.attempts == nil)
    #expect(read.record.outcome == .ok)
  }

  @Test("the same text has NGINX's end and Apache's start as its stamp")
  func clocks() {
    #expect(ReadText(Self.line, .nginx).record.isEnd)
    #expect(!ReadText(Self.line, .apache).record.isEnd)
    #expect(!ReadText(Self.line.components(upTo: " \"http"), .clf).record.isEnd)
  }

  @Test("NGINX may write the time otherwise, of a whole second or a millisecond")
  func otherTimes() {
    func read(_ time: String) -> ReadText {
      ReadText(Self.line.replacing("10/Oct/2000:13:55:36 -0700", with: time), .nginx)
    }
    #expect(read("2000-10-10T13:55:36-07:00").request == ReadText(Self.line, .nginx).request)
    #expect(read("971211336.123").record.stamp == 971_211_336_123_000_000)
    #expect(read("971211336.123").record.resolution == 1_000_000)
    for text in ["971211336", "-1.123", "99999999999.123", "x.123", "", "yesterday"] {
      #expect(read(text).verdict == .refused(.time))
    }
  }

  @Test(
    "clients may be names or addresses of IPv6, users may hold spaces and brackets, and spaces may come twice"
  )
  func heads() {
    let rest = #"[10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5 "-" "a""#
    #expect(ReadText("host.example.com - - " + rest, .nginx).client == "host.example.com")
    #expect(ReadText("2001:db8::1 -  - " + rest, .nginx).client == "2001:db8::1")
    #expect(ReadText("::1  - a [b] c " + rest, .nginx).path == "/")
    #expect(ReadText("- - - " + rest, .nginx).client == "")
  }

  @Test("escapes are decoded in the path and the agent, and what only looks like one stays")
  func escapes() {
    let read = ReadText(
      #"1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] "GET /a\"b\\c\x41\xZZ\q HTTP/1.1" 404 - "-" "x\x22y\"z\t""#,
      .apache)
    #expect(read.verdict == .record)
    #expect(read.path == #"/a"b\cA\xZZ\q"#)
    #expect(read.userAgent == "x\"y\"z\t")
    #expect(read.record.responseBytes == 0)
    #expect(read.record.status == 404)
  }

  @Test(
    "a request for a whole URL tells the host, one of HTTP/0.9 has no protocol, and a path may hold spaces")
  func targets() {
    func read(_ request: String) -> ReadText {
      ReadText("1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"\(request)\" 200 5 \"-\" \"a\"", .nginx)
    }
    let whole = read("GET http://shop.example:8080/cart?a=1 HTTP/1.1")
    #expect(whole.host == "shop.example:8080")
    #expect(whole.path == "/cart?a=1")
    #expect(read("GET /old").path == "/old")
    #expect(read("GET /a b c HTTP/1.1").path == "/a b c")
    #expect(read("OPTIONS * HTTP/1.1").path == "*")
    #expect(read("GET /proxy?u=http://other/x HTTP/1.1").host == "")
  }

  @Test(
    "connections without a request are no requests",
    arguments: [
      (#""-" 400 0"#, LineVerdict.noRequest(.connection)), (#""" 400 0"#, .noRequest(.connection)),
      (#""-" 408 -"#, .noRequest(.connection)), (#""\x16\x03\x01\x02\x00" 400 166"#, .noRequest(.connection)),
      (#""\x16\x03\x01 GET /" 400 166"#, .noRequest(.connection)),
      (#""GET" 400 166"#, .noRequest(.connection)),
      (#""-" 499 0"#, .noRequest(.connection)), (#""quit" 200 166"#, .refused(.format)),
      (#""GET / HTTP/1.1" 400 166"#, .record), (#""GET / HTTP/1.1" 499 0"#, .record),
    ])
  func connections(_ text: String, _ verdict: LineVerdict) {
    for format in [LogFormat.nginx, .apache] {
      #expect(
        ReadText("1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \(text) \"-\" \"-\"", format).verdict == verdict)
    }
    #expect(ReadText("1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \(text)", .clf).verdict == verdict)
  }

  @Test("a client that went away keeps its 499, and a status of zeros or a dash is none")
  func statuses() {
    func read(_ status: String) -> ReadText {
      ReadText("1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" \(status) 0 \"-\" \"-\"", .nginx)
    }
    #expect(read("499").record.status == 499)
    #expect(read("499").record.outcome == .clientAbort)
    #expect(read("444").record.outcome == .localReply)
    #expect(read("502").record.outcome == .ok)
    #expect(read("000").record.status == nil)
    #expect(read("-").record.status == nil)
    #expect(read("-").userAgent == "")
  }

  @Test(
    "the last number of a line is a duration where its unit is named, and else only counted",
    arguments: [
      ("s", "0.123", 123_000_000 as Int64?), ("ms", "250", 250_000_000), ("us", "48123", 48_123_000),
      ("s", "512 1.5", 1_500_000_000), ("s", "\"0.2\"", 200_000_000), ("s", "\"-\"", nil), ("s", "", nil),
      ("s", "0.1 -", nil), ("s", "1.2.3", nil), ("s", "-5", nil),
    ])
  func trailingNumbers(_ unit: String, _ text: String, _ duration: Int64?) {
    var options = LogOptions()
    options.durationUnit = DurationUnit(rawValue: unit)
    let line = text.isEmpty ? Self.line : Self.line + " " + text
    #expect(ReadText(line, .nginx, options).verdict == .record)
    #expect(ReadText(line, .nginx, options).record.duration == duration)
    let common = Self.line.components(upTo: " \"http")
    if !text.contains("\"") {
      #expect(ReadText(common + (text.isEmpty ? "" : " " + text), .clf, options).record.duration == duration)
    }
    var parser = LogFormat.apache.parser(LogOptions())
    var record = LogRecord()
    #expect(parser.parse(Array(line.utf8).span, into: &record) == .record)
    #expect(record.duration == nil)
    #expect(parser.remarks.isEmpty == (duration == nil))
  }

  @Test("numbers that are too large are refused")
  func large() {
    var options = LogOptions()
    options.durationUnit = .seconds
    let head = "1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" "
    for text in [
      "200 9999999999999999999 \"-\" \"-\"", "2000 5 \"-\" \"-\"", "200 5 \"-\" \"-\" 99999999999",
      "200 5 \"-\" \"-\" 99999999999999999999999", "20x 5 \"-\" \"-\"", "200 -5 \"-\" \"-\"",
    ] {
      #expect(ReadText(head + text, .nginx, options).verdict == .refused(.number), "\(text)")
    }
  }

  @Test(
    "a line that is cut before its agent is refused, and from there on the same request with less of the agent"
  )
  func cut() {
    let agent = #"Mozilla/4.08 [en] (Win98; I ;Nav)""#.utf8.count
    for format in [LogFormat.nginx, .apache] {
      expectCuts(Self.line, format, sound: Self.line.utf8.count - agent)
    }
    let head = #"::1 - - [10/Oct/2000:13:55:36 -0700] "GET /\" HTTP/1.1" 200 5 "\"-" ""#
    expectCuts(head + #"a \"b\" c""#, .apache, sound: head.utf8.count)
    // The bytes of the answer may be fewer and still sound, and so may a number of one's own.
    let common = Self.line.components(upTo: " \"http")
    expectCuts(common, .clf, sound: common.utf8.count - 3)
    expectCuts(Self.line + " 0.123", .nginx, sound: Self.line.utf8.count - agent)
    #expect(ReadText(String(Self.line.dropLast(5)), .nginx).userAgent == "Mozilla/4.08 [en] (Win98; I ;")
  }

  @Test("no byte brings a parser down")
  func bytes() {
    for format in [LogFormat.nginx, .apache] { expectSurvival(Self.line, format) }
    expectSurvival(Self.line.components(upTo: " \"http"), .clf)
    let invalid = Array(Self.line.utf8).map { $0 == UInt8(ascii: "_") ? 0xFF : $0 }
    #expect(ReadText(invalid, .apache).path == "/apache\u{FFFD}pb.gif?x=1")
  }

  @Test(
    "the real logs are read without a remainder", .enabled(if: RealLogs.areThere, "the logs are not there"))
  func realLogs() throws {
    for (name, count, format) in [
      ("zanbil_shop_nginx_2019-01-22_1k.log.gz", 1000, LogFormat.nginx),
      ("elastic_apache_combined_10k_TIMESTAMPS_DOCTORED.log.gz", 10_000, .apache),
    ] {
      let lines = try RealLogs.lines(name)
      #expect(lines.count == count)
      #expect(lines.count { ReadText($0, format).verdict == .record } == count)
      let beginning = Array(lines.joined(separator: [10]).prefix(1 << 18))
      #expect(FormatRecognition.format(of: beginning, LogOptions()) == format)
    }
  }
}

extension String {
  /// What stands before `text`.
  fileprivate func components(upTo text: String) -> String {
    range(of: text).map { String(self[..<$0.lowerBound]) } ?? self
  }
}
