import Engine
import Records

/// What happened second by second, from time zero to the end of measuring.
///
/// Requests are booked at the second of their arrival, what happens at services at the second in which it happens.
struct Timeline {
  /// Counts per second of one source.
  struct Source {
    var offered: [Int32]
    var answered: [Int32]
    var successes: [Int32]
    var responseSeconds: [Double]
  }

  /// Counts per second of one service, and means of levels.
  struct Service {
    var firstAttempts: [Int32]
    var retries: [Int32]
    var denied: [Int32]
    var mirrored: [Int32]
    var rejected: [Int32]
    var meanQueue: [Double]
    var meanBusy: [Double]
  }

  let seconds: Int
  var sources: [Source]
  var services: [Service]

  init(model: Model) {
    let seconds = Int((model.measured.upperBound + 999_999_999) / 1_000_000_000)
    let counts = [Int32](repeating: 0, count: seconds)
    let levels = [Double](repeating: 0, count: seconds)
    self.seconds = seconds
    sources = Array(
      repeating: Source(offered: counts, answered: counts, successes: counts, responseSeconds: levels),
      count: model.sources.count)
    services = Array(
      repeating: Service(
        firstAttempts: counts, retries: counts, denied: counts, mirrored: counts, rejected: counts,
        meanQueue: levels, meanBusy: levels),
      count: model.services.count)
  }

  /// The second in which `time` lies, nil after the end.
  func second(of time: Int64) -> Int? {
    let second = Int(time / 1_000_000_000)
    return second < seconds ? second : nil
  }
}
