import Logs
import Testing

@Suite("JSON of Traefik, Caddy and Google Cloud")
struct ProxyJSONTests {
  static let traefik =
    #"{"ClientAddr":"10.42.0.1:41200","ClientHost":"10.42.0.1","ClientPort":"41200","ClientUsername":"-","#
    + #""DownstreamContentSize":12,"DownstreamStatus":200,"Duration":1523456,"OriginContentSize":12,"#
    + #""OriginDuration":1400001,"OriginStatus":200,"Overhead":123455,"RequestAddr":"shop.example:8000","#
    + #""RequestContentSize":3,"RequestCount":7,"RequestHost":"shop.example","RequestMethod":"GET","#
    + #""RequestPath":"/a?b=1\u0026c=\u003c2\u003e","RequestPort":"8000","RequestProtocol":"HTTP/1.1","RetryAttempts":1,"#
    + #""RouterName":"httproute-default-shop-gw-default-gw-ep-web-0-abc@kubernetesgateway","#
    + #""ServiceAddr":"10.42.0.9:80","ServiceName":"default-shop-80@kubernetes","#
    + #""ServiceURL":{"Scheme":"http","Opaque":"","User":null,"Host":"10.42.0.9:80","Path":""},"#
    + #""StartLocal":"2024-05-26T13:42:52.123456789+02:00","StartUTC":"2024-05-26T11:42:52.123456789Z","#
    + #""entryPointName":"web","level":"info","msg":"","time":"2024-05-26T11:42:53Z"}"#

  @Test("Traefik's line tells every field: durations are nanoseconds, the time of writing is not read")
  func traefikFields() throws {
    let line = try #require(try ParsedText(.traefik, Self.traefik).requests.first)
    #expect(line.record.stamp == 1_716_723_772_123_456_789)
    #expect(line.record.resolution == 1)
    #expect(!line.record.isEnd)
    #expect(line.record.duration == 1_523_456)
    #expect(line.record.upstreamDuration == 1_400_001)
    #expect(line.record.attempts == 2)
    #expect(line.method == "GET")
    #expect(line.host == "shop.example")
    #expect(line.path == "/a?b=1&c=<2>")
    #expect(line.record.status == 200)
    #expect(line.record.requestBytes == 3)
    #expect(line.record.responseBytes == 12)
    #expect(line.upstream == "default-shop-80@kubernetes")
    #expect(line.client == "10.42.0.1")
    #expect(line.record.outcome == .ok)
  }

  @Test("Traefik's service may be an object or a string, and its own answers have no upstream's time")
  func traefikVariants() throws {
    let nameless = Self.traefik.replacing(#""ServiceName":"default-shop-80@kubernetes","#, with: "")
      .replacing(#""ServiceAddr":"10.42.0.9:80","#, with: "")
    #expect(try ParsedText(.traefik, nameless).requests.first?.upstream == "10.42.0.9:80")
    let object = #"{"Scheme":"http","Opaque":"","User":null,"Host":"10.42.0.9:80","Path":""}"#
    let string = nameless.replacing(object, with: #""http://10.42.0.9:80""#)
    #expect(try ParsedText(.traefik, string).requests.first?.upstream == "http://10.42.0.9:80")
    let limited = Self.traefik.replacing(#""OriginStatus":200,"#, with: "")
      .replacing(#""OriginDuration":1400001,"#, with: "")
      .replacing(#""DownstreamStatus":200"#, with: #""DownstreamStatus":429"#)
    let line = try #require(try ParsedText(.traefik, limited).requests.first)
    #expect(line.record.outcome == .rateLimited)
    #expect(line.record.upstreamDuration == nil)
    #expect(line.record.attempts == nil)
    let gone = Self.traefik.replacing(#""DownstreamStatus":200"#, with: #""DownstreamStatus":499"#)
    #expect(try ParsedText(.traefik, gone).requests.first?.record.outcome == .clientAbort)
    let message = #"{"level":"error","msg":"no certificate","time":"2024-05-26T11:42:53Z"}"#
    #expect(try ParsedText(.traefik, message).verdicts == [.noRequest(.message)])
  }

  static let caddy =
    #"{"level":"info","ts":1716723772.6014807,"logger":"http.log.access.log17","msg":"handled request","#
    + #""request":{"remote_ip":"10.5.1.1","remote_port":"38574","client_ip":"10.10.10.117","proto":"HTTP/2.0","#
    + #""method":"GET","host":"mirrors.example:400","uri":"/gentoo?x=1","headers":{"Accept":["*/*"],"#
    + #""User-Agent":["an \"agent\" \ud83d\ude00"]}},"bytes_read":4,"user_id":"","duration":0.017557019,"size":3768,"#
    + #""status":200,"resp_headers":{"Server":["Caddy"],"Etag":["\"cacq4\""]}}"#

  @Test("Caddy's line tells every field; its stamp is the end and is read as the decimal that it is")
  func caddyFields() throws {
    let line = try #require(try ParsedText(.caddy, Self.caddy).requests.first)
    #expect(line.record.stamp == 1_716_723_772_601_480_700)
    #expect(line.record.resolution == 100)
    #expect(line.record.isEnd)
    #expect(line.arrival == 1_716_723_772_583_923_681)
    #expect(line.record.duration == 17_557_019)
    #expect(line.method == "GET")
    #expect(line.host == "mirrors.example:400")
    #expect(line.path == "/gentoo?x=1")
    #expect(line.record.status == 200)
    #expect(line.record.requestBytes == 4)
    #expect(line.record.responseBytes == 3768)
    #expect(line.client == "10.10.10.117")
    #expect(line.userAgent == "an \"agent\" \u{1F600}")
  }

  @Test("Caddy's stamps may be milliseconds or dates, and its lines may have the prefix of a container")
  func caddyVariants() throws {
    for stamp in ["1716723772601.4807", #""2024-05-26T11:42:52.6014807Z""#, "1716723772601480700"] {
      let text = "caddy  | " + Self.caddy.replacing("1716723772.6014807", with: stamp)
      let line = try #require(try ParsedText(.caddy, text).requests.first, "\(stamp)")
      #expect(line.record.stamp == 1_716_723_772_601_480_700)
      #expect(line.host == "mirrors.example:400")
    }
    let old = #""remote_addr":"[2001:db8::17]:5000""#
    let addresses = #""remote_ip":"10.5.1.1","remote_port":"38574","client_ip":"10.10.10.117""#
    let first = try #require(
      try ParsedText(.caddy, Self.caddy.replacing(addresses, with: old)).requests.first)
    #expect(first.client == "2001:db8::17")
    let bare = Self.caddy.replacing(addresses, with: #""remote_ip":"2001:db8::17""#)
    #expect(try ParsedText(.caddy, bare).requests.first?.client == "2001:db8::17")
    let message = #"{"level":"warn","ts":1716723772.6,"logger":"tls","msg":"certificate expires"}"#
    #expect(try ParsedText(.caddy, "caddy-1 | " + message).verdicts == [.noRequest(.message)])
    #expect(try ParsedText(.caddy, "caddy-1 > " + message).verdicts == [.refused(.format)])
  }

  static let gcp =
    #"{"httpRequest":{"latency":"0.058927s","remoteIp":"203.0.113.7","requestMethod":"GET","requestSize":"257","#
    + #""requestUrl":"https://shop.example:443/cart?id=1\u0026x=2","responseSize":"1024","serverIp":"10.0.0.2","#
    + #""status":200,"userAgent":"curl/8"},"insertId":"1abc","jsonPayload":{"@type":"type.example/LoadBalancerLogEntry","#
    + #""statusDetails":"response_sent_by_backend"},"logName":"projects/p/logs/requests","#
    + #""receiveTimestamp":"2024-01-02T03:04:06Z","resource":{"labels":{"backend_service_name":"shop-backend","#
    + #""url_map_name":"m"},"type":"http_load_balancer"},"severity":"INFO","timestamp":"2024-01-02T03:04:05.123456Z","#
    + #""trace":"projects/p/traces/t"}"#

  @Test("an entry of Google Cloud tells every field, with strings for numbers and a full URL")
  func gcpFields() throws {
    let line = try #require(try ParsedText(.gcp, Self.gcp).requests.first)
    #expect(line.record.stamp == 1_704_164_645_123_456_000)
    #expect(line.record.resolution == 1000)
    #expect(line.record.duration == 58_927_000)
    #expect(line.method == "GET")
    #expect(line.host == "shop.example:443")
    #expect(line.path == "/cart?id=1&x=2")
    #expect(line.record.status == 200)
    #expect(line.record.requestBytes == 257)
    #expect(line.record.responseBytes == 1024)
    #expect(line.upstream == "shop-backend")
    #expect(line.client == "203.0.113.7")
    #expect(line.userAgent == "curl/8")
    #expect(line.requestID == "1abc")
    #expect(line.record.outcome == .ok)
  }

  @Test(
    "details of Google Cloud say how a request ended",
    arguments: [
      ("client_disconnected_before_any_response", LogOutcome.clientAbort), ("backend_timeout", .timeout),
      ("failed_to_pick_backend", .noHealthyHost), ("failed_to_connect_to_backend", .upstreamFailure),
      ("backend_connection_closed_before_data_sent_to_client", .upstreamFailure),
      ("denied_by_security_policy", .localReply), ("fault_filter_abort", .injectedFault),
      ("something_new", .ok),
    ])
  func gcpDetails(_ details: String, _ outcome: LogOutcome) throws {
    let text = Self.gcp.replacing("response_sent_by_backend", with: details)
    #expect(try ParsedText(.gcp, text).requests.first?.record.outcome == outcome)
  }

  @Test("entries may be lines or the elements of an array, written in many lines")
  func gcpArray() throws {
    let pretty = Self.gcp.replacing(",\"", with: ",\n    \"")
    let text = "\u{FEFF}\n[\n  \(pretty),\n  \(pretty)\n]\n"
    let parsed = try ParsedText(.gcp, text)
    #expect(parsed.verdicts == [.record, .record])
    #expect(parsed.all[1].path == "/cart?id=1&x=2")
    let lines = pretty.split(separator: "\n").count
    #expect(parsed.numbers == [3, 3 + lines])
    #expect(try ParsedText(.gcp, Self.gcp + "\n" + Self.gcp).verdicts == [.record, .record])
    let other = #"{"insertId":"x","timestamp":"2024-01-02T03:04:05Z","textPayload":"hello"}"#
    #expect(try ParsedText(.gcp, other).verdicts == [.noRequest(.message)])
    #expect(
      try ParsedText(.gcp, Self.gcp.replacing("0.058927s", with: "soon")).verdicts == [.refused(.number)])
  }
}
