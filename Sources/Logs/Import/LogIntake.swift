/// Makes entries of the records of one file after the other, and keeps the account.
struct LogIntake {
  /// Bytes of the name of an upstream or a client.
  private static let longestName = 1 << 12

  private let options: LogOptions
  private let filters: FilterSet
  private let defaultHost: [UInt8]
  private var sorter: EntrySorter
  private var group: SecondGroup
  private var seen = SeenRequests()
  private var shapes = ShapeTable()
  private var upstreams = InternedTexts()
  private var clients = InternedTexts()
  private var known: KnownFields = []
  private var text: [UInt8] = []
  private var latest = Int64.min

  /// What became of the lines of the file that is being read.
  private(set) var accounting = ImportAccounting()

  init(_ options: LogOptions) {
    self.options = options
    filters = FilterSet(options)
    defaultHost = Array((options.defaultHost ?? "").utf8)
    sorter = EntrySorter(folder: options.temporaryFolder)
    group = SecondGroup(options.spread, seed: options.seed)
  }

  // MARK: Lines

  /// Counts a line that is too long to be read.
  mutating func addTooLong(_ place: LogPlace) {
    accounting.lines += 1
    refuse(.tooLong, place)
  }

  /// Adds the line at `place`, of which a parser said `verdict` and wrote down `record`.
  mutating func add(
    _ verdict: LineVerdict, _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ place: LogPlace
  ) throws(TraceProblem) {
    accounting.lines += 1
    switch verdict {
    case .record: try add(record, line, place)
    case .noRequest(let kind): accounting.noRequests[kind, default: .init()].add(place)
    case .refused(let reason): refuse(reason, place)
    }
  }

  /// Ends a file and hands out its account.
  mutating func endFile() throws(TraceProblem) -> ImportAccounting {
    try endGroup()
    latest = .min
    accounting.forgotRequestIDs = seen.hasForgotten
    defer { accounting = ImportAccounting() }
    return accounting
  }

  /// The requests of all files, whose accounts are `accounts`.
  consuming func imported(
    _ formats: [LogFormat], _ accounts: [ImportAccounting], _ remarks: [String]
  ) throws(TraceProblem) -> ImportedLog {
    var accounts = accounts
    let all = accounts.reduce(into: ImportAccounting()) { $0.add($1) }
    let leavesOut = options.dropsDuplicates && all.serverSide.count < all.records
    if leavesOut {
      for index in accounts.indices { accounts[index].leaveOutServerSide(accounts[index].serverSide) }
    }
    return ImportedLog(
      formats: formats, shapes: shapes, upstreams: upstreams, clients: clients, known: known,
      accounts: accounts, remarks: remarks, entries: try sorter.sorted(), leavesOutServerSide: leavesOut)
  }

  private mutating func refuse(_ reason: LineVerdict.Refusal, _ place: LogPlace) {
    accounting.refusals[reason, default: .init()].add(place)
  }

  private mutating func leaveOut(_ reason: ImportAccounting.Omission, _ place: LogPlace) {
    accounting.omissions[reason, default: .init()].add(place)
  }

  // MARK: Records

  /// Assumption A-LOG-2: a time that is that of the end, without a duration, is taken for that of the arrival.
  private mutating func add(
    _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ place: LogPlace
  ) throws(TraceProblem) {
    let duration = record.duration ?? 0
    let upstreamDuration = record.upstreamDuration ?? 0
    guard duration <= CSVRecords.latest, upstreamDuration <= CSVRecords.latest else {
      return refuse(.number, place)
    }
    let isEnd = options.stampIsEnd ?? record.isEnd
    let arrival = isEnd ? record.stamp - max(0, duration) : record.stamp
    guard arrival >= 0, arrival < Int64.max / 2 else { return refuse(.time, place) }
    let isSpread = record.resolution == 1_000_000_000 && options.spread != .none
    if !group.isEmpty, !isSpread || !group.holds(record.stamp) { try endGroup() }
    var entry: LogEntry?
    if isKept(record, line, place) {
      // One look at the whole line, which hardly ever holds one.
      if line.firstIndex(of: 0, from: 0) != nil || !record.decoded.isEmpty,
        [record.method, record.host, record.path].contains(where: { record.hasZero($0, line) })
      {
        return refuse(.binary, place)
      }
      guard let filled = try filled(record, line, place) else { return refuse(.tooLong, place) }
      entry = filled
      entry?.arrival = arrival
      accounting.clock.add(record.stamp, promising: record.resolution)
      if isEnd, record.duration == nil { accounting.missingDuration.add(place) }
      if arrival < latest { accounting.inversions.add(place) }
      latest = arrival
    }
    if isSpread {
      group.add(entry, stamp: record.stamp, at: place)
    } else if let entry {
      try emit(entry)
    }
  }

  /// Whether filters leave the record in, and what it is that they do not look at; what is left out is counted.
  private mutating func isKept(
    _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ place: LogPlace
  ) -> Bool {
    if let filter = filters.firstFailing(record, line) {
      leaveOut(.filter(filter), place)
      return false
    }
    if HealthCheck.isProbe(record, in: line) {
      accounting.healthChecks.add(place)
      if options.dropsHealthChecks {
        leaveOut(.healthCheck, place)
        return false
      }
    }
    if !record.requestID.isEmpty {
      // A request has a line on the client's side and one on the server's, which are told apart otherwise.
      let hash = record.hash(of: record.requestID, line) ^ (record.isServerSide ? .max : 0)
      if seen.isRepeated(hash) {
        accounting.duplicates.add(place)
        if options.dropsDuplicates {
          leaveOut(.duplicate, place)
          return false
        }
      }
    }
    return true
  }

  /// An entry with everything but its arrival; nil where a text is too long.
  private mutating func filled(
    _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ place: LogPlace
  ) throws(TraceProblem) -> LogEntry? {
    guard
      record.method.range.count + record.host.range.count + record.path.range.count <= ShapeTable.longest,
      record.upstream.range.count <= Self.longestName, record.client.range.count <= Self.longestName
    else { return nil }
    var entry = LogEntry(arrival: 0, place: place, shape: try shape(record, line, place))
    entry.duration = max(-1, record.duration ?? -1)
    entry.upstreamDuration = max(-1, record.upstreamDuration ?? -1)
    entry.status = record.status.map { Int16(clamping: $0) } ?? -1
    entry.attempts = record.attempts.map { Int16(clamping: $0) } ?? -1
    entry.outcome = record.outcome
    entry.isServerSide = record.isServerSide
    if !record.upstream.isEmpty {
      entry.upstream = try Self.number(record.upstream, record, line, &text, &upstreams, place)
    }
    if !record.client.isEmpty {
      accounting.clients += 1
      if options.keepsClient {
        entry.client = try Self.number(record.client, record, line, &text, &clients, place)
      }
    }
    return entry
  }

  private mutating func shape(
    _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ place: LogPlace
  ) throws(TraceProblem) -> Int32 {
    text.removeAll(keepingCapacity: true)
    record.append(record.method, of: line, to: &text)
    text.append(0)
    if record.host.isEmpty {
      accounting.missingHost.add(place)
      text += defaultHost
    } else {
      record.append(record.host, of: line, to: &text)
    }
    text.append(0)
    let path = text.count
    record.append(record.path, of: line, to: &text)
    if let query = text.firstIndex(of: UInt8(ascii: "?"), from: path) {
      accounting.queries += 1
      if !options.keepsQuery { text.removeLast(text.count - query) }
    }
    guard let shape = shapes.number(of: text) else {
      throw Self.tooMany(
        "distinct requests", "leave out the parts of paths that differ in every request", place)
    }
    return shape
  }

  private static func number(
    _ name: LogText, _ record: borrowing LogRecord, _ line: borrowing Span<UInt8>, _ text: inout [UInt8],
    _ table: inout InternedTexts, _ place: LogPlace
  ) throws(TraceProblem) -> Int32 {
    text.removeAll(keepingCapacity: true)
    record.append(name, of: line, to: &text)
    guard let number = table.number(of: text, limit: ShapeTable.most) else {
      throw tooMany("distinct upstreams or clients", "import the files in parts", place)
    }
    return number
  }

  private static func tooMany(_ what: String, _ suggestion: String, _ place: LogPlace) -> TraceProblem {
    TraceProblem(
      .tooLarge,
      "there are more than \(ShapeTable.most) \(what), or more than \(InternedTexts.mostBytes >> 20) MiB of them",
      line: place.line, suggestion: suggestion)
  }

  // MARK: Entries

  private mutating func endGroup() throws(TraceProblem) {
    for entry in group.spreadOut() {
      accounting.spread += 1
      try emit(entry)
    }
  }

  private mutating func emit(_ entry: LogEntry) throws(TraceProblem) {
    guard entry.arrival >= options.from ?? .min, entry.arrival < options.to ?? .max else {
      return leaveOut(.time, entry.place)
    }
    accounting.records += 1
    if entry.isServerSide { accounting.serverSide.add(entry.place) }
    if entry.duration >= 0 { known.insert(.duration) }
    if entry.upstreamDuration >= 0 { known.insert(.upstreamDuration) }
    if entry.status >= 0 { known.insert(.status) }
    if entry.attempts >= 0 { known.insert(.attempts) }
    if entry.upstream >= 0 { known.insert(.upstream) }
    if entry.client >= 0 { known.insert(.client) }
    if entry.outcome != .ok { known.insert(.outcome) }
    try sorter.add(entry)
  }
}
