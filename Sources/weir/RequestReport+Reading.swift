import Documents
import GatewayAPI
import Records
import Reports
import Results

extension RequestReport {
  /// The report in a form, one of ``Swift/Array/ofRequests``.
  func text(_ format: ReportFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: table(style)
    case .json: json()
    case .markdown, .summary: markdown()
    // Refused before anything was read.
    case .csv, .junit, .annotations, .html, .svg: ""
    }
  }

  /// Reads the requests that a run explained out of its database.
  ///
  /// - Parameter configuration: what the manifests of the run say.
  static func read(
    _ path: String, of run: RunRecord, explained chosen: ChosenRequests, configuration: GatewayConfiguration
  ) throws -> RequestReport {
    do throws(ResultsError) {
      let entries = try found(chosen, in: try RequestReader(path: path))
      var notes = chosen.empty.map { "\($0): \(nothing($0.choice, of: "measured"))" }
      if entries.count < chosen.requests.count {
        notes.append("the run was interrupted and does not hold all of the requests that were chosen")
      }
      return RequestReport(entries, of: run, configuration: configuration, notes: notes)
    } catch {
      throw Failure(error)
    }
  }

  /// Reads the requests with these names out of the database of a run.
  ///
  /// - Throws: a failure with 65 where a replication does not exist, or a request that is named by its number is not recorded.
  static func read(_ path: String, of run: RunRecord, named names: [RequestName]) throws -> RequestReport {
    if let name = names.first(where: { $0.replication >= run.replications }) {
      throw Failure(.badInput, "\(path): there is no \(name): \(run.shownReplications)")
    }
    do {
      let reader = try RequestReader(path: path)
      let chosen = try ChosenRequests(names) { name throws(ResultsError) in
        try reader.pick(name.choice, replication: name.replication, measured: run.timesMeasured)
      }
      if let name = chosen.empty.first(where: { !$0.isWord }) {
        throw Failure(
          .badInput,
          "\(path): request \(name) is not recorded; weir run SCENARIO --explain-request \(name) records it")
      }
      return RequestReport(
        try found(chosen, in: reader), of: run, configuration: run.configuration,
        notes: try count(names, run, reader)
          + chosen.empty.map { "\($0): \(nothing($0.choice, of: "recorded"))" })
    } catch let error as ResultsError {
      throw Failure(error)
    }
  }

  /// Says among how many requests the words chose.
  private static func count(
    _ names: [RequestName], _ run: RunRecord, _ reader: RequestReader
  ) throws(ResultsError) -> [String] {
    var notes: [String] = []
    for replication in Set(names.filter(\.isWord).map(\.replication)).sorted() {
      let count = try reader.count(replication: replication, measured: run.timesMeasured)
      notes.append(
        "chosen of the \(count) measured requests of replication \(replication) that are recorded; "
          + "weir run SCENARIO --explain-request looks at all of them")
    }
    return notes
  }

  /// An interrupted run may not hold the replication of a request.
  private static func found(
    _ chosen: ChosenRequests, in reader: RequestReader
  ) throws(ResultsError) -> [Entry] {
    var entries: [Entry] = []
    for choice in chosen.requests {
      guard let story = try reader.story(replication: choice.replication, number: choice.number) else {
        continue
      }
      entries.append(Entry(choice, story))
    }
    return entries
  }

  /// What it means that a word chose nothing.
  private static func nothing(_ choice: RequestChoice, of kind: String) -> String {
    switch choice {
    case .slowest: "no \(kind) request was answered"
    case .denied: "no \(kind) request had a retry denied"
    case .fate(let fate): "no \(kind) request ended as \(fate.name)"
    case .number, .automatic: "no \(kind) request"
    }
  }
}

extension [ReportFormat] {
  /// The forms in which requests are told.
  static let ofRequests: [ReportFormat] = [.table, .json, .markdown, .summary, .html, .svg]
}

extension RequestName {
  /// Whether it names requests by what happened to them.
  fileprivate var isWord: Bool {
    if case .number = choice { false } else { true }
  }
}

extension RunRecord {
  /// Which replications there are.
  var shownReplications: String {
    replications == 1
      ? "the run has replication 0 alone" : "the run has replications 0 to \(replications - 1)"
  }

  /// What the manifests of the run say, read once more; nil where the command line changed them.
  fileprivate var configuration: GatewayConfiguration? {
    guard overrides.allSatisfy({ $0.hasPrefix("--set spec.") }) else { return nil }
    let diagnostics = Diagnostics()
    let documents = inputs.flatMap {
      loadDocuments(text: $0.text, file: $0.file, diagnostics: diagnostics).documents
    }
    return GatewayConfiguration.read(documents, diagnostics: diagnostics)
  }
}
