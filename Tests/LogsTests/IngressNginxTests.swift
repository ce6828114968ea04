import Logs
import Testing

@Suite("ingress-nginx's default text")
struct IngressNginxTests {
  private static let head =
    #"10.1.2.3 - - [10/Oct/2000:13:55:36 +0000] "GET /cart?x=1 HTTP/1.1" 200 150 "-" "curl/7.0" 87 "#
  private static let id = " 6b1d4d1c7b7a45eb9e4c4c9dfd0a4d1b"
  private static let line = head + "0.003 [shop-cart-80] [] 10.0.0.1:8080 150 0.002 200" + id

  private func read(_ tail: String) -> ReadText { ReadText(Self.head + tail + Self.id, .ingressNginx) }

  @Test("a line tells the duration, the upstream and the identity, and its stamp is the end")
  func fields() {
    let read = ReadText(Self.line, .ingressNginx)
    #expect(read.verdict == .record)
    #expect(read.record.stamp == 971_186_136_000_000_000)
    #expect(read.record.isEnd)
    #expect(read.record.resolution == 1_000_000_000)
    #expect(read.client == "10.1.2.3")
    #expect(read.method == "GET")
    #expect(read.path == "/cart?x=1")
    #expect(read.userAgent == "curl/7.0")
    #expect(read.record.requestBytes == 87)
    #expect(read.record.responseBytes == 150)
    #expect(read.record.duration == 3_000_000)
    #expect(read.record.upstreamDuration == 2_000_000)
    #expect(read.upstream == "shop-cart-80")
    #expect(read.record.attempts == 1)
    #expect(read.requestID == "6b1d4d1c7b7a45eb9e4c4c9dfd0a4d1b")
    #expect(read.record.outcome == .ok)
  }

  @Test("lists have an item for each attempt, whose times add up, and the upstream has a name")
  func lists() {
    let retried = read(
      "1.060 [a-b-80] [] 10.0.0.1:80, 10.0.0.2:80 0, 150 1.000, 0.050 502, 200")
    #expect(retried.verdict == .record)
    #expect(retried.record.attempts == 2)
    #expect(retried.upstream == "a-b-80")
    #expect(retried.record.upstreamDuration == 1_050_000_000)
    let redirected = read(
      "1.060 [a-b-80] [x] 10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80 0, - : 9 0.1, - : 0.2 502, - : 200")
    #expect(redirected.verdict == .record)
    #expect(redirected.record.attempts == 3)
    #expect(redirected.upstream == "a-b-80")
    #expect(redirected.record.upstreamDuration == 300_000_000)
  }

  @Test("what was never proxied has no upstream and no attempts, and the proxy answered it")
  func local() {
    let read = self.read("0.000 [] [] - - - -")
    #expect(read.verdict == .record)
    #expect(read.record.attempts == 0)
    #expect(read.upstream == "")
    #expect(read.record.upstreamDuration == nil)
    #expect(read.record.duration == 0)
    #expect(read.record.outcome == .localReply)
  }

  @Test("an upstream's time that rounding makes longer than the whole is as long as the whole")
  func rounding() {
    let read = self.read("0.001 [a-b-80] [] 10.0.0.1:80 150 0.002 200")
    #expect(read.record.upstreamDuration == 1_000_000)
  }

  @Test("the address may stand once more in brackets, and upstreams may be those of IPv6 or sockets")
  func variants() {
    let old = Self.line.replacing("10.1.2.3 - - ", with: "10.1.2.3 - [10.1.2.3] - - ")
    #expect(ReadText(old, .ingressNginx).request == ReadText(Self.line, .ingressNginx).request)
    #expect(read("0.1 [] [] [::1]:80, unix:/run/x 1, 2 0.1, 0.2 502, 200").upstream == "unix:/run/x")
  }

  @Test("numbers that are none or too large are refused")
  func numbers() {
    #expect(read("x [a] [] - - - -").verdict == .refused(.number))
    #expect(read("99999999999 [a] [] - - - -").verdict == .refused(.number))
    #expect(read("0.1 [a] [] a:1 1 x 200").verdict == .refused(.number))
    #expect(read("0.1 [a] [] a:1, b:1 1, 1 2305843009, 2305843009 200, 200").verdict == .refused(.number))
  }

  @Test("a line that is cut anywhere is refused, except in the identity, which may be as short")
  func cut() {
    expectCuts(Self.line, .ingressNginx, sound: Self.line.utf8.count - Self.id.utf8.count + 2)
    expectSurvival(Self.line, .ingressNginx)
    // A line with a third of its attempts is no request.
    expectCuts(
      Self.head + "1.060 [a-b-80] [] a:1, b:1 : c:1 0, - : 9 0.1, - : 0.2 502, - : 200 x", .ingressNginx)
  }
}
