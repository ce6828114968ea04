import Logs
import Testing

@Suite("Istio's default text")
struct IstioTextTests {
  private static let head = #"[2022-08-22T13:08:23.188Z] "GET /reviews/0?a=b HTTP/1.1" "#
  private static let texts =
    #""10.0.0.1,10.0.0.2" "curl "7.79"" "00bcf1d7-5cb0-4f4c-8f3f-9d9c34f0a5b1" "reviews:9080" "10.124.1.5:9080""#
  private static let line =
    head + #"200 - via_upstream - "-" 5 442 12 11 "# + texts
    + " outbound|9080||reviews.default.svc.cluster.local 10.124.2.6:50960 10.0.18.132:9080 10.124.2.6:52930 - default"

  @Test("a line tells what Envoy's does, and who wrote it")
  func fields() {
    let read = ReadText(Self.line, .istio)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 1_661_173_703_188_000_000)
    #expect(!read.record.isEnd)
    #expect(read.record.resolution == 1_000_000)
    #expect(read.method == "GET")
    #expect(read.path == "/reviews/0?a=b")
    #expect(read.host == "reviews:9080")
    #expect(read.upstream == "outbound|9080||reviews.default.svc.cluster.local")
    #expect(read.client == "10.0.0.1,10.0.0.2")
    #expect(read.userAgent == "curl \"7.79\"")
    #expect(read.requestID == "00bcf1d7-5cb0-4f4c-8f3f-9d9c34f0a5b1")
    #expect(read.record.status == 200)
    #expect(read.record.requestBytes == 5)
    #expect(read.record.responseBytes == 442)
    #expect(read.record.duration == 12_000_000)
    #expect(read.record.upstreamDuration == 11_000_000)
    #expect(read.record.outcome == .ok)
    #expect(!read.record.isServerSide)
  }

  @Test("the proxy in front of the server is known by its cluster")
  func serverSide() {
    #expect(
      ReadText(
        Self.line.replacing("outbound|9080||reviews.default.svc.cluster.local", with: "inbound|9080||"),
        .istio
      ).record.isServerSide)
  }

  @Test("what Envoy answered by itself has no time of an upstream")
  func local() {
    let read = ReadText(
      Self.head
        + #"503 UF upstream_reset_before_response_started{connection_failure} - "TLS_error: "x" y" 0 91 0 - "-" "-" "id" "a" "-" "#
        + "outbound|80||a - 10.0.0.1:80 10.0.0.2:1 - -", .istio)
    #expect(read.verdict == .record)
    #expect(read.record.outcome == .upstreamFailure)
    #expect(read.record.status == 503)
    #expect(read.record.upstreamDuration == nil)
    #expect(read.record.duration == 0)
    #expect(read.upstream == "outbound|80||a")
    #expect(read.client == "")
    #expect(read.userAgent == "")
    let gone = ReadText(Self.line.replacing("200 - via", with: "0 DC via"), .istio)
    #expect(gone.record.status == nil)
    #expect(gone.record.outcome == .clientAbort)
  }

  @Test("a connection of TCP is no request")
  func connections() {
    let line = Self.line.replacing("GET /reviews/0?a=b HTTP/1.1", with: "- - -").replacing(
      "200 - via", with: "0 - via")
    #expect(ReadText(line, .istio).verdict == .noRequest(.connection))
  }

  @Test("numbers that are none or too large are refused, and Envoy's own text is another format")
  func others() {
    #expect(
      ReadText(Self.line.replacing(" 442 ", with: " 9999999999999999999 "), .istio).verdict
        == .refused(.number))
    #expect(
      ReadText(Self.line.replacing(" 12 11 ", with: " 99999999999999 11 "), .istio).verdict
        == .refused(.number))
    #expect(ReadText(Self.head + "200 - 5 442 12 11 " + Self.texts, .istio).verdict == .refused(.format))
    #expect(ReadText(Self.line, .envoy).verdict == .refused(.number))
  }

  @Test("a line that is cut anywhere is refused, except in the name of its route")
  func cut() {
    expectCuts(Self.line, .istio, sound: Self.line.utf8.count - "efault".utf8.count)
    expectSurvival(Self.line, .istio)
  }
}
