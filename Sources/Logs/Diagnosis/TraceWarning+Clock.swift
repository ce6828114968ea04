extension TraceDiagnosis {
  /// From this resolution on nothing is known of what happens within a second, which is what timeouts and bursts are about.
  private static let coarse: Int64 = 1_000_000_000
  /// Three digits that tell nothing. One or two are left by clocks that tick in units of their own, such as the 100 ns of Windows.
  private static let emptyDigits: Int64 = 1000
  /// The share of the span from which on pauses make its mean rate mean nothing: half. Traffic that comes in storms of its own accord, as
  /// that of code completion, pauses for two fifths of an hour (reference recorded-traces 1).
  private static let mostPauses = 0.5

  func doctoredClock(_ evidence: TraceEvidence) -> TraceWarning? {
    guard let doctored = evidence.doctored else { return nil }
    let values = doctored.values.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: " or ")
    let visit = doctored.field == "minute" ? "hour" : "minute"
    return TraceWarning(
      code: .doctoredClock,
      message: "every request is in \(doctored.field) \(values) of its \(visit), in \(doctored.visits) "
        + "\(visit)s: no traffic has such times",
      count: records,
      advice: "use the mix of requests, but not the times: they were overwritten, or only a part of each "
        + "\(visit) was recorded")
  }

  func coarseClock(_ evidence: TraceEvidence) -> TraceWarning? {
    guard let resolution, resolution >= Self.coarse else { return nil }
    return TraceWarning(
      code: .coarseClock,
      message:
        "the clock ticks every \(PlainNumber.time(resolution)); requests that have "
        + "the time of the one before: \(PlainNumber.count(evidence.ties)) of \(PlainNumber.count(records))",
      count: records,
      advice:
        "what happens within a tick is not known, and the inter-arrival CV is that of the clock: "
        + (evidence.accounting.clock.promised == Self.coarse
          ? "an import spreads the requests of a second by chance"
          : "an import leaves the requests of a tick together, since its digits promise more"))
  }

  func falsePrecision(_ evidence: TraceEvidence) -> TraceWarning? {
    if let tick = evidence.tick {
      return TraceWarning(
        code: .falsePrecision,
        message:
          "distinct times are about \(PlainNumber.time(tick)) apart or more, and many requests share one: "
          + "the clock ticks more slowly than its digits promise",
        count: records,
        advice:
          "take the burstiness below a few ticks for that of the clock, unless requests really come in batches"
      )
    }
    // Weir's own form leaves out zeros at the end and promises nothing.
    guard formats != [.weir], let promised = evidence.accounting.clock.promised, promised > 0, let resolution,
      resolution / promised >= Self.emptyDigits
    else {
      return nil
    }
    return TraceWarning(
      code: .falsePrecision,
      message: "times are written to \(PlainNumber.time(promised)), but all are whole multiples of "
        + PlainNumber.time(resolution),
      count: records, advice: "take times for as exact as the resolution that was found")
  }

  func gaps(_ evidence: TraceEvidence) -> TraceWarning? {
    guard let pauses = evidence.pauses, Double(pauses.sum) >= Self.mostPauses * Double(span) else {
      return nil
    }
    let share = Int((Double(pauses.sum) / Double(span) * 100).rounded())
    return TraceWarning(
      code: .gaps,
      message:
        "\(PlainNumber.count(pauses.count)) pauses of a minute or longer are \(share) % of the span; outside them "
        + "\(PlainNumber.decimal(pauses.rate)) requests a second arrive",
      count: pauses.count,
      advice:
        "rates and dispersions over the whole span mean little: replay the parts between the pauses, or leave "
        + "the pauses out")
  }
}
