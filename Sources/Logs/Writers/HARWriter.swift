/// Writes a HAR document, as a browser exports it: in the order of the starts (reference recorded-traces 3.15).
struct HARWriter: LogWriter {
  private var isFirst = true

  var traits: WrittenTraits {
    WrittenTraits(order: .start, fields: [.method, .host, .path, .status, .duration, .upstreamDuration])
  }

  mutating func begin(_ bytes: inout [UInt8]) {
    bytes += #"{"log":{"version":"1.2","creator":{"name":"weir","version":"1"},"entries":["#.utf8
  }

  func end(_ bytes: inout [UInt8]) { bytes += "\n]}}\n".utf8 }

  mutating func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(UInt8(ascii: "\n"))
    let waiting = min(request.duration, max(0, request.upstreamDuration ?? request.duration))
    let asked: WrittenJSON = [
      "method": .text(request.method), "url": .text("http://\(request.host)\(request.path)"),
      "httpVersion": .text(request.version), "cookies": [],
      "headers": [["name": "User-Agent", "value": .text(request.userAgent)]], "queryString": [],
      "headersSize": -1, "bodySize": .whole(request.requestBytes),
    ]
    let answer: WrittenJSON = [
      "status": .whole(Int64(request.status ?? 0)), "statusText": "", "httpVersion": .text(request.version),
      "cookies": [], "headers": [], "content": ["size": .whole(request.responseBytes), "mimeType": ""],
      "redirectURL": "", "headersSize": -1, "bodySize": .whole(request.responseBytes),
    ]
    let entry: WrittenJSON = [
      "startedDateTime": .text(CalendarTime(request.start).iso(digits: 3)),
      "time": .decimal(decimal(request.duration, unit: 1_000_000)), "request": asked, "response": answer,
      "cache": .object([]),
      "timings": [
        "blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 0,
        "wait": .decimal(decimal(waiting, unit: 1_000_000)),
        "receive": .decimal(decimal(request.duration - waiting, unit: 1_000_000)),
      ],
    ]
    entry.append(to: &bytes)
  }
}
