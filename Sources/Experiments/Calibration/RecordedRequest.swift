/// A request of a log, as far as a model is fitted to it.
package struct RecordedRequest: Sendable, Equatable {
  /// When it arrived, in nanoseconds.
  package var arrival: Int64
  /// From its arrival to the end of the answer, in nanoseconds, at least 0; -1 where the log does not tell it.
  package var duration: Int64
  /// Who served it: a place among ``RecordedTraffic/services``.
  package var service: Int32
  /// What it asked for: a place among ``RecordedTraffic/shapes``.
  package var shape: Int32
  /// The status, -1 where the log does not tell it.
  package var status: Int16

  /// Creates a request.
  package init(arrival: Int64, duration: Int64, service: Int32, shape: Int32, status: Int16 = -1) {
    self.arrival = arrival
    self.duration = duration
    self.service = service
    self.shape = shape
    self.status = status
  }
}

/// What a model is fitted to: the requests of logs in the order of their arrival.
package struct RecordedTraffic: Sendable {
  /// What a request asked for; empty where the log does not tell it.
  package struct Shape: Sendable, Hashable {
    package var method: String
    package var host: String
    package var path: String

    /// Creates a shape.
    package init(method: String = "", host: String = "", path: String = "") {
      self.method = method
      self.host = host
      self.path = path
    }
  }

  /// Ascending by arrival.
  package var requests: [RecordedRequest]
  /// The services' names, as the log has them.
  package var services: [String]
  /// The distinct requests.
  package var shapes: [Shape]

  /// Creates traffic; `requests` ascend by arrival and name only services and shapes that there are.
  package init(requests: [RecordedRequest], services: [String], shapes: [Shape]) {
    self.requests = requests
    self.services = services
    self.shapes = shapes
  }
}
