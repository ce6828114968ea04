import Documents
import Traffic

/// Reads `arrivals` of a traffic source.
struct ArrivalReader {
  let context: ScenarioContext

  private static let kinds = ["constant", "poisson", "stages", "mmpp", "diurnal", "closed", "rates", "trace"]

  /// The arrival process, nil where it cannot be used.
  func read(_ source: Reader) -> ArrivalProcess? {
    guard source.required("arrivals") != nil, let reader = source.mapping("arrivals") else { return nil }
    let errors = reader.diagnostics.errorCount
    let found = Self.kinds.filter(reader.has)
    reader.finish()
    guard reader.diagnostics.errorCount == errors else { return nil }
    guard let kind = found.first, found.count == 1 else {
      reader.report(
        .invalid,
        found.isEmpty
          ? "expected an arrival process"
          : "expected one arrival process, found \(found.joined(separator: " and "))",
        at: reader.value.location, path: reader.path, suggestion: "write {poisson: {rate: 400/s}}")
      return nil
    }
    switch kind {
    case "stages": return stages(reader)
    case "mmpp": return modulated(reader)
    case "diurnal": return diurnal(reader)
    case "closed": return closed(reader)
    case "rates": return rates(reader)
    case "trace": return trace(reader)
    default:
      guard let rate = rate(reader, kind) else { return nil }
      return kind == "constant" ? .constant(rate: rate) : .poisson(rate: rate)
    }
  }

  private func closed(_ reader: Reader) -> ArrivalProcess? {
    guard let fields = reader.mapping("closed") else { return nil }
    let users = fields.required("users") == nil ? nil : fields.count("users", from: 1, upTo: Bounds.users)
    let think =
      fields.required("think") == nil
      ? nil : DistributionReader(folder: context.folder).read("think", in: fields)
    fields.finish()
    guard let users, let think else { return nil }
    return .closed(users: users, think: think)
  }

  private func rate(_ reader: Reader, _ kind: String) -> Double? {
    guard let fields = reader.mapping(kind) else { return nil }
    defer { fields.finish() }
    return fields.boundedRate("rate", allowingZero: false)
  }

  private func stages(_ reader: Reader) -> ArrivalProcess? {
    guard let items = reader.entries("stages") else { return nil }
    let stages = items.map { value, path -> ArrivalProcess.Stage? in
      let fields = reader.reader(of: value, at: path)
      let rate = fields.boundedRate("rate", allowingZero: true)
      let duration = fields.required("for") == nil ? nil : fields.time("for", allowingZero: true)
      let step = fields.boolean("step") ?? false
      fields.finish()
      guard let rate, let duration else { return nil }
      return ArrivalProcess.Stage(rate: rate, duration: duration, step: step)
    }
    let sound = stages.compactMap { $0 }
    guard sound.count == stages.count else { return nil }
    guard sound.contains(where: { $0.rate > 0 }) else {
      reportNoArrivals(reader, "stages", "write [{rate: 400/s, for: 1m}]")
      return nil
    }
    return .stages(sound)
  }

  /// Reports a rate that is 0 at all times.
  func reportNoArrivals(_ reader: Reader, _ key: String, _ suggestion: String) {
    reader.report(.noArrivals, "the rate is 0 at all times", about: key, suggestion: suggestion)
  }

  /// Where a file that a scenario names lies.
  func path(of file: String) -> String {
    context.folder.isEmpty || file.hasPrefix("/") ? file : "\(context.folder)/\(file)"
  }

  /// Warns of a file of which nothing comes.
  func warn(_ fields: Reader, ofBeginning time: Int64, _ what: String) {
    guard context.end > 0, time >= context.end else { return }
    fields.report(
      .noArrivals, "\(what) at \(Quantity.format(nanoseconds: time)), after the end of the run",
      severity: .warning, about: "file",
      suggestion: "arrivals count from the start of a replication, in seconds")
  }
}
