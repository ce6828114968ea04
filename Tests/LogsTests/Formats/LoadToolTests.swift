import Logs
import Testing

@Suite("results of load tools")
struct LoadToolTests {
  static let vegetaCSV =
    "1700000000123456789,200,4500000,10,512,,aGVsbG8=,attack,0\n"
    + #"1700000000223456789,0,30000000000,0,0,"Get ""http://x"": context deadline exceeded",,attack,1,GET,http://shop.example/a?b,e30="#
    + "\n1700000000323456789,0,1000,0,0,connection refused,,attack,2,GET,http://shop.example,\n"

  @Test("vegeta's rows have no header; newer ones end with method and URL, and code 0 is no status")
  func vegetaRows() throws {
    let parsed = try ParsedText(.vegetaCSV, Self.vegetaCSV)
    #expect(parsed.verdicts == [.record, .record, .record])
    #expect(parsed.all[0].record.stamp == 1_700_000_000_123_456_789)
    #expect(parsed.all[0].record.status == 200)
    #expect(parsed.all[0].record.duration == 4_500_000)
    #expect(parsed.all[0].record.requestBytes == 10)
    #expect(parsed.all[0].record.responseBytes == 512)
    #expect(parsed.all[1].record.status == nil)
    #expect(parsed.all[1].record.outcome == .timeout)
    #expect(parsed.all[1].method == "GET")
    #expect(parsed.all[1].host == "shop.example")
    #expect(parsed.all[1].path == "/a?b")
    #expect(parsed.all[2].record.outcome == .upstreamFailure)
    #expect(parsed.all[2].path == "/")
    #expect(try ParsedText(.vegetaCSV, "1700000000123456789,200,4500000").verdicts == [.refused(.cut)])
    #expect(
      try ParsedText(.vegetaCSV, "1700000000123456789,200,fast,1,1,,,a,0").verdicts == [.refused(.number)])
    #expect(try ParsedText(.vegetaCSV, "a,b,c,d,e,f,g,h,i").verdicts == [.refused(.format)])
  }

  static let vegetaJSON =
    #"{"attack":"","seq":0,"code":200,"timestamp":"2023-11-14T22:13:20.123456789+01:00","latency":4500000,"#
    + #""bytes_out":10,"bytes_in":512,"error":"","body":"aGVsbG8=","method":"POST","url":"http://shop.example/a\u0026b","headers":null}"#

  @Test("vegeta's objects tell the same")
  func vegetaObjects() throws {
    let line = try #require(try ParsedText(.vegetaJSON, Self.vegetaJSON).requests.first)
    #expect(line.record.stamp == 1_699_996_400_123_456_789)
    #expect(line.record.duration == 4_500_000)
    #expect(line.record.status == 200)
    #expect(line.record.requestBytes == 10)
    #expect(line.record.responseBytes == 512)
    #expect(line.method == "POST")
    #expect(line.host == "shop.example")
    #expect(line.path == "/a&b")
    let failed = Self.vegetaJSON.replacing(#""code":200"#, with: #""code":0"#)
      .replacing(#""error":"""#, with: #""error":"net/http: timeout awaiting response headers""#)
    let failure = try #require(try ParsedText(.vegetaJSON, failed).requests.first)
    #expect(failure.record.status == nil)
    #expect(failure.record.outcome == .timeout)
  }

  static let k6CSV =
    "metric_name,timestamp,metric_value,check,error,error_code,group,method,name,proto,scenario,status,subproto,tls_version,url,extra_tags\n"
    + "http_reqs,1700000010,1.000000,,,,,GET,http://shop.example/a,HTTP/1.1,default,200,,,http://shop.example/a,\n"
    + "http_req_duration,1700000010,1500.250000,,,,,GET,http://shop.example/a,HTTP/1.1,default,200,,,http://shop.example/a,\n"
    + "http_req_duration,1700000011,60000.5,,request timeout,1050,,GET,http://shop.example/b,,default,0,,,http://shop.example/b,\n"

  @Test("of k6's samples those of the duration are requests, stamped at their end")
  func k6Rows() throws {
    let parsed = try ParsedText(.k6CSV, Self.k6CSV)
    #expect(parsed.verdicts == [.noRequest(.header), .noRequest(.otherSample), .record, .record])
    let line = parsed.all[2]
    #expect(line.record.resolution == 1_000_000_000)
    #expect(line.arrival == 1_700_000_008_499_750_000)
    #expect(line.record.duration == 1_500_250_000)
    #expect(line.record.status == 200)
    #expect(line.method == "GET")
    #expect(line.host == "shop.example")
    #expect(line.path == "/a")
    #expect(parsed.all[3].record.status == nil)
    #expect(parsed.all[3].record.outcome == .timeout)
    let nanoseconds = try ParsedText(
      .k6CSV, Self.k6CSV.replacing("1700000010,", with: "1700000010000000001,"))
    #expect(nanoseconds.all[2].record.stamp == 1_700_000_010_000_000_001)
  }

  static let k6JSON = [
    #"{"type":"Metric","data":{"name":"http_req_duration","type":"trend"},"metric":"http_req_duration"}"#,
    #"{"metric":"http_reqs","type":"Point","data":{"time":"2023-11-14T22:13:30.5Z","value":1,"tags":{"method":"GET"}}}"#,
    #"{"metric":"http_req_duration","type":"Point","data":{"time":"2023-11-14T22:13:30.5+00:00","value":250.125,"tags":{"method":"GET","status":"503","url":"https://shop.example/a","name":"n"}}}"#,
  ].joined(separator: "\n")

  @Test("k6's points tell the same, and its metrics are none")
  func k6Points() throws {
    let parsed = try ParsedText(.k6JSON, Self.k6JSON)
    #expect(parsed.verdicts == [.noRequest(.otherSample), .noRequest(.otherSample), .record])
    let line = parsed.all[2]
    #expect(line.arrival == 1_700_000_010_249_875_000)
    #expect(line.record.status == 503)
    #expect(line.method == "GET")
    #expect(line.host == "shop.example")
    #expect(line.path == "/a")
  }
}
