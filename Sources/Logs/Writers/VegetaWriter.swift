/// Writes what vegeta's `encode` makes of an attack, as CSV without a header or as JSON (reference recorded-traces 3.14).
struct VegetaWriter: LogWriter {
  /// Whether it is JSON.
  let isJSON: Bool

  var traits: WrittenTraits { WrittenTraits(fields: [.method, .host, .path, .status, .duration]) }

  func append(_ request: WrittenRequest, to bytes: inout [UInt8]) {
    let code = Int64(request.status ?? 0)
    // A status of an error is one for vegeta too; without an answer it says what the connection said.
    let error = request.status == nil ? "EOF" : code >= 400 ? "\(code) error" : ""
    let address = "http://\(request.host)\(request.path)"
    if isJSON {
      let line: WrittenJSON = [
        "attack": "", "seq": .whole(request.number), "code": .whole(code),
        "timestamp": .text(CalendarTime(request.start).isoWithoutZeros), "latency": .whole(request.duration),
        "bytes_out": .whole(request.requestBytes), "bytes_in": .whole(request.responseBytes),
        "error": .text(error), "body": .null, "method": .text(request.method), "url": .text(address),
        "headers": .null,
      ]
      line.append(to: &bytes, escapesMarkup: true)
      bytes.append(UInt8(ascii: "\n"))
    } else {
      CSVLine.append(
        [
          "\(request.start)", "\(code)", "\(request.duration)", "\(request.requestBytes)",
          "\(request.responseBytes)", error, "", "", "\(request.number)", request.method, address, "",
        ], to: &bytes)
    }
  }
}
