import ArgumentParser
import Foundation
import Logs
import Reports

struct TraceImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a trace that can be replayed of the logs of proxies, load balancers and load tools.",
    discussion: """
      The trace is CSV with a header: arrival, method, host, path, status, duration, upstream, upstream_duration, attempts, outcome, client, \
      as far as the logs tell them; times are seconds, arrivals count from the first one. What a log does not tell is an empty cell, not zero.

      Every line is accounted for: requests, what was left out, what could not be read, with the reasons and the first lines of each. \
      More than 5 % that cannot be read is an error. Requests of a clock that knows only seconds are spread over their second, and the report \
      says so. Queries of paths and addresses of clients are left out unless they are asked for.

      Of lines with one request id, --drop-duplicates keeps the first one: name the gateway's log before those of sidecars.

      EXAMPLES
        weir trace import access.log --out trace.csv
        weir trace import gateway-*.log.gz --out t.csv.zst --where host=shop.example
        weir trace import nginx.log --host shop.example --drop-health-checks --out t.csv
        weir trace import r.csv --map time=began --time-unit ns --where fault=none > t.csv
        kubectl logs deploy/envoy | weir trace import - --format envoy --out t.csv.gz
      """)

  @OptionGroup var input: LogInputOptions

  @Option(
    help: ArgumentHelp(
      "Where the trace goes, packed by the end of its name, .gz or .zst (default: -, standard output).",
      valueName: "file"))
  var out = "-"

  @Option(
    help: ArgumentHelp(
      "How requests lie in a second of a clock of whole seconds: \(SecondSpread.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "law"))
  var spread = SecondSpread.uniform

  @Option(help: ArgumentHelp("The seed of --spread.", valueName: "seed"))
  var seed: UInt64 = 1

  @Flag(help: "Keep the queries of paths.")
  var keepQuery = false

  @Flag(help: "Keep the addresses of clients.")
  var keepClient = false

  /// In which form the report is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
  }

  @Option(
    name: .shortAndLong,
    help: "The form of the report: table, on standard error, or json, on standard output.")
  var output: Format = .table

  @OptionGroup var plain: PlainOption

  @Flag(name: .shortAndLong, help: "Say only what is wrong.")
  var quiet = false

  func validate() throws {
    if output == .json, out == "-" {
      throw ValidationError("-o json needs standard output for itself: name a file with --out")
    }
  }

  func run() throws {
    var options = try input.logOptions()
    options.spread = spread
    options.seed = seed
    options.keepsQuery = keepQuery
    options.keepsClient = keepClient
    let target = try TraceFile(out, beside: input.files)
    if let folder = target.folder { options.temporaryFolder = folder }
    let report = try Interruptible(name: "import", isQuiet: quiet).run { progress, isInterrupted in
      let log = try input.read(
        options, isQuiet: quiet, progress: { progress($0 * Self.readingShare) }, isInterrupted: isInterrupted)
      guard log.accounting.records > 0 else {
        throw Failure(.badInput, Self.nothingLeft(log.accounting))
      }
      let total = Double(log.accounting.records)
      let summary = try target.write { output throws in
        try TraceForm(log).write(log, to: &output) { count in
          if isInterrupted() { throw Failure(.interrupted, "interrupted before the trace was complete") }
          progress(Self.readingShare + (1 - Self.readingShare) * Double(count) / total)
        }
      }
      return ImportReport(
        files: input.files, log: log, options: options, summary: summary, target: target.name)
    }
    switch output {
    case .table: if !quiet { Terminal.say(report.table(plain.screenStyle(STDERR_FILENO))) }
    case .json: try Output.write(report.json())
    }
  }

  /// The share of the work that reading is, by experience; the rest is writing.
  private static let readingShare = 0.75

  private static func nothingLeft(_ account: ImportAccounting) -> String {
    "no request is left of \(account.lines) lines: \(account.filtered) were left out, \(account.refused) cannot be read"
  }
}

extension SecondSpread: ExpressibleByArgument {}
