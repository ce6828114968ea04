/// A request as whoever writes a log knows it when the request is over.
///
/// Times are nanoseconds since the Unix epoch; names that are empty are not known.
package struct WrittenRequest: Sendable, Equatable {
  /// One attempt at an upstream.
  package struct Attempt: Sendable, Equatable {
    /// Host and port of the endpoint, empty where none was reached.
    package var address: String
    /// When it was sent.
    package var start: Int64
    /// Until its answer, or until it was given up.
    package var duration: Int64
    /// The status of its answer, nil without one.
    package var status: Int32?

    /// Creates an attempt.
    package init(address: String, start: Int64, duration: Int64, status: Int32?) {
      self.address = address
      self.start = start
      self.duration = duration
      self.status = status
    }
  }

  /// Why there was no further retry, where one was wanted.
  package enum Stop: Sendable, Equatable {
    /// The route allows no more.
    case limit
    /// A retry budget denied it.
    case budget
  }

  /// Its number, from 0, in the order of arrival.
  package var number: Int64 = 0
  /// When its first byte came.
  package var start: Int64
  /// From then to the last byte of the answer, at least 0.
  package var duration: Int64
  /// The method.
  package var method = "GET"
  /// The host that was asked, perhaps with a port.
  package var host = ""
  /// The path with its query.
  package var path = "/"
  /// The version of HTTP, such as `HTTP/1.1`.
  package var version = "HTTP/1.1"
  /// The status that was sent, nil where no answer was begun.
  package var status: Int32?
  /// Bytes of the request's body.
  package var requestBytes: Int64 = 0
  /// Bytes of the answer's body.
  package var responseBytes: Int64 = 0
  /// The Service that was chosen, `namespace/name`.
  package var service = ""
  /// The route that took it, `namespace/name`.
  package var route = ""
  /// Which rule of the route, from 0.
  package var rule = 0
  /// What was tried, in order.
  package var attempts: [Attempt] = []
  /// Why nothing more was tried.
  package var stop: Stop?
  /// How it ended.
  package var outcome = LogOutcome.ok
  /// The client's address.
  package var client = ""
  /// What the client calls itself.
  package var userAgent = ""
  /// What tells it from every other request.
  package var requestID = ""

  /// Whether it was over when the log was written.
  package var isEnded = true

  /// Creates a request; what is not given is set afterwards.
  package init(start: Int64, duration: Int64) {
    self.start = start
    self.duration = duration
  }

  /// When it was over.
  package var end: Int64 { start + duration }

  /// The last endpoint that was tried, empty without one.
  package var upstream: String { attempts.last?.address ?? "" }

  /// From its start to the answer of the attempt that was used: waiting, failed attempts and pauses between them included. Nil where no
  /// upstream answered.
  package var upstreamDuration: Int64? {
    guard let last = attempts.last, last.status != nil else { return nil }
    return last.start + last.duration - start
  }
}
