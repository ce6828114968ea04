import Logs
import Testing

@Suite("recognition of JSON and CSV")
struct StructuredRecognitionTests {
  static let weir = "arrival,method,host,path\n0.5,GET,a.example,/\n0.75,GET,a.example,/\n"
  static let samples: [(LogFormat, String)] = [
    (.istioJSON, EnvoyJSONTests.istio), (.envoyGateway, EnvoyJSONTests.gateway),
    (.contour, EnvoyJSONTests.contour),
    (.traefik, ProxyJSONTests.traefik), (.caddy, ProxyJSONTests.caddy),
    (.caddy, "caddy  | " + ProxyJSONTests.caddy),
    (.gcp, ProxyJSONTests.gcp), (.gcp, "[\n" + ProxyJSONTests.gcp + "\n]"),
    (.vegetaCSV, LoadToolTests.vegetaCSV), (.vegetaJSON, LoadToolTests.vegetaJSON),
    (.k6CSV, LoadToolTests.k6CSV),
    (.k6JSON, LoadToolTests.k6JSON), (.otlp, SpanAndArchiveTests.otlp), (.har, SpanAndArchiveTests.har),
    (.weir, weir), (.weir, "arrival\n0\n"), (.rates, "period,count\n1998-04-30 21:30:00,2\n"),
    (.rates, "time;requests\n0;2\n"), (.csv, "arrival,colour\n0,red\n"), (.csv, "timestamp\tpath\n0\t/\n"),
    (.csv, "time,count,path\n0,1,/\n"), (.ndjson, #"{"timestamp": 0, "input_length": 6758}"#),
    (.ndjson, #"{"time":1700000000,"method":"GET","uri":"/"}"#),
    (.ndjson, #"[{"time":1700000000},{"time":1700000001}]"#),
    (
      .envoy,
      #"[2016-04-15T20:17:00.310Z] "GET / HTTP/2" 204 - 154 0 226 100 "-" "a" "id" "locations" "tcp://10.0.2.1:80""#
    ),
  ]

  @Test("each sample is recognised, also with a cut line at its end", arguments: samples)
  func recognised(_ format: LogFormat, _ text: String) {
    #expect(FormatRecognition.format(of: Array(text.utf8), LogOptions()) == format)
    guard format.form == .lines || format.form == .records else { return }
    let many = text.hasSuffix("\n") ? text : text + "\n" + text + "\n"
    #expect(FormatRecognition.format(of: Array((many + text.prefix(5)).utf8), LogOptions()) == format)
    #expect(
      FormatRecognition.format(of: Array(many.replacing("\n", with: "\r\n").utf8), LogOptions()) == format)
  }

  @Test("messages of a program between its requests leave its format what it is")
  func messages() {
    let message = #"{"level":"info","ts":1716723772.6,"logger":"tls","msg":"certificate expires"}"#
    let text = [message, message, message, ProxyJSONTests.caddy].joined(separator: "\n") + "\n"
    #expect(FormatRecognition.format(of: Array(text.utf8), LogOptions()) == .caddy)
  }

  @Test(
    "what is no log is not recognised",
    arguments: [
      "hello\nworld\n", "{}\n{}\n", "a,b\n1,2\n", "[]", "{\"log\":{}}", "\u{0}\u{1}\u{2}", "\"", "[[[[",
    ])
  func others(_ text: String) {
    #expect(FormatRecognition.format(of: Array(text.utf8), LogOptions()) == nil)
  }

  @Test("a column that is named makes a log of what was none")
  func maps() {
    var options = LogOptions()
    options.fieldMap = [.time: "when"]
    #expect(FormatRecognition.format(of: Array("when,what\n1700000000,x\n".utf8), options) == .csv)
    #expect(FormatRecognition.format(of: Array(#"{"when":1700000000}"#.utf8), options) == .ndjson)
  }
}
