import Logs
import Testing

@Suite("damaged JSON and CSV")
struct DamagedStructuredTests {
  /// SplitMix64 (doi:10.1145/2660193.2660195).
  private struct Draws {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((value ^ (value >> 31)) % UInt64(limit))
    }

    /// A few bytes changed, taken out, put in, or doubled.
    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      let special = Array("\"\\{}[]:,;\n\r\t-+.eE0u \u{0}\u{FF}".utf8) + [0xFF, 0x80]
      for _ in 0...below(4) where !bytes.isEmpty {
        let place = below(bytes.count)
        let other = special[below(special.count)]
        switch below(5) {
        case 0: bytes[place] = other
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(other, at: place)
        case 3: bytes.removeSubrange(place..<min(place + below(20), bytes.count))
        default: bytes.insert(contentsOf: bytes[place..<min(place + below(20), bytes.count)], at: place)
        }
      }
      return bytes
    }
  }

  @Test(
    "whatever is done to a sample, every unit is read or refused, and what is read lies in it",
    arguments: StructuredRecognitionTests.samples)
  func damaged(_ format: LogFormat, _ text: String) throws {
    var draws = Draws(state: 7)
    let line = Array((text + "\n" + text).utf8)
    var options = LogOptions()
    options.labels = ["path", "fault"]
    for _ in 0..<60 {
      let bytes = draws.damage(line)
      let parsed = try ParsedText(format, bytes, options)
      let unsound = parsed.requests.first { !Self.isSound($0) }
      if let unsound { Issue.record("\(String(decoding: unsound.line, as: UTF8.self))") }
    }
  }

  @Test("text in UTF-16 and bytes that are no text are refused for their bytes, and are in no format")
  func binary() throws {
    let texts: [(LogFormat, String)] = [
      (.istioJSON, EnvoyJSONTests.istio), (.ndjson, #"{"time":1}"#), (.csv, "time,path\n1,/\n"),
      (.weir, "arrival\n1\n"),
    ]
    for (format, text) in texts {
      let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let verdicts = try ParsedText(format, wide).verdicts
      #expect(verdicts.allSatisfy { $0 == .refused(.binary) }, "\(format): \(verdicts)")
      #expect(FormatRecognition.format(of: wide, LogOptions()) == nil)
    }
    #expect(try ParsedText(.caddy, [0x1F, 0, 0x8B, 0xFF]).verdicts == [.refused(.binary)])
  }

  private static func isSound(_ line: ParsedLine) -> Bool {
    let record = line.record
    let texts =
      [
        record.method, record.host, record.path, record.upstream, record.client, record.userAgent,
        record.requestID,
      ] + record.labels
    let numbers = [record.stamp, record.duration ?? 0, record.upstreamDuration ?? 0]
    return numbers.allSatisfy { $0 >= 0 } && record.status.map { (1...999).contains($0) } ?? true
      && texts.allSatisfy { $0.range.upperBound <= ($0.isDecoded ? record.decoded.count : line.line.count) }
  }
}
