extension TraceDiagnosis {
  func refusedLines(_ evidence: TraceEvidence) -> TraceWarning? {
    guard refused > 0 else { return nil }
    let reasons = LineVerdict.Refusal.allCases.compactMap { reason -> String? in
      guard let tally = evidence.accounting.refusals[reason], tally.count > 0 else { return nil }
      let lines = tally.first.map { place in
        evidence.isOneFile ? "\(place.line)" : "\(place.file + 1):\(place.line)"
      }
      let more = tally.count > lines.count ? ", …" : ""
      return "\(reason.rawValue) \(PlainNumber.count(tally.count)) (\(lines.joined(separator: ", "))\(more))"
    }
    return TraceWarning(
      code: .refusedLines,
      message: "lines that cannot be read: \(PlainNumber.count(refused)), by reason and line: "
        + reasons.joined(separator: "; "),
      count: refused, advice: "look at the first of them; perhaps another --format fits")
  }

  func duplicatedRequests(_ evidence: TraceEvidence) -> TraceWarning? {
    warning(
      .duplicatedRequests, evidence.accounting.duplicates.count,
      "requests that another line told already, because two proxies logged them or the client tried again",
      "read the gateway's log only, or leave them out with --drop-duplicates: they double the load")
  }

  func endOfRequest(_ evidence: TraceEvidence) -> TraceWarning? {
    warning(
      .endOfRequest, evidence.accounting.missingDuration.count,
      "requests of which only the end is told and not how long they took, so that their arrival is not known",
      "let the server log the duration, such as NGINX's $request_time; until then each arrival is late by its duration"
    )
  }

  func guessed(_ evidence: TraceEvidence) -> TraceWarning? {
    guard !evidence.remarks.isEmpty else { return nil }
    return TraceWarning(
      code: .guessed, message: evidence.remarks.joined(separator: "; "), count: evidence.remarks.count,
      advice: "nothing, if that is so")
  }

  func closedLoop(_ evidence: TraceEvidence) -> TraceWarning? {
    let isClosed = formats.contains { [.k6CSV, .k6JSON, .har].contains($0) }
    return warning(
      .closedLoop, isClosed ? records : 0,
      "requests of a load test or a browser, whose clients wait for answers before they ask again",
      "arrivals thin out while the system is slow: a replay understates what an open population would do")
  }

  func sampled(_ evidence: TraceEvidence) -> TraceWarning? {
    let mayBe = formats.contains { [.gcp, .otlp].contains($0) }
    return warning(
      .sampled, mayBe ? records : 0,
      "requests of a log that is often a sample, and does not tell its rate",
      "divide rates by the sampling rate; bursts are larger than they seem")
  }

  func healthChecks(_ evidence: TraceEvidence) -> TraceWarning? {
    warning(
      .healthChecks, evidence.accounting.healthChecks.count, "probes of health, which are no users",
      "leave them out with --drop-health-checks")
  }

  func missingHost(_ evidence: TraceEvidence) -> TraceWarning? {
    warning(
      .missingHost, evidence.accounting.missingHost.count,
      "requests without a host, by which routes tell them apart", "name it with --host")
  }

  func outOfOrder(_ evidence: TraceEvidence) -> TraceWarning? {
    warning(
      .outOfOrder, inversions, "lines about requests that arrived before the one of the line above",
      "nothing, if the log is written when requests end: they are sorted")
  }

  /// A warning where it concerns anything.
  private func warning(
    _ code: TraceWarning.Code, _ count: Int, _ what: String, _ advice: String
  ) -> TraceWarning? {
    guard count > 0 else { return nil }
    return TraceWarning(
      code: code, message: "\(what): \(PlainNumber.count(count)) of \(PlainNumber.count(records))",
      count: count, advice: advice)
  }
}
