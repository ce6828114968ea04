import Logs
import Testing

@Suite("JSON objects of any program")
struct NDJSONTests {
  @Test("fields are found under many names, and a time alone is a request")
  func aliases() throws {
    let text = [
      #"{"ts":1700000000.5,":method":"GET",":authority":"a.example","x-envoy-origin-path":"/x","response_code":"200","upstream_service_time":"-","duration":12}"#,
      #"{"timestamp": 1700000001.25, "requestMethod": "POST", "RequestPath": "/y", "status": 503, "unknown": {"path": ["/no"]}}"#,
      #"{"time": 1700000002}"#,
    ].joined(separator: "\n")
    let parsed = try ParsedText(.ndjson, text)
    #expect(parsed.verdicts == [.record, .record, .record])
    #expect(parsed.all.map(\.method) == ["GET", "POST", ""])
    #expect(parsed.all.map(\.path) == ["/x", "/y", ""])
    #expect(parsed.all.map(\.record.status) == [200, 503, nil])
    #expect(
      parsed.all.map(\.record.stamp) == [
        1_700_000_000_500_000_000, 1_700_000_001_250_000_000, 1_700_000_002_000_000_000,
      ])
    #expect(parsed.all[0].record.duration == 12_000_000)
    #expect(parsed.all[0].record.upstreamDuration == nil)
    #expect(parsed.remarks.count == 2)
  }

  @Test("small whole numbers of a trace with its own zero are milliseconds, which is told")
  func relative() throws {
    let parsed = try ParsedText(
      .ndjson,
      #"{"timestamp": 0, "input_length": 6758, "hash_ids": [0, 1]}"# + "\n"
        + #"{"timestamp": 27482, "hash_ids": []}"#)
    #expect(parsed.all.map(\.record.stamp) == [0, 27_482_000_000])
    #expect(parsed.remarks.first?.hasPrefix("timestamp is taken to be milliseconds") == true)
  }

  @Test("units are those of the keys' names, also of keys that come late, or those that are told")
  func units() throws {
    let text = #"{"time":1700000000}"# + "\n" + #"{"time":1700000000,"latency_us":5,"upstream_duration":7}"#
    let parsed = try ParsedText(.ndjson, text)
    #expect(parsed.all[1].record.duration == 5000)
    #expect(parsed.all[1].record.upstreamDuration == 7_000_000)
    #expect(parsed.remarks.last?.hasPrefix("upstream_duration is taken to be milliseconds") == true)
    var options = LogOptions()
    options.durationUnit = .seconds
    let told = try ParsedText(.ndjson, text, options)
    #expect(told.all[1].record.upstreamDuration == 7_000_000_000)
    #expect(told.remarks.count == 1)
  }

  @Test("keys that are named may be nested or hold points, and labels may be any of them")
  func maps() throws {
    var options = LogOptions()
    options.fieldMap = [.path: "http.path", .time: "at"]
    options.labels = ["fault", "http.path", "status", "none"]
    options.timeUnit = .seconds
    let text = [
      #"{"at": 5, "http": {"path": "/nested"}, "path": "/no", "status": 200, "fault": "none"}"#,
      #"{"at": 6, "http.path": "/flat\n", "fault": null}"#,
    ].joined(separator: "\n")
    let parsed = try ParsedText(.ndjson, text, options)
    #expect(parsed.all.map(\.path) == ["/nested", "/flat\n"])
    #expect(parsed.all.map(\.labels) == [["none", "/nested", "200", ""], ["", "/flat\n", "", ""]])
    #expect(parsed.all.map(\.record.status) == [200, nil])
  }

  @Test("messages between the requests are none, and an array of objects is read too")
  func messages() throws {
    let text = #"{"time": 1700000000, "level": "info", "msg": "ready"}"# + "\n" + #"{"level":"info"}"#
    #expect(try ParsedText(.ndjson, text).verdicts == [.noRequest(.message), .refused(.time)])
    let other = #"{"@timestamp": "2024-01-02T03:04:05Z", "level": "info", "message": "ready"}"#
    #expect(try ParsedText(.ndjson, other).verdicts == [.noRequest(.message)])
    #expect(
      try ParsedText(.ndjson, #" [ {"time": 1700000000}, 7, {"time": 1700000001} ]"#).verdicts == [
        .record, .refused(.format), .record,
      ])
  }
}
