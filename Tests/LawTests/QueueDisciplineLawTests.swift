import Records
import Scenarios
import Simulator
import TestWorlds
import Testing

/// Seeds 1 to 20, fixed before the first look; 20,000 customers each, of which the first 2,000 are not looked at.
@Suite("Waiting times under the queue disciplines come out at the formulas")
struct QueueDisciplineLawTests {
  static let serviceRate = 100.0
  static let arrivalRate = 50.0

  /// The first two moments of the waiting time in M/M/1.
  static func moments(_ discipline: ServiceModel.QueueDiscipline) throws -> (mean: Interval, square: Interval)
  {
    var means: [Double] = []
    var squares: [Double] = []
    for seed in 1...20 {
      var station = ServiceModel.station(try .exponential(mean: 1 / serviceRate))
      station.queueDiscipline = discipline
      var world = World(station: station, arrivals: .poisson(rate: arrivalRate), duration: 400)
      world.seed = UInt64(seed)
      let waits = try world.runRecorded().attempts.dropFirst(2000).map { Double($0.waiting) / 1e9 }
      means.append(waits.reduce(0, +) / Double(waits.count))
      squares.append(waits.reduce(0) { $0 + $1 * $1 } / Double(waits.count))
    }
    return (Interval(of: means), Interval(of: squares))
  }

  /// The mean is ρ/(μ-λ) under both. First in, first out: a share ρ waits, exponentially with rate μ-λ, so E[W²] = 2ρ/(μ-λ)². Last in,
  /// first out: who waits does so for a whole busy period, whose second moment is 2/(μ²(1-ρ)³), so E[W²] is 1/(1-ρ) times that of first in,
  /// first out (Kingman 1962, doi:10.1017/S0305004100036434; Takács 1963).
  @Test("M/M/1: the mean is the same, the second moment that of first in, first out over 1-ρ")
  func variance() throws {
    let slack = Self.serviceRate - Self.arrivalRate
    let load = Self.arrivalRate / Self.serviceRate
    let mean = load / slack
    let square = 2 * load / (slack * slack)
    for (discipline, expected) in [
      (ServiceModel.QueueDiscipline.fifo, square), (.lifo, square / (1 - load)), (.deadline, square),
    ] {
      let found = try Self.moments(discipline)
      #expect(found.mean.covers(mean), "\(discipline): \(mean), \(found.mean)")
      #expect(found.square.covers(expected), "\(discipline): \(expected), \(found.square)")
    }
  }
}
