/// One request as a line of a log tells it; what the log does not tell is absent, which is not zero.
///
/// One value is filled again for each line, so that reading allocates nothing.
package struct LogRecord {
  /// The time that the log writes down, in nanoseconds since the Unix epoch, or since the trace's own zero.
  package var stamp: Int64 = 0
  /// The width of the interval that the stamp means, in nanoseconds: 10⁹ for whole seconds.
  package var resolution: Int64 = 1
  /// Whether the stamp is that of the end of the request.
  package var isEnd = false
  /// From the first byte of the request to the last one of the answer, in nanoseconds.
  package var duration: Int64?
  /// The part of it that the log ascribes to the upstream, in nanoseconds; what that is differs from format to format.
  package var upstreamDuration: Int64?
  /// The method.
  package var method = LogText.absent
  /// The host that was asked, perhaps with a port.
  package var host = LogText.absent
  /// The path with its query.
  package var path = LogText.absent
  /// The status that was sent, absent where no answer was.
  package var status: Int32?
  /// Bytes of the request and of the answer.
  package var requestBytes: Int64?
  package var responseBytes: Int64?
  /// Who served it: a service, a cluster or an address; the last one where several were tried.
  package var upstream = LogText.absent
  /// Attempts that were made upstream.
  package var attempts: Int32?
  /// How it ended.
  package var outcome = LogOutcome.ok
  /// Where it came from: personal data.
  package var client = LogText.absent
  /// What the client calls itself.
  package var userAgent = LogText.absent
  /// What tells it from every other request, in all logs through which it passes.
  package var requestID = LogText.absent
  /// Whether the line was written by the proxy in front of the server, so that the proxy of the client wrote one too.
  package var isServerSide = false

  /// The texts of the columns or keys that ``LogOptions/labels`` names, in that order; none in formats without such names.
  package var labels: [LogText] = []

  /// What had to be decoded because the line escapes it.
  package var decoded: [UInt8] = []

  /// Creates a record that tells nothing.
  package init() {}

  /// Forgets what was told, but not the memory.
  package mutating func removeAll() {
    // Swapped and not copied, so that nobody else holds the memory.
    var kept: (decoded: [UInt8], labels: [LogText]) = ([], [])
    swap(&kept.decoded, &decoded)
    swap(&kept.labels, &labels)
    kept.decoded.removeAll(keepingCapacity: true)
    kept.labels.removeAll(keepingCapacity: true)
    self = LogRecord()
    swap(&kept.decoded, &decoded)
    swap(&kept.labels, &labels)
  }

  /// Appends a text to `bytes`.
  package func append(_ text: LogText, of line: Span<UInt8>, to bytes: inout [UInt8]) {
    if text.isDecoded { bytes += decoded[text.range] } else { bytes.append(text.range, of: line) }
  }

  /// Whether a text holds a zero byte, which separates texts where several are one.
  func hasZero(_ text: LogText, _ line: borrowing Span<UInt8>) -> Bool {
    text.isDecoded
      ? decoded[text.range].contains(0) : line.extracting(text.range).firstIndex(of: 0, from: 0) != nil
  }

  /// A text as a string; bytes that are no UTF-8 are replaced.
  package func string(_ text: LogText, of line: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    append(text, of: line, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
