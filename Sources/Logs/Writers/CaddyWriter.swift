/// Writes Caddy's JSON access log (reference recorded-traces 3.10).
struct CaddyWriter: LogWriter {
  var traits: WrittenTraits { WrittenTraits(fields: [.method, .host, .path, .status, .duration]) }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let asked: WrittenJSON = [
      "remote_ip": .text(request.client), "remote_port": "50000", "client_ip": .text(request.client),
      "proto": .text(request.version), "method": .text(request.method), "host": .text(request.host),
      "uri": .text(request.path), "headers": ["User-Agent": [.text(request.userAgent)]],
    ]
    let line: WrittenJSON = [
      "level": .text((request.status ?? 0) >= 500 ? "error" : "info"),
      "ts": .decimal("\(Double(request.end) / 1_000_000_000)"), "logger": "http.log.access.log0",
      "msg": "handled request", "request": asked, "bytes_read": .whole(request.requestBytes), "user_id": "",
      "duration": .decimal(decimal(request.duration, unit: 1_000_000_000)),
      "size": .whole(request.responseBytes), "status": .whole(Int64(request.status ?? 0)),
      "resp_headers": ["Server": ["Caddy"]],
    ]
    line.append(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }
}
