import Charts
import Results

extension RunDrawings {
  /// What a service's retry budget counted against its limit over time; nil where that was not recorded.
  func budget(of service: String) -> Picture? {
    let entity = "service/\(service)"
    guard let used = course[entity, "budget_used"], let limit = course[entity, "budget_limit"],
      let unit = BudgetUnit(dataPlane: run.run.dataPlane)
    else { return nil }
    var lines = [
      TimeChart.Line("used", .warm, used, isFilled: true),
      TimeChart.Line("limit", .bad, limit, isDashed: true),
    ]
    if let minimum = course[entity, "budget_minimum"] {
      lines.insert(TimeChart.Line("of which the minimum", .reference, minimum, isDashed: true), at: 0)
    }
    return TimeChart(
      Caption(
        id: Self.identifier("budget-\(service)"), title: "The retry budget of \(service)",
        summary: "What the budget counts, and its limit, at the end of each second, \(meanOf)\(together)."),
      times: seconds, axis: unit.rawValue, wording: Self.wording("retries"), lines: lines,
      shades: exhaustion(of: service) + faults, measuredFrom: measuredFrom
    ).picture()
  }

  /// Of each mirror the share copied so far, within the band in which it lies at any one time in 999 of 1,000 worlds.
  ///
  /// - Returns: One for each of the first mirrors, and how many mirrors are left out.
  var runningRatios: (pictures: [Picture], left: Int) {
    let mirrors = run.replications.first?.mirrors.map(\.record) ?? []
    let pictures = zip(mirrors, MirrorRecord.entities(of: mirrors)).prefix(Self.mostLines).compactMap(
      runningRatio)
    return (pictures, max(0, mirrors.count - Self.mostLines))
  }

  /// The band is that of the normal approximation around the expected share: expected ± 3.29 √(expected (1 - expected) / n).
  private func runningRatio(of mirror: MirrorRecord, _ entity: String) -> Picture? {
    guard let eligible = course[entity, "eligible"], let sent = course[entity, "sent"] else {
      return nil
    }
    let measured = Array(zip(eligible, sent).enumerated().dropFirst(firstMeasuredSecond))
    let replications = Double(max(1, run.replications.count))
    var (all, copies) = (0.0, 0.0)
    var ratios: [Double] = []
    var halves: [Double] = []
    for (_, (eligible, sent)) in measured {
      all += eligible.isFinite ? eligible * replications : 0
      copies += sent.isFinite ? sent * replications : 0
      ratios.append(all > 0 ? copies / all : .nan)
      halves.append(
        all > 0 ? Self.normalQuantile * (mirror.expected * (1 - mirror.expected) / all).squareRoot() : .nan)
    }
    guard ratios.contains(where: \.isFinite) else { return nil }
    let expected = Figure(for: mirror.expected, metric: "mirror_ratio").text(mirror.expected)
    return TimeChart(
      Caption(
        id: Self.identifier(entity),
        title: "Copies to \(mirror.mirror) so far",
        summary:
          "The share of eligible requests copied so far, all replications together, and the band around the expected "
          + "\(expected) in which it lies with 99.9 %."),
      times: measured.map { Double($0.offset) }, axis: "copies of eligible requests",
      wording: Self.percents,
      lines: [
        TimeChart.Line("expected", .reference, measured.map { _ in mirror.expected }, isDashed: true),
        TimeChart.Line("observed", .first, ratios),
      ],
      bands: [
        TimeChart.Band(
          "99.9 % band", .reference, low: halves.map { max(0, mirror.expected - $0) },
          high: halves.map { min(1, mirror.expected + $0) })
      ]
    ).picture()
  }

  /// The two-sided quantile of 99.9 % of the normal distribution.
  private static let normalQuantile = 3.2905
}
