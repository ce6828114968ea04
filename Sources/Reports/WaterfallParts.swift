import Results

/// What follows one another in an attempt, in nanoseconds from the arrival of its request.
struct WaterfallParts {
  /// What goes on.
  enum Kind {
    case underWay
    case waiting
    case inService
    /// It ended before it was served: how it divides is not known.
    case unknown

    /// In words.
    var name: String {
      switch self {
      case .underWay: "under way"
      case .waiting: "waiting in the queue"
      case .inService: "in service"
      case .unknown: "ended before it was served"
      }
    }

    /// The sign of a bar in letters.
    var sign: Character {
      switch self {
      case .underWay: "·"
      case .waiting: "░"
      case .inService: "█"
      case .unknown: "▒"
      }
    }
  }

  /// A stretch of time.
  struct Part {
    let from: Double
    let end: Double
    let kind: Kind
  }

  /// Nanoseconds from the arrival to the last that is known of the request.
  let length: Int64
  private let arrival: Int64

  init(_ facts: RequestFacts) {
    let arrival = facts.story.request.arrival
    let ends = facts.story.attempts.map { max($0.start, $0.end) &- arrival }
    self.arrival = arrival
    length = max(0, ends.max() ?? 0, facts.story.request.response)
  }

  /// The parts of an attempt, one after the other; some may have no length.
  func parts(of attempt: AttemptRow) -> [Part] {
    let start = Double(attempt.start &- arrival)
    guard attempt.end >= 0 else { return [Part(from: start, end: max(1, Double(length)), kind: .unknown)] }
    let end = max(start, Double(attempt.end &- arrival))
    let waiting = max(0, Double(attempt.waiting))
    guard attempt.serviceTime >= 0 else {
      let begun = attempt.waiting > 0 ? min(end, start + waiting) : start
      let waited = attempt.waiting > 0 ? [Part(from: start, end: begun, kind: .waiting)] : []
      return waited + [Part(from: begun, end: end, kind: .unknown)]
    }
    let began = max(start, end - Double(attempt.serviceTime))
    let queued = max(start, began - waiting)
    return [
      Part(from: start, end: queued, kind: .underWay), Part(from: queued, end: began, kind: .waiting),
      Part(from: began, end: end, kind: .inService),
    ]
  }
}
