import Documents
import Foundation
import Logs
import Testing

@Suite("weir trace synthesize")
struct SynthesizeTests {
  let folder: TemporaryFolder
  let weir: WeirCommand

  init() throws {
    folder = try TemporaryFolder()
    var weir = WeirCommand(folder: folder)
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    self.weir = weir
  }

  /// A log of the quickstart's first second, or what `more` says.
  private func synthesize(_ format: String, to file: String, _ more: String...) async throws
    -> WeirCommand.Ending
  {
    let length = ["--set", "spec.warmUp=0s", "--duration", "1s", "-q"]
    return try await weir.start(
      ["trace", "synthesize", "quickstart", "--format", format, "--out", file] + length + more
    ).ending()
  }

  private func entries(_ file: String, _ format: LogFormat) throws -> (entries: [LogEntry], log: ImportedLog)
  {
    var options = LogOptions()
    options.format = format
    if format == .nginx { options.durationUnit = .seconds }
    if format == .apache { options.durationUnit = .microseconds }
    let diagnostics = Diagnostics()
    let log = LogImport(files: [folder.path(of: file)], options: options).read(diagnostics: diagnostics)
    var imported = try #require(log, "\(diagnostics.all)")
    #expect(imported.accounting.refused == 0)
    var entries: [LogEntry] = []
    while let entry = try imported.next() { entries.append(entry) }
    return (entries, imported)
  }

  /// How far arrivals may be off, in nanoseconds.
  private static func uncertainty(of format: LogFormat) -> Int64 {
    switch format {
    case .clf, .apache, .traefikCLF, .k6CSV, .nginx, .ingressNginx, .cloudfront: 1_001_000_000
    case .envoy, .istio, .istioJSON, .envoyGateway, .contour, .haproxy, .har: 1_000_000
    default: 1000
    }
  }

  private static let origin: Int64 = 1_767_225_600_000_000_000

  @Test("the log of every format has the requests of the scenario, at their times, with their statuses")
  func formats() async throws {
    #expect(try await synthesize("weir", to: "weir.csv").exitCode == 0)
    let known = try entries("weir.csv", .weir)
    #expect(known.entries.count > 900)
    let arrivals = known.entries.map(\.arrival)
    let statuses = known.entries.map(\.status).sorted()
    for format in LogFormat.allCases where format != .weir && format != .rates {
      let ending = try await synthesize(format.rawValue, to: "log")
      #expect(ending.exitCode == 0, "\(format.rawValue): \(ending.stderr)")
      #expect(ending.stderr == "")
      let found = try entries("log", format)
      #expect(found.entries.count == known.entries.count, "\(format.rawValue)")
      let furthest = zip(found.entries, arrivals).map { abs($0.arrival - Self.origin - $1) }.max() ?? .max
      #expect(furthest <= Self.uncertainty(of: format), "\(format.rawValue)")
      #expect(found.entries.map(\.status).sorted() == statuses, "\(format.rawValue)")
    }
  }

  @Test("the log is what weir run records of the first replication, retries and failures included")
  func recorded() async throws {
    let changes = [
      "--set", "spec.warmUp=0s", "--duration", "3s", "--set", "spec.faults[0].at=1s", "--set",
      "spec.faults[0].for=1s",
      "--seed", "7", "-q",
    ]
    let log = try await weir.start(
      ["trace", "synthesize", "quickstart", "--format", "weir", "--out", "log.csv.zst"] + changes
    ).ending()
    #expect(log.exitCode == 0, "\(log.stderr)")
    let run = try await weir.start(
      ["run", "quickstart", "--record", "requests=all", "--replications", "1", "--db", "run.sqlite"] + changes
    ).ending()
    #expect(run.exitCode <= 1, "\(run.stderr)")
    let asked = try await weir.run(
      "query", "run.sqlite", "-o", "csv",
      """
      SELECT count(*), sum(attempts), sum(status), sum(attempts > 1) > 10, sum(round(arrival_s * 1e9)),
        sum(round(response_s * 1e9)) FROM v_request WHERE replication = 0
      """)
    let found = try entries("log.csv.zst", .weir).entries
    let sums = [
      "\(found.count)", "\(found.reduce(0) { $0 + Int($1.attempts) })",
      "\(found.reduce(0) { $0 + Int($1.status) })", "1",
    ]
    let cells = asked.stdout.split(separator: "\r\n").last?.split(separator: ",").map(String.init) ?? []
    try #require(cells.count == 6, "\(asked.stdout) \(asked.stderr)")
    #expect(Array(cells.prefix(4)) == sums)
    #expect(Double(cells[4]) == Double(found.reduce(0) { $0 + $1.arrival }))
    #expect(Double(cells[5]) == Double(found.reduce(0) { $0 + $1.duration }))
  }

  @Test(
    "the same seed writes the same bytes, to a file, packed, or to standard output; another origin moves all times"
  )
  func bytes() async throws {
    for file in ["a.log", "b.log", "c.log.gz", "-"] {
      let ending = try await synthesize("envoy", to: file)
      #expect(ending.exitCode == 0)
      if file == "-" { #expect(ending.stdout == folder.read("a.log")) }
    }
    #expect(folder.read("a.log") == folder.read("b.log"))
    #expect(try entries("c.log.gz", .envoy).entries == entries("a.log", .envoy).entries)
    #expect(try await synthesize("envoy", to: "d.log", "--origin", "2027-03-01T12:00:00+01:00").exitCode == 0)
    let moved = try entries("d.log", .envoy).entries
    let shift: Int64 = 1_803_898_800_000_000_000 - Self.origin
    #expect(try entries("a.log", .envoy).entries.map { $0.arrival + shift } == moved.map(\.arrival))
  }

  @Test("counts add up to the requests, period by period")
  func rates() async throws {
    #expect(try await synthesize("rates", to: "rates.csv", "--period", "250ms").exitCode == 0)
    #expect(try await synthesize("weir", to: "weir.csv").exitCode == 0)
    let arrivals = try entries("weir.csv", .weir).entries.map(\.arrival)
    var rates = try RateFile(RecordedBytes(file: folder.path(of: "rates.csv"), limit: 1 << 20), LogOptions())
    var counts: [Int64] = []
    while let period = try rates.next() { counts.append(period.count) }
    #expect(counts == (0..<4).map { part in Int64(arrivals.count { $0 / 250_000_000 == part }) })
  }

  @Test("what nobody answered is in the forms that tell it, and its absence from a proxy's log is said")
  func unanswered() async throws {
    var scenario = ScenarioText(duration: "2s", replications: "1")
    scenario.more = """
        faults:
          - {name: hole, target: {service: shop/cart}, at: 1s, for: 200s, blackhole: true}
      """
    try folder.write(scenario.text, to: "world.yaml")
    var counts: [String: Int] = [:]
    for (format, log) in [("weir", LogFormat.weir), ("envoy", .envoy)] {
      let ending = try await weir.run(
        "trace", "synthesize", "world.yaml", "--format", format, "--out", format)
      #expect(ending.exitCode == 0)
      #expect(ending.stderr.contains("left out: ") == (format == "envoy"), "\(ending.stderr)")
      let found = try entries(format, log).entries
      counts[format] = found.count
      if format == "weir" { #expect(found.contains { $0.status < 0 && $0.duration < 0 }) }
    }
    #expect(try #require(counts["weir"]) > #require(counts["envoy"]))
  }

  @Test(
    "a slip is answered with its code, and nothing is left",
    arguments: [
      (["quickstart", "--format", "envoi"], 64, #"did you mean "envoy"?"#),
      (["quickstart", "--format", "envoy", "--origin", "soon"], 64, "--origin wants a time such as"),
      (["quickstart", "--format", "envoy", "--period", "1s"], 64, "--period is for --format rates"),
      (["quickstart", "--format", "rates", "--period", "1"], 64, "--period wants a time of at least 1ms"),
      (["quickstart"], 64, "--format"), (["nothing.yaml", "--format", "envoy"], 66, "nothing.yaml"),
      (["quickstart", "--format", "envoy", "--set", "spec.nothing=1"], 65, "spec.nothing"),
      (["quickstart", "--format", "envoy", "--out", "missing/log"], 73, "there is no folder"),
    ] as [([String], Int32, String)])
  func slips(arguments: [String], code: Int32, message: String) async throws {
    let out = arguments.contains("--out") ? [] : ["--out", "log"]
    let ending = try await weir.start(["trace", "synthesize"] + arguments + out).ending()
    #expect(ending.exitCode == code, "\(ending.stderr)")
    #expect(ending.stderr.contains(message), "\(ending.stderr)")
    #expect(folder.files == [])
  }

  @Test("a log never takes the place of the trace that the scenario replays")
  func inputs() async throws {
    try FileManager.default.copyItem(
      atPath: WeirCommand.gallery + "/trace-replay", toPath: folder.url.appendingPathComponent("replay").path)
    let before = folder.read("replay/trace.csv")
    let ending = try await weir.start([
      "trace", "synthesize", "replay/scenario.yaml", "--format", "weir", "--out", "replay/trace.csv",
    ]).ending()
    #expect(ending.exitCode == 64)
    #expect(ending.stderr.contains("the command reads it"))
    #expect(folder.read("replay/trace.csv") == before)
  }

  @Test("the command explains itself with examples")
  func help() async throws {
    let ending = try await weir.run("trace", "synthesize", "--help")
    #expect(ending.exitCode == 0)
    #expect(ending.stdout.contains("EXAMPLES\n  weir trace synthesize"))
  }
}
