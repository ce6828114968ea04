import Documents

/// Reads how a fault goes on: how long it lasts, how it grows, which attempts it hits, and how often it comes.
struct FaultCourseReader {
  let reader: Reader
  /// nil where the effect could not be read.
  let effect: FaultEffectReader.NamedEffect?

  private static let sharedEffects = ["errors", "reset", "refuse", "blackhole", "latency"]
  private static let growingEffects = sharedEffects + ["slowdown", "capacity", "surge"]

  /// Nanoseconds; nil where that is missing or wrong.
  /// - Parameter endpoints: how many endpoints a fault of a service hits.
  func duration(endpoints: Int) -> Int64? {
    guard case .rollingRestart(let restart) = effect?.effect else {
      if effect == nil, reader.holds("rollingRestart") {
        _ = reader.time("for", allowingZero: false)
        return nil
      }
      return reader.required("for") == nil ? nil : reader.time("for", allowingZero: false)
    }
    let (needed, overflow) = restart.startTime
      .multipliedReportingOverflow(by: Int64(restart.batches(of: endpoints)))
    if reader.has("for") {
      return reader.time("for", allowingZero: false).map { overflow ? $0 : min($0, needed) }
    }
    guard !overflow, needed <= Bounds.time else {
      reader.report(
        .tooLarge, "the restart takes more than 30 days (720h), which are not simulated",
        about: "rollingRestart", suggestion: "give it a shorter startTime, or end it by `for:`")
      return nil
    }
    return needed
  }

  /// The share of the attempts that it hits.
  ///
  /// Assumption A-SCN-8: a fault with a `percent` grows in the share of attempts that it hits, one without in its size.
  func share() -> Double? {
    guard let share = reader.share("percent") else { return nil }
    return fits("percent", Self.sharedEffects, "hits attempts one by one") ? share : nil
  }

  /// Nanoseconds in which it grows.
  func ramp(within duration: Int64?) -> Int64? {
    guard let ramp = reader.time("ramp", allowingZero: true),
      fits("ramp", Self.growingEffects, "can grow"), let duration
    else { return nil }
    if ramp <= duration { return ramp }
    reader.report(
      .faultCourse, "it lasts for \(Quantity.format(nanoseconds: duration)) and would still grow then",
      about: "ramp", suggestion: "write a ramp that is no longer than `for`")
    return nil
  }

  private func fits(_ key: String, _ effects: [String], _ what: String) -> Bool {
    guard let effect else { return false }
    if effects.contains(effect.key) { return true }
    reader.report(
      .faultCourse, "\"\(effect.key)\" has no \"\(key)\"", about: key,
      suggestion: "remove it; what \(what) is \(effects.joined(separator: ", "))")
    return false
  }

  /// How often it comes again.
  func repetition(of duration: Int64?) -> Fault.Repetition? {
    guard let fields = reader.mapping("repeat") else { return nil }
    let every = fields.required("every") == nil ? nil : fields.time("every", allowingZero: false)
    let times =
      fields.required("times") == nil ? nil : fields.count("times", from: 2, upTo: Bounds.occurrences)
    fields.finish()
    guard let every, let times, let duration else { return nil }
    if every >= duration { return Fault.Repetition(every: every, times: times) }
    fields.report(
      .faultCourse,
      "it lasts for \(Quantity.format(nanoseconds: duration)), so that it would come again before it is over",
      about: "every", suggestion: "write a time that is no shorter than `for`")
    return nil
  }
}
