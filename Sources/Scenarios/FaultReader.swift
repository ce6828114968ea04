import Documents
import Traffic

/// Reads `spec.faults`.
struct FaultReader {
  let context: ScenarioContext
  /// What was read of the scenario before.
  let scenario: Scenario

  /// The faults in the order of the file.
  func read(_ spec: Reader) -> [Fault] {
    var faults: [Fault] = []
    var places: [Reader] = []
    var named: [String: SourceLocation] = [:]
    let items = spec.entries("faults", upTo: Bounds.faults) ?? []
    for (value, path) in items {
      let reader = spec.reader(of: value, at: path)
      if let name = reader.field("name")?.text {
        if let first = named[name] {
          reader.report(
            .duplicateName, "there is a fault \"\(name)\" already, on line \(first.line)", about: "name",
            suggestion: "give it another name")
        }
        named[name] = named[name] ?? value.location
      }
      guard let fault = fault(reader) else { continue }
      faults.append(fault)
      places.append(reader)
    }
    checkSurges(faults, places)
    checkChanges(faults, spec)
    return faults
  }

  /// Surges at one time multiply, so that each may be small and all of them too much.
  private func checkSurges(_ faults: [Fault], _ places: [Reader]) {
    for source in scenario.traffic {
      let surges = faults.indices.filter { faults[$0].target == .traffic(source.name) }
      var active: [(end: Int64, factor: Double)] = []
      var reported: Set<Int> = []
      for (start, index) in starts(of: surges, faults) {
        guard case .surge(let factor) = faults[index].effect else { continue }
        active.removeAll { $0.end <= start }
        active.append((start + faults[index].duration, max(factor, 1)))
        guard active.reduce(1, { $0 * $1.factor }) * source.arrivals.peak > Bounds.rate,
          reported.insert(index).inserted
        else { continue }
        places[index].report(
          .tooLarge,
          "with this surge \(source.name) sends more than 10 million requests per second, which are not simulated",
          about: "surge")
      }
    }
  }

  /// When each occurrence of each of `indexes` begins, in the order of time.
  private func starts(of indexes: [Int], _ faults: [Fault]) -> [(start: Int64, index: Int)] {
    indexes.flatMap { index in (0..<faults[index].times).map { (faults[index].start(of: $0), index) } }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  /// Every beginning, end and step of a restart is an event that is known from the start.
  private func checkChanges(_ faults: [Fault], _ spec: Reader) {
    let changes = faults.reduce(0) { sum, fault in
      let steps =
        switch fault.effect {
        case .rollingRestart(let restart): restart.batches(of: endpoints(of: fault.target))
        case .capacity: fault.ramp > 0 ? Fault.capacitySteps : 0
        default: 0
        }
      return sum + fault.times * (2 + steps)
    }
    guard changes > Bounds.faultChanges else { return }
    spec.report(
      .tooLarge,
      "all faults together begin, end or change \(changes) times; more than \(Bounds.faultChanges) are not "
        + "simulated", about: "faults", suggestion: "repeat them less often")
  }

  private func fault(_ reader: Reader) -> Fault? {
    let name = reader.requiredString("name")
    let target = FaultTargetReader(context: context, scenario: scenario).read(reader)
    let start = reader.required("at") == nil ? nil : reader.time("at", allowingZero: true)
    let effect = FaultEffectReader(context: context, scenario: scenario, target: target).read(reader)
    let course = FaultCourseReader(reader: reader, effect: effect)
    let duration = course.duration(endpoints: target.map(endpoints) ?? 1)
    let share = course.share()
    let ramp = course.ramp(within: duration) ?? 0
    let repetition = course.repetition(of: duration)
    reader.finish()
    guard let start, let duration else { return nil }
    let last = start + Int64((repetition?.times ?? 1) - 1) * (repetition?.every ?? 0)
    checkTime(from: start, last: last, for: duration, reader)
    guard let name, let target, let effect else { return nil }
    var fault = Fault(name: name, target: target, start: start, duration: duration, effect: effect.effect)
    fault.share = share
    fault.ramp = ramp
    fault.repetition = repetition
    return fault
  }

  /// How many endpoints a fault hits, 0 for what is none of a service.
  private func endpoints(of target: Fault.Target) -> Int {
    guard case .service(let name, let endpoints) = target else { return 0 }
    let all = scenario.services.first { $0.name == name }?.mostEndpoints ?? 0
    return min(endpoints ?? all, all)
  }

  private func checkTime(from start: Int64, last: Int64, for duration: Int64, _ reader: Reader) {
    let hint = "times count from the start of a replication, warm-up included"
    if scenario.duration > 0, start >= context.end {
      reader.report(
        .faultOutside,
        "it begins at \(Quantity.format(nanoseconds: start)), after the end of the run at "
          + Quantity.format(nanoseconds: context.end), severity: .warning, about: "at", suggestion: hint)
    } else if last + duration <= scenario.warmUp {
      reader.report(
        .faultOutside, "it is over before the warm-up is, so nothing of it is measured", severity: .warning,
        about: "at", suggestion: hint)
    } else if scenario.duration > 0, last >= context.end {
      reader.report(
        .faultOutside,
        "it comes for the last time at \(Quantity.format(nanoseconds: last)), after the end of the run at "
          + "\(Quantity.format(nanoseconds: context.end)), so that no recovery from it is measured",
        severity: .warning, about: "repeat", suggestion: "repeat it less often, or let the run last longer")
    }
  }
}

extension ArrivalProcess {
  /// The highest rate per second; 1 for a trace, of which a surge repeats single records.
  fileprivate var peak: Double {
    switch self {
    case .constant(let rate), .poisson(let rate): rate
    case .stages(let stages): stages.map(\.rate).max() ?? 0
    case .modulated(let states): states.map(\.rate).max() ?? 0
    case .diurnal(_, let peak, _): peak
    case .rates(let table): table.peak
    case .trace: 1
    case .closed: 0
    }
  }
}
