extension TraceDiagnosis {
  /// All warnings, in the order of their codes.
  package func warnings(_ evidence: TraceEvidence) -> [TraceWarning] {
    TraceWarning.Code.allCases.compactMap { warning($0, evidence) }
  }

  private func warning(_ code: TraceWarning.Code, _ evidence: TraceEvidence) -> TraceWarning? {
    switch code {
    case .doctoredClock: doctoredClock(evidence)
    case .refusedLines: refusedLines(evidence)
    case .duplicatedRequests: duplicatedRequests(evidence)
    case .coarseClock: coarseClock(evidence)
    case .falsePrecision: falsePrecision(evidence)
    case .guessed: guessed(evidence)
    case .endOfRequest: endOfRequest(evidence)
    case .gaps: gaps(evidence)
    case .closedLoop: closedLoop(evidence)
    case .sampled: sampled(evidence)
    case .healthChecks: healthChecks(evidence)
    case .missingHost: missingHost(evidence)
    case .outOfOrder: outOfOrder(evidence)
    }
  }
}
