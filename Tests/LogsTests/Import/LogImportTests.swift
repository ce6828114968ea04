import Documents
import Engine
import Foundation
import Logs
import Testing

@Suite("Importing logs")
struct LogImportTests {
  private func read(_ lines: [String], _ options: LogOptions = LogOptions()) throws -> ImportedLog {
    let diagnostics = Diagnostics()
    var options = options
    options.format = .envoy
    let log = LogImport(files: ["a.log"], options: options).read(
      Array(lines.map { $0 + "\n" }.joined().utf8), diagnostics: diagnostics)
    return try #require(log, "\(diagnostics.all)")
  }

  private func lines(_ log: ImportedLog) throws -> [Int] { try log.all().map(\.place.line) }

  // MARK: Order and accounts

  @Test(
    "requests come in the order of arrival, equal ones in that of their lines, and inversions are counted")
  func order() throws {
    let log = try read([500, 100, 300, 100, 900].map { EnvoyLine(time: $0).text })
    #expect(try lines(log) == [2, 4, 3, 1, 5])
    #expect(log.accounting.inversions.count == 2)
    #expect(log.accounting.inversions.first.map(\.line) == [2, 4])
  }

  @Test("lines are records, filtered and refused, whatever the lines are", arguments: 0..<8)
  func accounts(seed: UInt64) throws {
    var draws = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 1).draws(0)
    let texts = (0..<400).map { number -> String in
      var line = EnvoyLine(time: Int(draws.below(60_000)))
      line.status = [200, 404, 503, 0][Int(draws.below(4))]
      line.path = ["/cart", "/healthz", "/item?id=3"][Int(draws.below(3))]
      if number % 25 == 0 { line.path = "/" + String(repeating: "x", count: ShapeTable.longest) }
      line.id = draws.below(3) == 0 ? "-" : "id-\(draws.below(150))"
      switch draws.below(12) {
      case 0: return ""
      case 1: return String(line.text.prefix(Int(draws.below(150))))
      case 2: return "what is this \(number)"
      default: return line.text
      }
    }
    var options = LogOptions()
    options.isLenient = true
    options.filters = [try RequestFilter("status!=404"), try RequestFilter("path!=/ca*")]
    options.from = EnvoyLine.origin + 10_000_000_000
    options.dropsDuplicates = draws.below(2) == 0
    options.dropsHealthChecks = draws.below(2) == 0
    let log = try read(texts, options)
    let account = log.accounting
    #expect(account.lines == 400)
    #expect(account.lines == account.records + account.filtered + account.refused)
    #expect(account.refusals[.tooLong]?.count ?? 0 > 0)
    let entries = try log.all()
    #expect(entries.count == account.records)
    let keys = entries.map { ($0.arrival, $0.place) }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
    for (reason, tally) in account.omissions {
      #expect(tally.first.count == min(3, tally.count), "\(reason)")
      #expect(tally.first == tally.first.sorted())
    }
  }

  @Test("each reason is told with its first three lines")
  func reasons() throws {
    var options = LogOptions()
    options.filters = [try RequestFilter("method=GET"), try RequestFilter("status=2xx")]
    options.from = EnvoyLine.origin + 1_000_000_000
    options.to = EnvoyLine.origin + 2_000_000_000
    let texts =
      [EnvoyLine(time: 999), EnvoyLine(time: 1000), EnvoyLine(time: 1999), EnvoyLine(time: 2000)].map(\.text)
      + Array(repeating: EnvoyLine(time: 1500, method: "POST", status: 500).text, count: 5)
      + [EnvoyLine(time: 1500, status: 500).text, ""]
      + Array(repeating: EnvoyLine(time: 1500).text, count: 30)
      + ["cut ["]
    let account = try read(texts, options).accounting
    #expect(account.records == 32)
    #expect(
      account.omissions[.filter(0)] == .init(count: 5, first: [5, 6, 7].map { .init(file: 0, line: $0) }))
    #expect(account.omissions[.filter(1)] == .init(count: 1, first: [.init(file: 0, line: 10)]))
    #expect(account.omissions[.time] == .init(count: 2, first: [1, 4].map { .init(file: 0, line: $0) }))
    #expect(account.noRequests[.blank]?.count == 1)
    #expect(account.refused == 1)
  }

  @Test("more than one line in twenty that cannot be read is an error, unless it is let pass")
  func refused() throws {
    let good = (0..<19).map { EnvoyLine(time: $0).text }
    #expect(try read(good + ["nonsense"]).accounting.refused == 1)
    let diagnostics = Diagnostics()
    var options = LogOptions()
    options.format = .envoy
    let bytes = Array((["nonsense"] + good.dropFirst()).joined(separator: "\n").utf8)
    #expect(LogImport(files: ["a.log"], options: options).read(bytes, diagnostics: diagnostics) == nil)
    let message = try #require(diagnostics.all.first)
    #expect(message.code == "TRC023")
    #expect(message.location?.description == "a.log:1:1")
    #expect(message.message == "1 of 19 lines cannot be read: 1 format (line 1)")
    options.isLenient = true
    #expect(LogImport(files: ["a.log"], options: options).read(bytes, diagnostics: Diagnostics()) != nil)
  }

  // MARK: What lines mean

  @Test("a stamp that is said to be that of the end gives an arrival that is the duration earlier")
  func ends() throws {
    var options = LogOptions()
    options.stampIsEnd = true
    let entry = try #require(try read([EnvoyLine(time: 500, duration: 120).text], options).all().first)
    #expect(entry.arrival == EnvoyLine.origin + 380_000_000)
    #expect(entry.duration == 120_000_000)
    let early = "[1970-01-01T00:00:00.000Z]" + EnvoyLine(duration: 120).text.dropFirst(26)
    options.isLenient = true
    #expect(try read([early], options).accounting.refusals[.time]?.count == 1)
  }

  @Test("requests without a host are counted, and get the one that is given, also for filters")
  func hosts() throws {
    var options = LogOptions()
    options.defaultHost = "given.example"
    options.filters = [try RequestFilter("host=given.example")]
    let log = try read([EnvoyLine(host: "-").text, EnvoyLine().text], options)
    #expect(log.accounting.missingHost.count == 1)
    #expect(log.accounting.omissions[.filter(0)]?.count == 1)
    #expect(log.shapes[try #require(try log.all().first).shape].host == "given.example")
  }

  @Test(
    "probes of health are known by who asks and for what",
    arguments: [
      ("/cart", "kube-probe/1.30", true), ("/", "ELB-HealthChecker/2.0", true), ("/", "GoogleHC/1.0", true),
      ("/", "Envoy/HC", true), ("/healthz", "curl/8", true), ("/livez?verbose", "curl/8", true),
      ("/readyz/etcd", "curl/8", true), ("/health", "-", true), ("/healthy-food", "curl/8", false),
      ("/cart/healthz", "curl/8", false), ("/", "Mozilla kube-probe/1", false), ("/h", "k", false),
    ])
  func probes(path: String, agent: String, isProbe: Bool) throws {
    let lines = [EnvoyLine(path: path, agent: agent).text, EnvoyLine().text]
    #expect(try read(lines).accounting.healthChecks.count == (isProbe ? 1 : 0))
    #expect(try read(lines).accounting.records == 2)
    var options = LogOptions()
    options.dropsHealthChecks = true
    let account = try read(lines, options).accounting
    #expect(account.records == (isProbe ? 1 : 2))
    #expect(account.omissions[.healthCheck]?.count == (isProbe ? 1 : nil))
  }

  @Test(
    "filters look at columns of CSV, and a key that is neither a field nor a column is an error elsewhere")
  func labels() throws {
    var options = LogOptions()
    options.filters = [try RequestFilter("fault=no*"), try RequestFilter("pth!=x")]
    options.labels = RequestFilter.labels(of: options.filters)
    let rows = Array("arrival,path,fault,pth\n1,/a,none,y\n2,/b,cpu,y\n3,/c,none,x\n".utf8)
    let diagnostics = Diagnostics()
    let log = LogImport(files: ["r.csv"], options: options).read(rows, diagnostics: diagnostics)
    #expect(try lines(try #require(log, "\(diagnostics.all)")) == [2])
    options.labels = ["pth"]
    let line = Array((EnvoyLine().text + "\n").utf8)
    #expect(LogImport(files: ["a.log"], options: options).read(line, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == ["TRC022"])
    #expect(diagnostics.all.first?.suggestion == "did you mean \"path\"?")
  }

  // MARK: Requests that several lines tell

  @Test("a request id that a line before had is a duplicate, of which the first line is kept")
  func duplicates() throws {
    let lines = ["a", "b", "a", "-", "-", "a"].enumerated().map { EnvoyLine(time: 10 - $0, id: $1).text }
    let counted = try read(lines)
    #expect(counted.accounting.duplicates == .init(count: 2, first: [3, 6].map { .init(file: 0, line: $0) }))
    #expect(counted.accounting.records == 6)
    var options = LogOptions()
    options.dropsDuplicates = true
    #expect(try self.lines(try read(lines, options)).sorted() == [1, 2, 4, 5])
  }

  @Test("ids are remembered over one generation at least and two at most")
  func generations() {
    var seen = SeenRequests(generation: 100)
    func isRepeated(_ hash: UInt64) -> Bool { seen.isRepeated(hash) }
    for hash in 1...UInt64(100) { #expect(!isRepeated(hash)) }
    for hash in 1...UInt64(50) { #expect(isRepeated(hash)) }
    #expect(!seen.hasForgotten)
    for hash in 101...UInt64(200) { _ = seen.isRepeated(hash) }
    let hasForgotten = seen.hasForgotten
    #expect(hasForgotten)
    #expect(!isRepeated(100))
    #expect(isRepeated(200))
  }

  // MARK: Files

  @Test("files are merged by time, with an account each; what does not fit into memory comes out the same")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "weir-import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = ["a", "b"].map { folder.appendingPathComponent($0).path }
    try [100, 300].map { EnvoyLine(time: $0).text + "\n" }.joined().write(
      toFile: names[0], atomically: false, encoding: .utf8)
    try [200, 300].map { EnvoyLine(time: $0).text + "\n" }.joined().write(
      toFile: names[1], atomically: false, encoding: .utf8)
    let diagnostics = Diagnostics()
    let log = try #require(LogImport(files: names).read(diagnostics: diagnostics))
    #expect(diagnostics.all == [])
    #expect(try log.all().map(\.place.text) == ["0:1", "1:1", "0:2", "1:2"])
    #expect(log.accounts.map(\.records) == [2, 2])
    #expect(log.accounting.inversions.count == 0)
    #expect(LogImport(files: [names[0], "/nonexistent/log"]).read(diagnostics: diagnostics) == nil)
    #expect(diagnostics.all.map(\.code) == ["TRC001"])
  }

  @Test("a file that grows while it is read is told")
  func growing() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("weir-\(UUID().uuidString)").path
    let line = EnvoyLine().text + "\n"
    try String(repeating: line, count: 5000).write(toFile: path, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let diagnostics = Diagnostics()
    var logs = LogImport(files: [path])
    var hasGrown = false
    logs.progress = { share in
      guard !hasGrown else { return }
      hasGrown = true
      #expect((0...1).contains(share))
      let handle = FileHandle(forWritingAtPath: path)
      _ = try? handle?.seekToEnd()
      try? handle?.write(contentsOf: Data(line.utf8))
      try? handle?.close()
    }
    _ = try #require(logs.read(diagnostics: diagnostics))
    #expect(hasGrown)
    #expect(diagnostics.all.map(\.code) == ["TRC025"])
    #expect(diagnostics.all.first?.severity == .warning)
    #expect(diagnostics.all.first?.message.contains("has grown while it was read, from") == true)
  }

  @Test("an import that is interrupted gives nothing")
  func interrupted() throws {
    var logs = LogImport(files: ["a.log"])
    logs.isInterrupted = { true }
    let diagnostics = Diagnostics()
    let bytes = Array(String(repeating: EnvoyLine().text + "\n", count: 5000).utf8)
    #expect(logs.read(bytes, diagnostics: diagnostics) == nil)
    #expect(diagnostics.all == [])
  }

  @Test("times and zones are read as they are written")
  func writtenTimes() {
    #expect(WrittenTime.nanoseconds("2026-01-31T12:00:00Z", timezone: 7) == EnvoyLine.origin)
    #expect(
      WrittenTime.nanoseconds("2026-01-31T12:00:00", timezone: 3600) == EnvoyLine.origin - 3_600_000_000_000)
    #expect(WrittenTime.nanoseconds("1.5", timezone: 3600) == 1_500_000_000)
    for text in ["", "noon", "2026-13-01T00:00:00Z", "-5", "1e300"] {
      #expect(WrittenTime.nanoseconds(text, timezone: 0) == nil, "\(text)")
    }
    for (text, zone) in [
      ("UTC", Int64(0)), ("z", 0), ("+03:30", 12_600), ("-0800", -28_800), ("+1", 3600), ("+14:00", 50_400),
    ] {
      #expect(WrittenTime.zone(text) == zone)
    }
    for text in ["", "+", "3", "+25", "+03:99", "+1:2:3", "CET", "+12345"] {
      #expect(WrittenTime.zone(text) == nil, "\(text)")
    }
    #expect(WrittenTime.text(EnvoyLine.origin + 310_000_000) == "2026-01-31T12:00:00.31Z")
    #expect(WrittenTime.text(951_782_399_000_000_000) == "2000-02-28T23:59:59Z")
    #expect(WrittenTime.text(951_782_400_000_000_000) == "2000-02-29T00:00:00Z")
    #expect(WrittenTime.text(1_500_000_000) == "1.5 s")
  }
}
