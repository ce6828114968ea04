import Charts
import Results

extension RunDrawings {
  /// Requests that wait at each service over time; nil where nothing ever waits.
  var queues: Picture? {
    levels("queue_length_mean") { _ in 1 }.map { lines in
      TimeChart(
        Caption(
          id: "queues", title: "Queues",
          summary: "Requests waiting at all endpoints of a service, \(meanOf). "
            + peaks(lines, "queue_length_mean")),
        times: seconds, axis: "waiting requests", wording: Self.wording("queue_length_mean"), lines: lines,
        shades: faults, measuredFrom: measuredFrom
      ).picture()
    }
  }

  /// The busy share of each service's slots over time; nil where no service has a bounded number.
  var utilization: Picture? {
    levels("busy_mean", slots).map { lines in
      TimeChart(
        Caption(
          id: "utilization", title: "Utilisation",
          summary: "The share of a service's slots that are busy, \(meanOf). "
            + peaks(lines, "utilization")),
        times: seconds, axis: "busy slots", wording: Self.percents, range: 0...1,
        lines: lines, shades: faults, measuredFrom: measuredFrom
      ).picture()
    }
  }

  /// One line a service, those with the highest peaks where there are many.
  private func levels(_ metric: String, _ divisor: (String) -> Double?) -> [TimeChart.Line]? {
    let all = run.run.services.compactMap { service -> (name: String, values: [Double], peak: Double)? in
      guard let values = course["service/\(service)", metric], let divisor = divisor(service) else {
        return nil
      }
      let scaled = values.map { $0 / divisor }
      return (service, scaled, scaled.filter(\.isFinite).max() ?? 0)
    }
    let peaks = all.filter { $0.peak > 0 }.sorted { $0.peak > $1.peak }.prefix(Self.mostLines)
    guard !peaks.isEmpty else { return nil }
    let names = Set(peaks.map(\.name))
    let tones: [Tone] = [.first, .second, .third, .fourth, .fifth, .sixth]
    return all.filter { names.contains($0.name) }.enumerated().map { index, level in
      TimeChart.Line(level.name, tones[index % tones.count], level.values)
    }
  }

  /// How many slots a service has, nil where that is not known: its busy slots over its utilisation, both measured.
  private func slots(_ service: String) -> Double? {
    guard let share = mean("utilization", ["service": service]), share > 0,
      let busy = course["service/\(service)", "busy_mean"]
    else { return nil }
    let measured = busy.dropFirst(Int(run.run.warmUp / 1_000_000_000)).filter(\.isFinite)
    guard !measured.isEmpty else { return nil }
    let slots = (measured.reduce(0, +) / Double(measured.count) / share).rounded()
    return slots >= 1 ? slots : nil
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
