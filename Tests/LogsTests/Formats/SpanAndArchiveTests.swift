import Logs
import Testing

@Suite("OpenTelemetry spans and HTTP archives")
struct SpanAndArchiveTests {
  static func span(
    _ id: String, parent: String?, kind: String, attributes: String = "",
    start: String = "1700000000123456789"
  ) -> String {
    let parent = parent.map { #""parentSpanId":"\#($0)","# } ?? ""
    return
      #"{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"\#(id)",\#(parent)"name":"ingress","kind":\#(kind),"#
      + #""startTimeUnixNano":"\#(start)","endTimeUnixNano":"1700000000373456789","attributes":[\#(attributes)],"#
      + #""status":{"code":1}}"#
  }

  static func document(service: String, _ spans: [String]) -> String {
    #"{"resourceSpans":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"n1"}},"#
      + #"{"key":"service.name","value":{"stringValue":"\#(service)"}}]},"scopeSpans":[{"scope":{"name":"envoy"},"#
      + #""spans":[\#(spans.joined(separator: ","))]}]}]}"#
  }

  static let newAttributes =
    #"{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.path","value":{"stringValue":"/cart"}},"#
    + #"{"key":"http.response.status_code","value":{"intValue":"200"}},{"key":"server.address","value":{"stringValue":"shop.example"}},"#
    + #"{"key":"user_agent.original","value":{"stringValue":"curl"}},{"key":"odd","value":{"arrayValue":{"values":[]}}}"#
  static let oldAttributes =
    #"{"key":"http.method","value":{"stringValue":"POST"}},{"key":"http.url","value":{"stringValue":"http://old.example/pay?x=1"}},"#
    + #"{"key":"http.status_code","value":{"stringValue":"503"}},{"key":"response_flags","value":{"stringValue":"UO"}},"#
    + #"{"key":"upstream_cluster","value":{"stringValue":"pay"}},{"key":"request_size","value":{"stringValue":"12"}},"#
    + #"{"key":"guid:x-request-id","value":{"stringValue":"id-1"}},{"key":"peer.address","value":{"stringValue":"10.0.0.1"}}"#

  static let otlp = document(
    service: "gateway",
    [
      span("eee19b7ec3c1b174", parent: nil, kind: "2", attributes: newAttributes),
      span("eee19b7ec3c1b175", parent: "eee19b7ec3c1b174", kind: "3"),
    ])

  @Test("a SERVER span without a parent is a request, with the attributes of old and new conventions")
  func fields() throws {
    let parsed = try ParsedText(.otlp, Self.otlp)
    #expect(parsed.verdicts == [.record, .noRequest(.otherSample)])
    let line = parsed.all[0]
    #expect(line.record.stamp == 1_700_000_000_123_456_789)
    #expect(line.record.resolution == 1)
    #expect(line.record.duration == 250_000_000)
    #expect(line.method == "GET")
    #expect(line.host == "shop.example")
    #expect(line.path == "/cart")
    #expect(line.record.status == 200)
    #expect(line.upstream == "gateway")
    #expect(line.userAgent == "curl")
    let old = try ParsedText(
      .otlp,
      Self.document(
        service: "g",
        [Self.span("a1", parent: "", kind: #""SPAN_KIND_SERVER""#, attributes: Self.oldAttributes)]))
    let request = try #require(old.requests.first)
    #expect(request.method == "POST")
    #expect(request.host == "old.example")
    #expect(request.path == "/pay?x=1")
    #expect(request.record.status == 503)
    #expect(request.record.outcome == .overflow)
    #expect(request.record.requestBytes == 12)
    #expect(request.upstream == "pay")
    #expect(request.requestID == "id-1")
    #expect(request.client == "10.0.0.1")
  }

  @Test(
    "a SERVER span whose parent comes before it, after it, or in another document is none; one without is")
  func parents() throws {
    let text = [
      Self.document(service: "a", [Self.span("01", parent: "02", kind: "2")]),
      Self.document(
        service: "b", [Self.span("02", parent: nil, kind: "3"), Self.span("03", parent: "02", kind: "2")]),
      Self.document(
        service: "c", [Self.span("04", parent: "ff", kind: "2"), Self.span("05", parent: nil, kind: "1")]),
    ].joined(separator: "\n")
    let parsed = try ParsedText(.otlp, text)
    #expect(parsed.requests.map(\.upstream) == ["c"])
    #expect(parsed.requests.count == 1)
    #expect(parsed.verdicts.count { $0 == .noRequest(.otherSample) } == 4)
    #expect(parsed.numbers == [2, 2, 3, 1, 3])
  }

  @Test("a document in many lines has the number of the line where a span begins")
  func pretty() throws {
    let pretty = Self.otlp.replacing(",", with: ",\n  ").replacing("[", with: "[\n")
    let parsed = try ParsedText(.otlp, pretty)
    #expect(parsed.verdicts == [.record, .noRequest(.otherSample)])
    #expect(parsed.all[0].path == "/cart")
    let lines = pretty.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[parsed.numbers[0] - 1].contains("traceId"))
    #expect(lines[parsed.numbers[1] - 1].contains("traceId"))
  }

  @Test("times that are none, and an end before the start, are refused")
  func times() throws {
    for start in ["", "soon", "-5", "99999999999999999999999", "1700000000373456790"] {
      let text = Self.document(service: "a", [Self.span("01", parent: nil, kind: "2", start: start)])
      let verdict = try ParsedText(.otlp, text).verdicts.first
      #expect(verdict == (start.hasPrefix("17") ? .refused(.number) : .refused(.time)), "\(start)")
    }
  }

  static let entry =
    #"{"startedDateTime":"2024-05-26T11:42:52.123+02:00","time":120.5,"serverIPAddress":"10.0.0.9","#
    + #""request":{"method":"GET","url":"https:\/\/shop.example\/cart?a=1#top","bodySize":-1,"headers":[{"name":"Accept","value":"*"},{"name":"User-Agent","value":"Firefox"}]},"#
    + #""response":{"status":304,"bodySize":0,"content":{"size":3,"text":"[{\"log\":1}]"}},"#
    + #""timings":{"blocked":-1,"dns":-1,"connect":-1,"ssl":-1,"send":0.5,"wait":100.25,"receive":1}}"#
  static let har =
    #"{"log":{"version":"1.2","creator":{"name":"x","entries":[1]},"pages":[],"entries":["# + entry + ","
    + entry
    + "]}}"

  @Test("an entry of an archive tells every field; -1 is no time and no size")
  func archive() throws {
    let parsed = try ParsedText(.har, Self.har)
    #expect(parsed.verdicts == [.record, .record])
    let line = parsed.all[0]
    #expect(line.record.stamp == 1_716_716_572_123_000_000)
    #expect(line.record.resolution == 1_000_000)
    #expect(line.record.duration == 120_500_000)
    #expect(line.record.upstreamDuration == 100_250_000)
    #expect(line.record.requestBytes == nil)
    #expect(line.record.responseBytes == 0)
    #expect(line.record.status == 304)
    #expect(line.method == "GET")
    #expect(line.host == "shop.example")
    #expect(line.path == "/cart?a=1")
    #expect(line.userAgent == "Firefox")
    #expect(line.upstream == "10.0.0.9")
    let noWait = try ParsedText(.har, Self.har.replacing("100.25", with: "-1"))
    #expect(noWait.requests.first?.record.upstreamDuration == nil)
  }

  @Test("documents that are cut anywhere never give another request, and end with a unit that is refused")
  func cut() throws {
    for (format, text) in [(LogFormat.har, Self.har), (.otlp, Self.otlp)] {
      let bytes = Array(text.utf8)
      let whole = try ParsedText(format, text).requests.map(\.record.stamp)
      for length in 1..<bytes.count {
        let parsed = try ParsedText(format, Array(bytes[..<length]))
        #expect(whole.starts(with: parsed.requests.map(\.record.stamp)))
        #expect(parsed.verdicts.contains(.refused(.cut)), "\(format): \(length) bytes")
      }
    }
  }

  @Test("what is no JSON is refused line by line, and the next document is read again")
  func unsound() throws {
    let text =
      #"{"resourceSpans":[{]}"# + "\n" + Self.otlp + "\n" + #"{"resourceSpans" 1}"# + "\nnonsense\n"
      + Self.otlp
    #expect(
      try ParsedText(.otlp, text).verdicts == [
        .refused(.json), .record, .noRequest(.otherSample), .refused(.json), .refused(.json), .record,
        .noRequest(.otherSample),
      ])
  }
}
