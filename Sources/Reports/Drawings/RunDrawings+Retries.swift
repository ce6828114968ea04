import Charts
import Results

extension RunDrawings {
  /// The services that retries were sent to, or denied.
  var retriedServices: [String] {
    run.run.services.filter { service in
      ["retries", "retries_denied"].contains { (mean($0, ["service": service]) ?? 0) > 0 }
    }
  }

  /// Retries sent and denied over time, with the times at which the budget was exhausted.
  func retries(of service: String) -> Picture? {
    let entity = "service/\(service)"
    guard let retries = course[entity, "retries"], let denied = course[entity, "retries_denied"] else {
      return nil
    }
    let labels: Labels = ["service": service]
    let budget =
      mean("retries_denied", labels) == nil
      ? "; no budget limits them"
      : " and \(text("retries_denied", labels)) denied by the budget, which was exhausted for "
        + "\(text("budget_exhausted_seconds", labels))\(together)"
    return TimeChart(
      Caption(
        id: Self.identifier("retries-\(service)"), title: "Retries to \(service)",
        summary: "\(text("retries", labels)) retries were sent\(budget), \(meanOf)."),
      times: seconds, axis: "retries/s", wording: Self.wording("goodput"),
      lines: [
        TimeChart.Line("denied", .bad, denied, isFilled: true), TimeChart.Line("sent", .warm, retries),
      ],
      shades: exhaustion(of: service) + faults, measuredFrom: measuredFrom
    ).picture()
  }

  /// The seconds in which a service's budget was exhausted in at least half of the replications.
  func exhaustion(of service: String) -> [TimeChart.Shade] {
    guard let number = run.run.services.firstIndex(of: service) else { return [] }
    var counts = Array(repeating: 0, count: course.seconds)
    // The last replication that counts in each second: several of its proxies count once.
    var latest = Array(repeating: -1, count: course.seconds)
    for (index, replication) in run.replications.enumerated() {
      for episode in replication.episodes where episode.service == number {
        let first = Int(clamping: max(0, episode.start) / 1_000_000_000)
        // At its end is a denial too.
        let last = min(Int(clamping: episode.end / 1_000_000_000), course.seconds - 1)
        for second in stride(from: first, through: last, by: 1) where latest[second] != index {
          latest[second] = index
          counts[second] += 1
        }
      }
    }
    return Self.stretches(counts.map { $0 * 2 >= run.replications.count && $0 > 0 }).map {
      TimeChart.Shade(
        "budget exhausted", .warm, from: Double($0.lowerBound), to: Double($0.upperBound))
    }
  }

  /// Where values are true without interruption.
  private static func stretches(_ values: [Bool]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    for (index, value) in values.enumerated() where value {
      if let last = stretches.last, last.upperBound == index {
        stretches[stretches.count - 1] = last.lowerBound..<index + 1
      } else {
        stretches.append(index..<index + 1)
      }
    }
    return stretches
  }

  /// Attempts over first attempts of each service that is retried, over time; nil where none is.
  var amplification: Picture? {
    let retried = retriedServices
    let services = retried.prefix(Self.mostLines)
    let lines = services.enumerated().compactMap { index, service -> TimeChart.Line? in
      guard let first = course["service/\(service)", "first_attempts"],
        let retries = course["service/\(service)", "retries"]
      else { return nil }
      let factors = zip(first, retries).map { $0 > 0 ? ($0 + $1) / $0 : .nan }
      return TimeChart.Line(service, Self.tones[index % Self.tones.count], factors)
    }
    guard !lines.isEmpty else { return nil }
    let said = services.map { "\($0) \(text("amplification", ["service": $0]))" }.joined(separator: ", ")
    return TimeChart(
      Caption(
        id: "amplification", title: "Amplification",
        summary: "Attempts over first attempts, second by second; over all: \(said)."
          + Self.left(retried.count - services.count)),
      times: seconds, axis: "attempts per first attempt", wording: Self.wording("amplification"),
      range: 1...1.2, lines: lines, shades: faults, measuredFrom: measuredFrom
    ).picture()
  }
}
