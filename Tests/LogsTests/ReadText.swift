import Foundation
import Logs
import Testing

/// A line and what a format's parser says about it.
struct ReadText {
  let line: [UInt8]
  private(set) var record = LogRecord()
  private(set) var verdict = LineVerdict.refused(.format)

  init(
    _ line: [UInt8], _ format: LogFormat, _ options: LogOptions = LogOptions(), after header: [String] = []
  ) {
    self.line = line
    var parser = format.parser(options)
    for line in header {
      _ = parser.parse(Array(line.utf8).span, into: &record)
      record.removeAll()
    }
    verdict = parser.parse(line.span, into: &record)
  }

  init(_ line: String, _ format: LogFormat, _ options: LogOptions = LogOptions(), after header: [String] = [])
  {
    self.init(Array(line.utf8), format, options, after: header)
  }

  var method: String { text(record.method) }
  var host: String { text(record.host) }
  var path: String { text(record.path) }
  var upstream: String { text(record.upstream) }
  var client: String { text(record.client) }
  var userAgent: String { text(record.userAgent) }
  var requestID: String { text(record.requestID) }

  /// What was asked for and when, which a cut must not change.
  var request: String {
    "\(record.stamp) \(record.isEnd) \(method) \(host) \(path) \(record.status ?? -1)"
  }

  private func text(_ text: LogText) -> String { record.string(text, of: line.span) }
}

/// Expects that `line` is refused wherever it is cut before `sound` bytes, and is read as the same request where it is cut later. What is
/// read shorter from `sound` on is what no reader can see: the end of a line's last field.
func expectCuts(
  _ line: String, _ format: LogFormat, sound: Int? = nil, _ options: LogOptions = LogOptions(),
  after header: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
) {
  let bytes = Array(line.utf8)
  let whole = ReadText(bytes, format, options, after: header)
  #expect(whole.verdict == .record, sourceLocation: sourceLocation)
  for length in 1..<bytes.count {
    let cut = ReadText(Array(bytes.prefix(length)), format, options, after: header)
    if case .refused = cut.verdict, length < sound ?? bytes.count { continue }
    let isSame = length >= sound ?? bytes.count && cut.verdict == .record && cut.request == whole.request
    #expect(isSame, "\(length) bytes: \(cut.verdict) \(cut.request)", sourceLocation: sourceLocation)
  }
}

/// Expects that no byte of `line` that becomes another one makes the parser do anything but give a verdict.
func expectSurvival(
  _ line: String, _ format: LogFormat, after header: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let bytes = Array(line.utf8)
  for index in bytes.indices {
    for byte in [0, 0xFF, 0x20, 0x22, 0x2D, 0x2F, 0x39, 0x5B, 0x5C, 0x5D] as [UInt8] {
      var changed = bytes
      changed[index] = byte
      let read = ReadText(changed, format, after: header)
      // Every text lies in the line or in what was decoded.
      if read.verdict == .record {
        #expect(
          (read.record.stamp / 1_000_000_000 - (read.record.duration ?? 0) / 1_000_000_000) < 1 << 40,
          sourceLocation: sourceLocation)
        _ = read.request + read.upstream + read.client + read.requestID
      }
    }
  }
}

/// Real logs, where they lie beside the package.
enum RealLogs {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/traces").standardizedFileURL

  static var areThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// The lines of a file.
  static func lines(_ name: String) throws -> [[UInt8]] {
    var reader = LineReader(try RecordedBytes(file: folder.appending(path: name).path, limit: 1 << 30))
    var lines: [[UInt8]] = []
    while try reader.next() { lines.append(Array(reader.buffer[reader.range])) }
    return lines
  }
}
