/// The host and the path of a URL.
package enum URLParts {
  /// Gives a record the host and the path of a URL such as `https://shop.example:8443/cart?x=1#top`, or the path alone of one without a
  /// host.
  package static func set(_ url: LogText, _ line: borrowing Span<UInt8>, _ record: inout LogRecord) {
    guard !url.isEmpty else { return }
    let parts = url.isDecoded ? find(record.decoded.span, url.range) : find(line, url.range)
    if !parts.host.isEmpty { record.host = LogText(parts.host, isDecoded: url.isDecoded) }
    if url.isDecoded ? parts.path.first.map({ record.decoded[$0] }) == slash : isPath(line, parts.path) {
      record.path = LogText(parts.path, isDecoded: url.isDecoded)
    } else {
      // A URL without a path asks for `/`, perhaps with a query.
      let start = record.decoded.count
      record.decoded.append(slash)
      if url.isDecoded {
        record.decoded += Array(record.decoded[parts.path])
      } else {
        record.decoded.append(parts.path, of: line)
      }
      record.path = LogText(start..<record.decoded.count, isDecoded: true)
    }
  }

  private static let slash = UInt8(ascii: "/")

  private static func isPath(_ bytes: borrowing Span<UInt8>, _ path: Range<Int>) -> Bool {
    path.first.map { bytes[$0] == slash } ?? false
  }

  private static func find(
    _ bytes: borrowing Span<UInt8>, _ url: Range<Int>
  ) -> (host: Range<Int>, path: Range<Int>) {
    var end = url.lowerBound
    while end < url.upperBound, bytes[end] != UInt8(ascii: "#") { end += 1 }
    guard let start = authority(bytes, url.lowerBound..<end) else {
      return (0..<0, url.lowerBound..<end)
    }
    var host = start
    var path = start
    while path < end, bytes[path] != slash, bytes[path] != UInt8(ascii: "?") {
      if bytes[path] == UInt8(ascii: "@") { host = path + 1 }
      path += 1
    }
    return (host..<path, path..<end)
  }

  /// Where the host begins, behind `SCHEME://`.
  private static func authority(_ bytes: borrowing Span<UInt8>, _ url: Range<Int>) -> Int? {
    var index = url.lowerBound
    while index < url.upperBound, (bytes[index] | 0x20) &- UInt8(ascii: "a") < 26 { index += 1 }
    guard index > url.lowerBound, index + 3 <= url.upperBound, bytes.has("://", at: index) else { return nil }
    return index + 3
  }
}
