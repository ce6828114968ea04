/// What scripts may send to another origin without asking it first (Fetch standard, "CORS-safelisted").
enum CORSSafelist {
  /// The methods that need no preflight.
  static let methods: Set<String> = ["GET", "HEAD", "POST"]

  /// What scripts cannot set: browsers do.
  static let ownHeaders: Set<String> = [
    "access-control-request-headers", "access-control-request-method", "cookie", "host", "origin",
  ]

  /// The names, sorted and in lower case, that a preflight has to ask for.
  static func unsafeNames(of headers: [HTTPRequest.Header]) -> [String] {
    let safe = headers.filter { isSafe($0.name.lowercased(), $0.value) }
    // Many safe values together are no longer safe.
    let isTooMuch = safe.reduce(0) { $0 + $1.value.utf8.count } > 1024
    let names = isTooMuch ? headers : headers.filter { !isSafe($0.name.lowercased(), $0.value) }
    return Set(names.map { $0.name.lowercased() }).sorted()
  }

  private static func isSafe(_ name: String, _ value: String) -> Bool {
    guard value.utf8.count <= 128 else { return false }
    switch name {
    case "accept": return !value.utf8.contains(where: isUnsafe)
    case "accept-language", "content-language": return value.utf8.allSatisfy(isOfLanguage)
    case "content-type": return !value.utf8.contains(where: isUnsafe) && contentTypes.contains(essence(value))
    case "range": return isSimpleRange(value)
    default: return false
    }
  }

  private static let contentTypes: Set<String> = [
    "application/x-www-form-urlencoded", "multipart/form-data", "text/plain",
  ]

  /// A media type without its parameters.
  private static func essence(_ value: String) -> String {
    value.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
  }

  /// `bytes=0-` or `bytes=0-499`.
  private static func isSimpleRange(_ value: String) -> Bool {
    guard value.hasPrefix("bytes=") else { return false }
    let ends = value.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, !ends[0].isEmpty, ends.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else {
      return false
    }
    guard let first = UInt64(ends[0]), let last = ends[1].isEmpty ? .max : UInt64(ends[1]) else {
      return false
    }
    return first <= last
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isUnsafe(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 || byte == 0x7F || "\"():<>?@[\\]{}".utf8.contains(byte)
  }

  private static func isOfLanguage(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      || " *,-.;=".utf8.contains(byte)
  }
}
