/// What became of a line.
package enum LineVerdict: Equatable, Sendable {
  /// It is a request.
  case record
  /// It is sound, and no request.
  case noRequest(NoRequest)
  /// It cannot be read.
  case refused(Refusal)

  /// What a line is that is no request.
  package enum NoRequest: String, CaseIterable, Sendable {
    /// An empty line.
    case blank
    /// A header or a comment.
    case header
    /// A message of the program, such as that it starts.
    case message
    /// A connection without a request, such as a failed handshake.
    case connection
    /// A sample or a span that is not that of a request.
    case otherSample = "other-sample"
  }

  /// Why a line cannot be read.
  package enum Refusal: String, CaseIterable, Sendable {
    /// It is not of the format.
    case format
    /// It ends too early.
    case cut
    /// It is longer than is read.
    case tooLong = "too-long"
    /// Its time is none, or before 1970 or after 2200.
    case time
    /// A number in it is none, or too large.
    case number
    /// It holds bytes that no text has.
    case binary
    /// Its JSON is not sound.
    case json
  }
}

extension LineVerdict {
  /// The same, but where a refused line holds a zero byte, which no text has, that is the reason.
  func checked(for line: borrowing Span<UInt8>) -> LineVerdict {
    guard case .refused = self, line.firstIndex(of: 0, from: 0) != nil else { return self }
    return .refused(.binary)
  }
}
