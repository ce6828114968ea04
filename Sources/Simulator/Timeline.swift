/// What happened second by second, from time zero to the end of measuring.
///
/// Requests are booked at the second of their arrival, what happens at services at the second in which it happens.
struct Timeline: ~Copyable {
  /// What became of the requests of one source that arrived in one second.
  struct Arrivals {
    var offered: Int32 = 0
    var answered: Int32 = 0
    var successes: Int32 = 0
    /// Preflights in the second, whenever their requests arrived.
    var preflights: Int32 = 0
    var responseSeconds: Double = 0

    mutating func noteAnswer(response: Int64, isSuccess: Bool) {
      answered += 1
      if isSuccess { successes += 1 }
      responseSeconds += Double(response) / 1e9
    }
  }

  /// What happened at one service in one second.
  struct Work {
    var firstAttempts: Int32 = 0
    var retries: Int32 = 0
    var denied: Int32 = 0
    var mirrored: Int32 = 0
    var rejected: Int32 = 0
    /// Endpoints that are ready at the end of the second.
    var readyEndpoints: Int32 = 0
    var meanQueue: Double = 0
    var meanBusy: Double = 0
    /// How many endpoints an autoscaler wants.
    var meanEndpoints: Double = 0
  }

  /// What one mirror did with the requests that arrived in one second.
  struct Copies {
    var eligible: Int32 = 0
    var sent: Int32 = 0
  }

  let seconds: Int
  private let sources: Int
  private let services: Int
  private let mirrors: Int
  private var arrivals: Table<Arrivals>
  private var work: Table<Work>
  private var copies: Table<Copies>

  init(model: Model) {
    seconds = Int((model.measured.upperBound + 999_999_999) / 1_000_000_000)
    sources = model.sources.count
    services = model.services.count
    mirrors = model.mirrors.count
    arrivals = Table(repeating: Arrivals(), count: seconds * sources)
    work = Table(repeating: Work(), count: seconds * services)
    copies = Table(repeating: Copies(), count: seconds * mirrors)
  }

  /// The second in which `time` lies, nil after the end.
  func second(of time: Int64) -> Int? {
    let second = Int(time / 1_000_000_000)
    return second < seconds ? second : nil
  }

  subscript(source source: Int, second second: Int) -> Arrivals {
    @inline(__always) _read { yield arrivals[second * sources + source] }
    @inline(__always) _modify { yield &arrivals[second * sources + source] }
  }

  subscript(service service: Int, second second: Int) -> Work {
    @inline(__always) _read { yield work[second * services + service] }
    @inline(__always) _modify { yield &work[second * services + service] }
  }

  subscript(mirror mirror: Int, second second: Int) -> Copies {
    @inline(__always) _read { yield copies[second * mirrors + mirror] }
    @inline(__always) _modify { yield &copies[second * mirrors + mirror] }
  }

  /// One count of a mirror, second by second.
  func copies(of mirror: Int, _ count: KeyPath<Copies, Int32>) -> [Int32] {
    (0..<seconds).map { self[mirror: mirror, second: $0][keyPath: count] }
  }

  /// One count of a source, second by second.
  func arrivals(of source: Int, _ count: KeyPath<Arrivals, Int32>) -> [Int32] {
    (0..<seconds).map { self[source: source, second: $0][keyPath: count] }
  }

  /// One figure of a service, second by second.
  func work<Figure>(at service: Int, _ figure: KeyPath<Work, Figure>) -> [Figure] {
    (0..<seconds).map { self[service: service, second: $0][keyPath: figure] }
  }
}
