import Charts
import Results

extension RunDrawings {
  /// What is sent to each service over time, attempts and copies; nil where nothing is.
  var attempts: Picture? {
    lines { service in
      let parts = ["first_attempts", "retries", "mirrored"].compactMap { course["service/\(service)", $0] }
      guard let first = parts.first else { return nil }
      return parts.dropFirst().reduce(first) { sums, part in zip(sums, part).map { $0 + $1 } }
    }.map {
      chart(
        $0, "attempts", "Work sent to services", "Attempts and copies sent to each service", "attempts/s",
        metric: "goodput")
    }
  }

  /// Requests that wait at each service over time; nil where nothing ever waits.
  var queues: Picture? {
    lines { course["service/\($0)", "queue_length_mean"] }.map {
      chart(
        $0, "queues", "Queues", "Requests waiting at all endpoints of a service", "waiting requests",
        metric: "queue_length_mean")
    }
  }

  /// The busy share of each service's slots over time; nil where no service has a bounded number.
  var utilization: Picture? {
    lines { service in
      guard let busy = course["service/\(service)", "busy_mean"], let slots = slots(service, busy: busy)
      else { return nil }
      return zip(busy, slots).map { $1 > 0 ? $0 / $1 : .nan }
    }.map {
      chart(
        $0, "utilization", "Utilisation", "The share of a service's slots that are busy", "busy slots",
        metric: "utilization", range: 0...1)
    }
  }

  /// What each service refuses over time; nil where nothing is refused.
  var rejections: Picture? {
    lines { course["service/\($0)", "rejected"] }.map {
      chart(
        $0, "rejections", "Refused work",
        "Work that a service refused because its queue was full, or dropped because it was too late",
        "refused/s", metric: "goodput")
    }
  }

  private func chart(
    _ drawn: (lines: [TimeChart.Line], left: Int), _ id: String, _ title: String, _ meaning: String,
    _ axis: String,
    metric: String, range: ClosedRange<Double> = 0...0
  ) -> Picture {
    TimeChart(
      Caption(
        id: id, title: title,
        summary: "\(meaning), \(meanOf). \(peaks(drawn.lines, metric))\(Self.left(drawn.left))"),
      times: seconds, axis: axis, wording: Self.wording(metric), range: range, lines: drawn.lines,
      shades: faults,
      measuredFrom: measuredFrom
    ).picture()
  }

  /// One line for each service that has values above 0, those with the highest peaks where there are many, and how many are left out; nil
  /// where there are none.
  private func lines(_ values: (String) -> [Double]?) -> (lines: [TimeChart.Line], left: Int)? {
    let all = run.run.services.compactMap { service -> (name: String, values: [Double], peak: Double)? in
      guard let values = values(service) else { return nil }
      return (service, values, values.filter(\.isFinite).max() ?? 0)
    }
    let busy = all.filter { $0.peak > 0 }
    let highest = busy.sorted { ($1.peak, $0.name) < ($0.peak, $1.name) }.prefix(Self.mostLines)
    guard !highest.isEmpty else { return nil }
    let names = Set(highest.map(\.name))
    let lines = all.filter { names.contains($0.name) }.enumerated().map { index, level in
      TimeChart.Line(level.name, Self.tones[index % Self.tones.count], level.values)
    }
    return (lines, busy.count - lines.count)
  }

  /// How many slots a service has in each second, nil where that is not known: its busy slots over its utilisation, both measured.
  ///
  /// With an autoscaler they are those of the endpoints that are ready, while the utilisation is over those that it wants.
  private func slots(_ service: String, busy: [Double]) -> [Double]? {
    guard let share = mean("utilization", ["service": service]), share > 0, let used = measuredMean(busy)
    else { return nil }
    guard let wanted = course["service/\(service)", "endpoints"], let count = measuredMean(wanted), count > 0
    else {
      let slots = (used / share).rounded()
      return slots >= 1 ? busy.map { _ in slots } : nil
    }
    let concurrency = (used / share / count).rounded()
    guard concurrency >= 1 else { return nil }
    return (course["service/\(service)", "endpoints_ready"] ?? wanted).map { $0 * concurrency }
  }

  /// The mean of the seconds after the warm-up, nil without any.
  private func measuredMean(_ values: [Double]) -> Double? {
    let measured = values.dropFirst(firstMeasuredSecond).filter(\.isFinite)
    return measured.isEmpty ? nil : measured.reduce(0, +) / Double(measured.count)
  }

  /// What each line reaches at most, in a sentence.
  private func peaks(_ lines: [TimeChart.Line], _ metric: String) -> String {
    let peaks = lines.map { line in
      let peak = line.values.filter(\.isFinite).max() ?? 0
      return "\(line.name) \(Figure(for: peak, metric: metric).text(peak))"
    }
    return "At most: \(peaks.joined(separator: ", "))."
  }
}
