/// Writes the samples of k6, several for each request, as CSV or as lines of JSON (reference recorded-traces 3.14).
struct K6Writer: LogWriter {
  private struct Sample {
    let metric: String
    let value: String
  }

  /// Whether it is JSON, whose stamps have nanoseconds.
  let isJSON: Bool

  var traits: WrittenTraits { WrittenTraits(fields: [.method, .host, .path, .status, .duration]) }

  func begin(_ bytes: inout [UInt8]) {
    guard isJSON else {
      bytes +=
        "metric_name,timestamp,metric_value,check,error,error_code,group,method,name,proto,scenario,status,subproto,tls_version,url,extra_tags\n"
        .utf8
      return
    }
    for (metric, type, contains) in [
      ("http_reqs", "counter", "default"), ("http_req_duration", "trend", "time"),
      ("http_req_waiting", "trend", "time"), ("http_req_failed", "rate", "default"),
    ] {
      let line: WrittenJSON = [
        "type": "Metric",
        "data": [
          "name": .text(metric), "type": .text(type), "contains": .text(contains), "thresholds": [],
          "submetrics": .null,
        ], "metric": .text(metric),
      ]
      line.append(to: &bytes, escapesMarkup: true)
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let waiting = min(request.duration, max(0, request.upstreamDuration ?? request.duration))
    let isFailed = (request.status ?? 0) >= 400 || request.status == nil
    for sample in [
      Sample(metric: "http_reqs", value: "1"),
      Sample(metric: "http_req_duration", value: decimal(request.duration, unit: 1_000_000)),
      Sample(metric: "http_req_waiting", value: decimal(waiting, unit: 1_000_000)),
      Sample(metric: "http_req_failed", value: isFailed ? "1" : "0"),
    ] {
      if isJSON { line(request, sample, to: &bytes) } else { row(request, sample, to: &bytes) }
    }
  }

  private func row(_ request: WrittenRequest, _ sample: Sample, to bytes: inout [UInt8]) {
    let address = "http://\(request.host)\(request.path)"
    CSVLine.append(
      [
        sample.metric, "\(request.end / 1_000_000_000)", sample.value, "",
        request.status == nil ? "request timeout" : "",
        errorCode(of: request), "", request.method, address,
        request.version, "default", "\(request.status ?? 0)", "", "", address, "",
      ], to: &bytes)
  }

  /// That of a status of an error, or of a request that was given up.
  private func errorCode(of request: WrittenRequest) -> String {
    request.status.map { $0 >= 400 ? "1\($0)" : "" } ?? "1050"
  }

  private func line(_ request: WrittenRequest, _ sample: Sample, to bytes: inout [UInt8]) {
    let address = "http://\(request.host)\(request.path)"
    let line: WrittenJSON = [
      "metric": .text(sample.metric), "type": "Point",
      "data": [
        "time": .text(CalendarTime(request.end).isoWithoutZeros), "value": .decimal(sample.value),
        "tags": [
          "error_code": .text(errorCode(of: request)), "group": "", "method": .text(request.method),
          "name": .text(address),
          "proto": .text(request.version), "scenario": "default",
          "status": .text("\(request.status ?? 0)"), "url": .text(address),
        ],
      ],
    ]
    line.append(to: &bytes, escapesMarkup: true)
    bytes.append(UInt8(ascii: "\n"))
  }
}
