import Logs
import Testing

@Suite("Recognition of formats")
struct FormatRecognitionTests {
  private static let combined =
    #"10.1.2.3 - - [10/Oct/2000:13:55:36 +0000] "GET /a HTTP/1.1" 200 150 "-" "curl/7.0""#
  private static let envoy = #"[2022-08-22T13:08:23.188Z] "GET /a HTTP/1.1" 200 - "#
  private static let texts = #"0 442 12 11 "-" "curl" "00bcf1d7" "reviews:9080" "10.124.1.5:9080""#
  private static let balanced =
    #"lb 192.0.2.1:2817 10.0.0.1:80 0.1 0.2 0.1 200 200 0 29 "GET http://a:80/ HTTP/1.1" "curl/7" - -"#

  /// A line of each format that is told apart by its lines.
  static let samples: [(LogFormat, String)] = [
    (.envoy, envoy + texts),
    (
      .istio,
      envoy + #"via_upstream - "-" "# + texts + " outbound|9080||a 1.1.1.1:1 1.1.1.1:2 1.1.1.1:3 - default"
    ),
    (.ingressNginx, combined + " 87 0.003 [shop-cart-80] [] 10.0.0.1:8080 150 0.002 200 6b1d"),
    (.traefikCLF, combined + #" 17 "web@file" "http://10.0.0.1:80" 3ms"#),
    (.nginx, combined),
    (.nginx, combined + " 0.003"),
    (.nginx, combined + " \"-\""),
    (.clf, #"10.1.2.3 - - [10/Oct/2000:13:55:36 +0000] "GET /a HTTP/1.1" 200 150"#),
    (
      .haproxy,
      #"10.0.1.2:33317 [06/Feb/2009:12:14:14.655] in b/s 0/0/1/2/3 200 2750 - - ---- 1/1/1/1/0 0/0 "GET / HTTP/1.1""#
    ),
    (.alb, "http 2018-07-02T22:23:00.186641Z \(balanced) arn \"Root=1\""),
    (.elb, "2018-07-02T22:23:00.186641Z \(balanced)"),
    (.cloudfront, "#Fields: date time cs-method cs-uri-stem\n2019-12-04\t21:02:31\tGET\t/x"),
  ]

  /// The formats of text.
  static let formats: [LogFormat] = [
    .envoy, .istio, .ingressNginx, .traefikCLF, .nginx, .apache, .clf, .haproxy, .alb, .elb, .cloudfront,
  ]

  @Test("each format is told from every other", arguments: samples)
  func eachFormat(_ format: LogFormat, _ line: String) {
    // Of several lines the last one may be cut off, and does not count unless it has an end.
    for end in format == .cloudfront ? ["\n"] : ["", "\n"] {
      #expect(FormatRecognition.format(of: Array((line + end).utf8), LogOptions()) == format)
    }
  }

  @Test(
    "only the combined format, which may have any end, and which NGINX and Apache share, reads what is another format",
    arguments: formats)
  func otherFormats(_ format: LogFormat) {
    let isCombined = format == .nginx || format == .apache
    for (other, sample) in Self.samples where other != format {
      let isRead = sample.split(separator: "\n").contains { ReadText(String($0), format).verdict == .record }
      #expect(isRead == (isCombined && [.nginx, .ingressNginx, .traefikCLF].contains(other)), "\(sample)")
    }
  }

  @Test("a line in ten that is cut does not make a format another one that asks for less")
  func cut() throws {
    let line = try #require(Self.samples.first { $0.0 == .ingressNginx }).1
    let lines = Array(repeating: line, count: 19) + [String(line.dropLast(20)), line]
    #expect(ReadText(lines[19], .nginx).verdict == .record)
    #expect(
      FormatRecognition.format(of: Array(lines.joined(separator: "\n").utf8), LogOptions()) == .ingressNginx)
  }

  @Test(
    "no format of text reads a line of the real logs that are JSON or CSV",
    .enabled(if: RealLogs.areThere, "the logs are not there"),
    arguments: [
      "caddy_sample.jsonl", "mooncake_conversation_1h.jsonl.gz", "azure_llm_code_2023-11-16.csv.gz",
      "azure_functions_2021_200.csv", "nasa_http_1995-07-01_10k.tsv.gz", "worldcup98_per_minute_88d.csv.gz",
      "nezha_trainticket_gateway_requests_2023-01-29_30.csv.gz",
    ])
  func realLogs(_ name: String) throws {
    for line in try RealLogs.lines(name).prefix(100) {
      for format in Self.formats { #expect(ReadText(line, format).verdict != .record) }
    }
  }

  @Test("stamps that never go back are NGINX's, which writes at the end, and others Apache's, which do not")
  func order() {
    func recognised(_ seconds: [Int]) -> LogFormat? {
      let lines = seconds.map { Self.combined.replacing(":36 +", with: ":\($0) +") }
      return FormatRecognition.format(of: Array(lines.joined(separator: "\n").utf8), LogOptions())
    }
    #expect(recognised([10, 10, 11, 15, 15, 20, 31]) == .nginx)
    #expect(recognised([10, 11, 10, 15, 15, 20, 31]) == .apache)
  }

  @Test(
    "text that is no log is in no format",
    arguments: ["", "\n\n", "hello\nworld", "{}", "a,b,c\n1,2,3", "\u{0}\u{1}"])
  func noLog(_ text: String) {
    #expect(FormatRecognition.format(of: Array(text.utf8), LogOptions()) == nil)
  }
}
