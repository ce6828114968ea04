import Logs
import Testing

@Suite("Envoy's JSON of Istio, Envoy Gateway and Contour")
struct EnvoyJSONTests {
  static let istio =
    #"{"authority":"reviews:9080","bytes_received":17,"bytes_sent":442,"connection_termination_details":null,"#
    + #""downstream_local_address":"10.0.18.132:9080","downstream_remote_address":"10.124.2.6:52930","#
    + #""duration":14,"method":"GET","path":"/reviews/0?a=1\u0026b=2","protocol":"HTTP/1.1","#
    + #""request_id":"00bcf1d7","requested_server_name":null,"response_code":200,"response_code_details":"via_upstream","#
    + #""response_flags":"-","route_name":"default","start_time":"2022-08-22T13:08:23.188Z","#
    + #""upstream_cluster":"outbound|9080||reviews.default.svc.cluster.local","upstream_host":"10.124.1.5:9080","#
    + #""upstream_local_address":"10.124.2.6:50960","upstream_service_time":"12","user_agent":"curl/7.79.1","#
    + #""upstream_transport_failure_reason":null,"x_forwarded_for":null}"#

  static let gateway =
    #"{"start_time":"2024-03-01T10:00:00.005Z","method":"POST","x-envoy-origin-path":"/cart?x=1","#
    + #""protocol":"HTTP/2","response_code":"504","response_flags":"UT","response_code_details":"response_timeout","#
    + #""connection_termination_details":"-","upstream_transport_failure_reason":"-","bytes_received":"5","#
    + #""bytes_sent":"24","duration":"1000","x-envoy-upstream-service-time":"-","x-forwarded-for":"10.1.1.1","#
    + #""user-agent":"curl/8","x-request-id":"abc",":authority":"shop.example","upstream_host":"10.2.2.2:80","#
    + #""upstream_cluster":"httproute/default/shop/rule/0","upstream_local_address":"-","#
    + #""downstream_local_address":"10.0.0.1:10080","downstream_remote_address":"10.1.1.1:5555","#
    + #""requested_server_name":"-","route_name":"httproute/default/shop/rule/0/match/0/shop_example"}"#

  static let contour =
    #"{"@timestamp":"2021-05-01T00:00:01.002Z","authority":"example.com","bytes_received":0,"bytes_sent":9,"#
    + #""duration":3,"grpc_status":null,"grpc_status_number":null,"method":"GET","path":"/","protocol":"HTTP/1.1","#
    + #""request_id":"r","response_code":503,"response_flags":"UO","upstream_cluster":"default/kuard/80/da39a3ee5e","#
    + #""upstream_host":"10.1.1.2:8080","upstream_service_time":null,"user_agent":"curl","x_forwarded_for":"172.18.0.1"}"#

  @Test("Istio's line tells every field, also the upstream's time that is a string")
  func istioFields() throws {
    let line = try #require(try ParsedText(.istioJSON, Self.istio).requests.first)
    #expect(line.record.stamp == 1_661_173_703_188_000_000)
    #expect(line.record.resolution == 1_000_000)
    #expect(!line.record.isEnd)
    #expect(line.record.duration == 14_000_000)
    #expect(line.record.upstreamDuration == 12_000_000)
    #expect(line.method == "GET")
    #expect(line.host == "reviews:9080")
    #expect(line.path == "/reviews/0?a=1&b=2")
    #expect(line.record.status == 200)
    #expect(line.record.requestBytes == 17)
    #expect(line.record.responseBytes == 442)
    #expect(line.upstream == "outbound|9080||reviews.default.svc.cluster.local")
    #expect(line.client == "10.124.2.6")
    #expect(line.userAgent == "curl/7.79.1")
    #expect(line.requestID == "00bcf1d7")
    #expect(line.record.outcome == .ok)
    #expect(!line.record.isServerSide)
  }

  @Test("a cluster inbound|… is that of the server's own proxy, and null, - and 0 are no values")
  func istioAbsent() throws {
    let text = Self.istio.replacing("outbound|", with: "inbound|").replacing(#""12""#, with: "null")
      .replacing(#""response_code":200"#, with: #""response_code":0"#)
      .replacing(#""response_flags":"-""#, with: #""response_flags":"DC""#)
    let line = try #require(try ParsedText(.istioJSON, text).requests.first)
    #expect(line.record.isServerSide)
    #expect(line.record.upstreamDuration == nil)
    #expect(line.record.status == nil)
    #expect(line.record.outcome == .clientAbort)
    let dash = try ParsedText(.istioJSON, Self.istio.replacing(#""12""#, with: #""-""#))
    #expect(dash.requests.first?.record.upstreamDuration == nil)
  }

  @Test("Envoy Gateway's line tells every field, all of them strings")
  func gatewayFields() throws {
    let line = try #require(try ParsedText(.envoyGateway, Self.gateway).requests.first)
    #expect(line.record.stamp == 1_709_287_200_005_000_000)
    #expect(line.record.duration == 1_000_000_000)
    #expect(line.record.upstreamDuration == nil)
    #expect(line.method == "POST")
    #expect(line.host == "shop.example")
    #expect(line.path == "/cart?x=1")
    #expect(line.record.status == 504)
    #expect(line.record.requestBytes == 5)
    #expect(line.record.responseBytes == 24)
    #expect(line.upstream == "httproute/default/shop/rule/0")
    #expect(line.client == "10.1.1.1")
    #expect(line.userAgent == "curl/8")
    #expect(line.requestID == "abc")
    #expect(line.record.outcome == .timeout)
  }

  @Test("quotes that Envoy Gateway does not escape hide nothing behind them")
  func unescaped() throws {
    for agent in [#"a "quoted" agent"#, #"ends in a backslash\"#, #"{"a":"b"}"#, #"",""#, #"\"#] {
      let text = Self.gateway.replacing("curl/8", with: agent)
      let line = try #require(try ParsedText(.envoyGateway, text).requests.first, "\(agent)")
      #expect(line.userAgent == agent)
      #expect(line.requestID == "abc")
      #expect(line.host == "shop.example")
      #expect(line.upstream == "httproute/default/shop/rule/0")
    }
  }

  @Test("a connection that no filter chain matches is no request")
  func connections() throws {
    let gateway = Self.gateway.replacing(#""POST""#, with: #""-""#).replacing(#""/cart?x=1""#, with: #""-""#)
      .replacing(#""UT""#, with: #""NR""#)
    #expect(try ParsedText(.envoyGateway, gateway).verdicts == [.noRequest(.connection)])
    let istio = Self.istio.replacing(#""GET""#, with: "null")
      .replacing(#""/reviews/0?a=1\u0026b=2""#, with: "null")
    #expect(try ParsedText(.istioJSON, istio).verdicts == [.noRequest(.connection)])
  }

  @Test("Contour's line tells every field")
  func contourFields() throws {
    let line = try #require(try ParsedText(.contour, Self.contour).requests.first)
    #expect(line.record.stamp == 1_619_827_201_002_000_000)
    #expect(line.record.duration == 3_000_000)
    #expect(line.host == "example.com")
    #expect(line.path == "/")
    #expect(line.record.status == 503)
    #expect(line.record.outcome == .overflow)
    #expect(line.upstream == "default/kuard/80/da39a3ee5e")
    #expect(line.client == "172.18.0.1")
  }

  @Test("messages of the program, blank lines and text between the lines are told apart")
  func others() throws {
    let text = [
      #"{"level":"info","time":"2022-08-22T13:08:23.188Z","msg":"ready"}"#, "",
      "2022-08-22T13:08:23Z info ready",
      Self.istio, "  ",
    ].joined(separator: "\n")
    #expect(
      try ParsedText(.istioJSON, text).verdicts == [
        .noRequest(.message), .noRequest(.blank), .refused(.format), .record, .noRequest(.blank),
      ])
  }

  @Test("a line that is cut anywhere is refused, and never read as another request")
  func cut() throws {
    for (format, text) in [
      (LogFormat.istioJSON, Self.istio), (.envoyGateway, Self.gateway), (.contour, Self.contour),
    ] {
      let bytes = Array(text.utf8)
      for length in 1..<bytes.count {
        let verdicts = try ParsedText(format, Array(bytes[..<length])).verdicts
        #expect(verdicts == [.refused(.cut)], "\(format): \(length) bytes")
      }
    }
  }

  @Test("numbers and times that are none are refused for that reason")
  func numbers() throws {
    func verdicts(_ old: String, _ new: String) throws -> [LineVerdict] {
      try ParsedText(.istioJSON, Self.istio.replacing(old, with: new)).verdicts
    }
    #expect(try verdicts(#""duration":14"#, #""duration":-14"#) == [.refused(.number)])
    #expect(try verdicts(#""duration":14"#, #""duration":"x""#) == [.refused(.number)])
    #expect(
      try verdicts(#""duration":14"#, #""duration":1"# + String(repeating: "0", count: 400))
        == [.refused(.number)])
    #expect(try verdicts(#""duration":14"#, #""duration":1e400"#) == [.refused(.number)])
    #expect(try verdicts(#""duration":14"#, #""duration":14x"#) == [.refused(.json)])
    #expect(try verdicts(#"_code":200"#, #"_code":1200"#) == [.refused(.number)])
    #expect(try verdicts("2022-08-22T", "2022-02-30T") == [.refused(.time)])
    #expect(try verdicts("2022-08-22T", "2322-02-03T") == [.refused(.time)])
    #expect(try verdicts("\"start_time\"", "\"started\"") == [.refused(.format)])
  }
}
