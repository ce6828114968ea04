import Documents
import Logs
import Testing

@Suite("What is written is read")
struct RoundTripTests {
  /// All formats of requests; rates are none.
  static let formats = LogFormat.allCases.filter { $0 != .rates }

  /// The log of these requests, in the order of the format, and that order.
  static func log(_ requests: [WrittenRequest], _ format: LogFormat) -> (
    bytes: [UInt8], order: [WrittenRequest]
  ) {
    var writer = format.writer(origin: RandomRequests.origin, period: 60_000_000_000)
    let order =
      writer.traits.order == .start
      ? requests : requests.sorted { ($0.end, $0.number) < ($1.end, $1.number) }
    var bytes: [UInt8] = []
    writer.begin(&bytes)
    for request in order { writer.append(request, to: &bytes) }
    writer.end(&bytes)
    return (bytes, order)
  }

  /// With what a user has to say about a format.
  static func options(_ format: LogFormat) -> LogOptions {
    var options = LogOptions()
    if format == .nginx { options.durationUnit = .seconds }
    if format == .apache { options.durationUnit = .microseconds }
    return options
  }

  private func check(_ options: LogOptions, _ format: LogFormat, seed: UInt64) throws {
    let (bytes, order) = Self.log(RandomRequests.make(250, seed: seed), format)
    let diagnostics = Diagnostics()
    var log = try #require(
      LogImport(files: ["log"], options: options).read(bytes, diagnostics: diagnostics), "\(diagnostics.all)")
    #expect(log.formats == [format])
    #expect(log.accounting.refused == 0, "\(log.accounting.refusals)")
    var entries: [LogEntry] = []
    while let entry = try log.next() { entries.append(entry) }
    // As they stand in the log.
    entries.sort { $0.place < $1.place }
    try #require(entries.count == order.count)
    let zero = format == .weir ? RandomRequests.origin : 0
    for (entry, request) in zip(entries, order) {
      let (found, expected) = (ReadBack(entry, of: log), ReadBack(request, in: format))
      let difference = (entry.arrival + zero - request.start).magnitude
      // An expectation for each of thousands takes longer than all the rest.
      guard found == expected, difference < ReadBack.uncertainty(of: format) else {
        Issue.record(
          "line \(entry.place.line), \(difference) ns off: \(found) in place of \(expected) of \(request)")
        return
      }
    }
  }

  @Test("a log of each format, forced, tells what the format can tell", arguments: formats)
  func forced(format: LogFormat) throws {
    var options = Self.options(format)
    options.format = format
    for seed: UInt64 in 1...2 { try check(options, format, seed: seed) }
  }

  @Test("a log of each format is recognised and tells the same", arguments: formats)
  func recognised(format: LogFormat) throws {
    try check(Self.options(format), format, seed: 3)
  }

  @Test("a format tells of a request what its traits say, and nothing else", arguments: formats)
  func traits(format: LogFormat) throws {
    var options = Self.options(format)
    options.format = format
    let (bytes, _) = Self.log(RandomRequests.make(200, seed: 9), format)
    var log = try #require(
      LogImport(files: ["log"], options: options).read(bytes, diagnostics: Diagnostics()))
    var told = WrittenTraits.Fields()
    while let entry = try log.next() {
      let found = ReadBack(entry, of: log)
      if !found.method.isEmpty { told.insert(.method) }
      if !found.host.isEmpty { told.insert(.host) }
      if !found.path.isEmpty { told.insert(.path) }
      if found.status >= 0 { told.insert(.status) }
      if found.duration >= 0 { told.insert(.duration) }
      if found.upstreamDuration >= 0 { told.insert(.upstreamDuration) }
      if !found.upstream.isEmpty { told.insert(.upstream) }
      if found.attempts >= 0 { told.insert(.attempts) }
    }
    var expected = format.writer(origin: 0, period: 1).traits.fields.subtracting(.outcome)
    // They are in spans of their own, which are read past.
    if format == .otlp { expected.subtract([.attempts, .upstreamDuration]) }
    #expect(told == expected)
  }

  @Test(
    "the same requests give the same bytes, and those in the order of the starts or the ends",
    arguments: LogFormat.allCases)
  func same(format: LogFormat) {
    let requests = RandomRequests.make(50, seed: 3).filter { $0.duration < 1_000_000_000_000 }
    #expect(Self.log(requests, format).bytes == Self.log(requests, format).bytes)
  }

  @Test("counts per period are those of the requests, periods without any included")
  func counts() throws {
    let requests = RandomRequests.make(300, seed: 2)
    let period: Int64 = 1_000_000_000
    var writer = RatesWriter(period: period, origin: RandomRequests.origin)
    var bytes: [UInt8] = []
    writer.begin(&bytes)
    for request in requests { writer.append(request, to: &bytes) }
    writer.end(&bytes)
    var file = try RateFile(RecordedBytes(bytes, limit: 1 << 30), LogOptions())
    var starts: [Int64] = []
    var counts: [Int64] = []
    while let found = try file.next() {
      starts.append(found.start)
      counts.append(found.count)
    }
    let numbers = requests.map { ($0.start - RandomRequests.origin) / period }
    let last = try #require(numbers.last)
    #expect(starts == (0...last).map { $0 * period })
    #expect(counts == (0...last).map { number in Int64(numbers.count { $0 == number }) })
    #expect(counts.contains(0))
  }

  @Test("texts beside the request come back where the format has them", arguments: formats)
  func texts(format: LogFormat) throws {
    let (bytes, order) = Self.log(RandomRequests.make(120, seed: 4), format)
    var units = try LogUnits(RecordedBytes(bytes, limit: 1 << 30), of: format)
    var parser = format.parser(Self.options(format))
    var record = LogRecord()
    var next = 0
    while try units.next() {
      let line = units.buffer.span.extracting(units.range)
      record.removeAll()
      guard parser.parse(line, into: &record) == .record else { continue }
      let request = order[next]
      next += 1
      if Self.agents.contains(format) {
        #expect(record.string(record.userAgent, of: line) == request.userAgent)
      } else {
        #expect(record.userAgent.isEmpty)
      }
      if Self.identities.contains(format) {
        #expect(record.string(record.requestID, of: line) == request.requestID)
      }
      if Self.sizes.contains(format) {
        #expect(record.requestBytes == request.requestBytes)
        #expect(record.responseBytes == request.responseBytes)
      }
    }
    #expect(next == order.count)
  }

  /// The formats that tell what the client calls itself.
  private static let agents: Set<LogFormat> = [
    .envoy, .istio, .istioJSON, .envoyGateway, .contour, .apache, .nginx, .ingressNginx, .traefik,
    .traefikCLF,
    .caddy, .alb, .elb, .cloudfront, .gcp, .otlp, .har,
  ]
  /// Those that tell the identity that the request has everywhere.
  private static let identities: Set<LogFormat> = [
    .envoy, .istio, .istioJSON, .envoyGateway, .contour, .ingressNginx, .cloudfront,
  ]
  /// Those that tell the sizes of request and answer.
  private static let sizes: Set<LogFormat> = [
    .envoy, .istio, .istioJSON, .envoyGateway, .contour, .ingressNginx, .traefik, .caddy, .alb, .elb,
    .cloudfront,
    .gcp, .vegetaCSV, .vegetaJSON, .har,
  ]
}
