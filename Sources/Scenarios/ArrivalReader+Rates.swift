import Documents
import Traffic

/// Reads arrivals whose rate changes by itself, as a sinusoid or as a file says.
extension ArrivalReader {
  /// `mmpp`.
  func modulated(_ reader: Reader) -> ArrivalProcess? {
    guard let fields = reader.mapping("mmpp") else { return nil }
    defer { fields.finish() }
    guard fields.required("states") != nil, let items = fields.list("states") else { return nil }
    guard Bounds.states.contains(items.count) else {
      fields.report(
        items.count > Bounds.states.upperBound ? .tooLarge : .invalid,
        "expected \(Bounds.states.lowerBound) to \(Bounds.states.upperBound) states, found \(items.count)",
        about: "states", suggestion: "write [{rate: 100/s, mean: 50s}, {rate: 900/s, mean: 10s}]")
      return nil
    }
    let states = items.map { state(fields.reader(of: $0, at: $1)) }
    let sound = states.compactMap { $0 }
    guard sound.count == states.count else { return nil }
    guard sound.contains(where: { $0.rate > 0 }) else {
      reportNoArrivals(fields, "states", "give one state a rate above 0")
      return nil
    }
    return .modulated(sound)
  }

  private func state(_ fields: Reader) -> ArrivalProcess.State? {
    let rate = fields.boundedRate("rate", allowingZero: true)
    let mean = fields.required("mean") == nil ? nil : fields.time("mean", allowingZero: false)
    fields.finish()
    guard let rate, let mean else { return nil }
    guard mean >= Bounds.stay else {
      fields.report(
        .tooLarge,
        "a state that lasts \(Quantity.format(nanoseconds: mean)) changes more often than once a microsecond, "
          + "which is not simulated", about: "mean")
      return nil
    }
    return ArrivalProcess.State(rate: rate, mean: mean)
  }

  /// `diurnal`.
  func diurnal(_ reader: Reader) -> ArrivalProcess? {
    guard let fields = reader.mapping("diurnal") else { return nil }
    let mean = fields.boundedRate("mean", allowingZero: false)
    let peak = fields.boundedRate("peak", allowingZero: false)
    let period = fields.required("period") == nil ? nil : fields.time("period", allowingZero: false)
    fields.finish()
    guard let mean, let peak else { return nil }
    guard peak >= mean, peak <= 2 * mean else {
      fields.report(
        .invalid,
        peak < mean
          ? "the peak is below the mean"
          : "the peak is more than twice the mean, so that the rate would fall below 0",
        about: "peak", suggestion: "give it a rate from the mean to twice the mean")
      return nil
    }
    return period.map { .diurnal(mean: mean, peak: peak, period: $0) }
  }

  /// `rates`.
  func rates(_ reader: Reader) -> ArrivalProcess? {
    guard let fields = reader.mapping("rates") else { return nil }
    let file = fields.requiredString("file")
    let speed = positiveFactor(fields, "speed")
    let scale = positiveFactor(fields, "scale")
    let loops = fields.boolean("loop") ?? false
    fields.finish()
    guard let file, let speed, let scale else { return nil }
    let options = RateOptions(speed: speed, scale: scale, loops: loops, highest: Bounds.rate)
    let table = readRates(
      path: path(of: file), options: options, at: fields.field("file")?.location,
      diagnostics: fields.diagnostics)
    guard let table else { return nil }
    guard table.peak > 0 else {
      reportNoArrivals(fields, "file", "give one period of the file a count above 0")
      return nil
    }
    warn(fields, ofBeginning: table.start, "the first period begins")
    return .rates(table)
  }

  /// A factor above 0, 1 where it is absent; nil where it cannot be used.
  func positiveFactor(_ fields: Reader, _ key: String) -> Double? {
    guard fields.has(key) else { return 1 }
    guard let factor = fields.factor(key) else { return nil }
    if factor > 0 { return factor }
    fields.report(.invalid, "expected a \(key) above 0", about: key)
    return nil
  }
}
