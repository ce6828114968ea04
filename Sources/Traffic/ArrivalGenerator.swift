import Engine
import Logs

/// Produces the arrivals of one source in one replication.
///
/// What a request draws depends on the source's name and the number of the request only, so that neither another source
/// nor a surge shifts it (common random numbers).
public struct ArrivalGenerator: Sendable {
  private enum Arrivals {
    case even(EvenArrivals)
    case poisson(PoissonArrivals)
    case trace(TraceArrivals)
    case scaledTrace(ScaledTraceArrivals)
    /// Those of a closed population come from whoever answers.
    case closed
  }

  private var arrivals: Arrivals
  private let choice: WeightedChoice?
  private let shapes: RandomStream

  /// Creates the generator.
  /// - Parameters:
  ///   - process: When requests come; rates are positive and finite.
  ///   - mix: What they ask for; not used by a trace.
  ///   - surges: Times with more or fewer arrivals.
  ///   - seed: The scenario's seed.
  ///   - replication: The number of the replication.
  ///   - source: The source's name.
  ///   - end: In nanoseconds; no arrival comes at it or after it.
  public init(
    process: ArrivalProcess, mix: RequestMix, surges: [Surge], seed: UInt64, replication: UInt32,
    source: String, end: Int64
  ) {
    let windows = SurgeWindow.windows(of: surges)
    let key = SourceKey(seed: seed, replication: replication, source: source)
    func poisson(_ path: RatePath) -> Arrivals {
      .poisson(PoissonArrivals(path, windows: windows, key: key, end: end))
    }
    switch process {
    case .constant(let rate):
      arrivals = .even(EvenArrivals(rate: rate, windows: windows, key: key, end: end))
    case .poisson(let rate): arrivals = poisson(.curve(RateCurve(rate: rate)))
    case .stages(let stages): arrivals = poisson(.curve(RateCurve(stages: stages)))
    case .modulated(let states): arrivals = poisson(.modulated(ModulatedPath(states, key: key)))
    case .diurnal(let mean, let peak, let period):
      arrivals = poisson(.curve(RateCurve(mean: mean, peak: peak, period: period)))
    case .rates(let table): arrivals = poisson(.curve(table.curve))
    case .closed: arrivals = .closed
    case .trace(let trace) where trace.scale > 1:
      arrivals = .scaledTrace(ScaledTraceArrivals(trace, windows: windows, key: key, end: end))
    case .trace(let trace):
      arrivals = .trace(TraceArrivals(trace, share: trace.scale, windows: windows, key: key, end: end))
    }
    shapes = key.stream(TrafficPurpose.shapes)
    choice = mix.entries.count > 1 ? WeightedChoice(weights: mix.entries.map(\.weight)) : nil
  }

  /// Empties the batch and puts the next arrivals into it, as many as it takes, in order.
  ///
  /// A batch that stays empty means the end. O(1) an arrival.
  public mutating func fill(_ batch: inout ArrivalBatch) {
    batch.removeAll()
    switch arrivals {
    case .closed: break
    case .even(var even):
      while batch.count < batch.capacity, let (time, draws) = even.next() {
        batch.append(ArrivalBatch.Arrival(time: time, shape: shape(draws)))
      }
      arrivals = .even(even)
    case .poisson(var poisson):
      while batch.count < batch.capacity, let (time, draws) = poisson.next() {
        batch.append(ArrivalBatch.Arrival(time: time, shape: shape(draws)))
      }
      arrivals = .poisson(poisson)
    case .trace(var trace):
      // What is held twice would be copied when it changes.
      arrivals = .closed
      while batch.count < batch.capacity, let arrival = trace.next() { batch.append(arrival) }
      arrivals = .trace(trace)
    case .scaledTrace(var trace):
      arrivals = .closed
      while batch.count < batch.capacity, let arrival = trace.next() { batch.append(arrival) }
      arrivals = .scaledTrace(trace)
    }
  }

  /// Why arrivals of a trace are missing, as a sentence for people; nil where none are.
  ///
  /// To be asked when no more come: a trace whose records cannot be read back from their temporary file ends there.
  public var failure: String? {
    let problem: TraceProblem?
    switch arrivals {
    case .trace(let trace): problem = trace.problem
    case .scaledTrace(let trace): problem = trace.problem
    case .even, .poisson, .closed: problem = nil
    }
    return problem.map { [$0.message, $0.suggestion].compactMap(\.self).joined(separator: "; ") }
  }

  /// The request of a closed population with that number, which comes at `time`.
  public func arrival(_ number: UInt64, at time: Int64) -> ArrivalBatch.Arrival {
    ArrivalBatch.Arrival(time: time, shape: shape(shapes.draws(number)))
  }

  private func shape(_ draws: Draws) -> Int32 {
    guard let choice else { return 0 }
    var draws = draws
    return Int32(choice.choose(&draws))
  }
}

/// What the draws of one source in one replication are keyed by.
struct SourceKey: Sendable {
  let seed: UInt64
  let replication: UInt32
  let source: String

  /// The draws of one purpose.
  func stream(_ purpose: UInt32) -> RandomStream {
    RandomStream(
      seed: seed, replication: replication, purpose: purpose, entity: RandomStream.entity(named: source))
  }

  /// The key of what a window that begins at `start` adds.
  func window(from start: Int64) -> SourceKey {
    SourceKey(seed: seed, replication: replication, source: "\(source)@\(start)")
  }
}
