import Logs

/// What an import of logs read, left out and wrote.
public struct ImportReport {
  let files: [String]
  let formats: [LogFormat]
  let accounts: [ImportAccounting]
  let all: ImportAccounting
  let remarks: [String]
  let options: LogOptions
  let summary: TraceForm.Summary
  /// The file that was written; nil is standard output.
  let target: String?

  /// - Parameters:
  ///   - files: The names of the logs, as they were given.
  ///   - log: What was read of them.
  ///   - options: How.
  ///   - summary: What was written.
  ///   - target: Where to; nil is standard output.
  package init(
    files: [String], log: ImportedLog, options: LogOptions, summary: TraceForm.Summary, target: String?
  ) {
    self.files = files
    formats = log.formats
    accounts = log.accounts
    all = log.accounting
    remarks = log.remarks
    self.options = options
    self.summary = summary
    self.target = target
  }

  // MARK: Why lines did not become requests

  /// A reason, how many lines, and the first of them as `file:line`.
  struct Reason {
    let name: String
    let tally: ImportAccounting.Tally
  }

  /// Why lines were left out, in a fixed order.
  var omissions: [Reason] {
    let noRequests = LineVerdict.NoRequest.allCases.compactMap { kind in
      all.noRequests[kind].map { Reason(name: kind.rawValue, tally: $0) }
    }
    let filters = options.filters.indices.map { ImportAccounting.Omission.filter($0) }
    let others: [ImportAccounting.Omission] = [.time, .healthCheck, .duplicate, .serverSide]
    return noRequests
      + (filters + others).compactMap { omission in
        all.omissions[omission].map { Reason(name: name(omission), tally: $0) }
      }
  }

  /// Why lines could not be read, in a fixed order.
  var refusals: [Reason] {
    LineVerdict.Refusal.allCases.compactMap { refusal in
      all.refusals[refusal].map { Reason(name: refusal.rawValue, tally: $0) }
    }
  }

  private func name(_ omission: ImportAccounting.Omission) -> String {
    switch omission {
    case .filter(let number): "not \(options.filters[number].text)"
    case .time: "time"
    case .healthCheck: "health-check"
    case .duplicate: "duplicate"
    case .serverSide: "server-side"
    }
  }

  /// The file and the line of a place.
  func place(_ place: LogPlace) -> String {
    "\(place.file < files.count ? files[place.file] : "log"):\(place.line)"
  }

  /// The assumptions that had an effect.
  var assumptions: [LogAssumption] {
    let isUsed = [
      all.spread > 0 && options.spread == .uniform, all.missingDuration.count > 0, all.duplicates.count > 0,
      all.healthChecks.count > 0, files.count > 1,
    ]
    return zip(logAssumptions, isUsed).filter(\.1).map(\.0)
  }
}
