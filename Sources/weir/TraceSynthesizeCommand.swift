import ArgumentParser
import Documents
import Experiments
import Foundation
import Logs
import Records
import Scenarios
import Simulator

struct TraceSynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Simulate a scenario and write its requests as a log.",
    discussion: """
      The first replication is simulated, its warm-up included, and its client requests are written as the program of the \
      format would write them: with its clock, its order, its escapes and its words for what went wrong. What the format \
      does not tell is said on standard error. A request without an end is in no log of a proxy, which writes when a request \
      is over; the forms weir, csv, ndjson and rates tell it.

      EXAMPLES
        weir trace synthesize quickstart --format envoy --out access.log
        weir trace synthesize quickstart --format haproxy --duration 5m --seed 7 --out haproxy.log.gz
        weir trace synthesize my.yaml --format rates --period 10s > rates.csv
      """)

  @Argument(help: "A scenario file, or the name of a scenario of the gallery.")
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "The format: \(LogFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
  var format: String

  @Option(
    help: ArgumentHelp(
      "Where the log goes, packed by the end of its name, .gz or .zst (default: -, standard output).",
      valueName: "file"))
  var out = "-"

  @Option(
    help: ArgumentHelp("The moment of the scenario's time zero (RFC 3339).", valueName: "time"))
  var origin = "2026-01-01T00:00:00Z"

  @Option(help: ArgumentHelp("The length of a period of the format rates (default: 60s).", valueName: "time"))
  var period: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change one value: spec.seed=3, or 'KIND/NAMESPACE/NAME:PATH=VALUE' in a manifest. Repeats.",
      valueName: "path=value"))
  var sets: [String] = []

  @Option(
    name: .customLong("overlay"), parsing: .singleValue,
    help: ArgumentHelp(
      "Merge the documents of a file onto those of the same kind, namespace and name. Repeats.",
      valueName: "file"))
  var overlays: [String] = []

  @Option(help: "The seed of every random draw.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("How long is measured, such as 5m.", valueName: "time"))
  var duration: String?

  @Flag(name: .shortAndLong, help: "Say nothing of progress, notes and warnings.")
  var quiet = false

  func validate() throws { _ = try writing() }

  /// The format, and how it is written.
  private func writing() throws -> (format: LogFormat, origin: Int64, period: Int64) {
    guard let format = LogFormat(rawValue: format) else {
      let names = LogFormat.allCases.map(\.rawValue)
      let meant = didYouMean(self.format, among: names) ?? "there are \(names.joined(separator: ", "))"
      throw ValidationError("--format does not know \"\(self.format)\"; \(meant)")
    }
    guard origin.contains(":"), let origin = WrittenTime.nanoseconds(origin, timezone: 0) else {
      throw ValidationError("--origin wants a time such as 2026-01-01T00:00:00Z, found \"\(origin)\"")
    }
    guard let period else { return (format, origin, 60_000_000_000) }
    guard format == .rates else { throw ValidationError("--period is for --format rates") }
    guard let length = Quantity.duration(period), length >= 1_000_000 else {
      throw ValidationError("--period wants a time of at least 1ms, such as 60s, found \"\(period)\"")
    }
    return (format, origin, length)
  }

  func run() throws {
    let (format, origin, period) = try writing()
    let read = try read()
    let target = try TraceFile(out, beside: [scenario] + overlays + read.namedFiles)
    let model = Model(read, version: Weir.version)
    var writer = format.writer(origin: origin, period: period, end: origin + model.endOfMeasuring)
    let requests = SimulatedRequests(
      try simulate(model), of: model.record, origin: origin, for: writer.traits)
    try target.write { output throws in
      writer.begin(&output.buffer)
      for index in 0..<requests.count {
        writer.append(requests[index], to: &output.buffer)
        if output.buffer.count >= PackedOutput.piece { try output.flush() }
      }
      writer.end(&output.buffer)
    }
    if !quiet { say(requests, format, writer.traits) }
  }

  private func read() throws -> Scenario {
    var changes = sets
    if let seed { changes.append("spec.seed=\(seed)") }
    if let duration { changes.append("spec.duration=\(duration)") }
    let input = ScenarioInput(
      scenario: scenario, sets: changes, overlays: overlays, assertions: [], isQuiet: quiet)
    return try input.read().settled(
      jobs: ProcessInfo.processInfo.activeProcessorCount, isQuiet: quiet)
  }

  /// The rows of one replication.
  private func simulate(_ model: Model) throws -> [RecordBatch] {
    let kept = Kept()
    let span = Double(model.endOfMeasuring)
    let record = try Interruptible(name: model.record.scenario, isQuiet: quiet).run {
      progress, isInterrupted in
      try Replication.run(
        model, index: 0, recording: .all, emit: { kept.batches.append($0) },
        proceed: { simulated in
          progress(min(1, Double(simulated) / span))
          return !isInterrupted()
        })
    }
    guard record != nil else { throw Failure(.interrupted, "interrupted: no log was written") }
    return kept.batches
  }

  /// What the batches, which are given away one by one, are taken by.
  private final class Kept {
    var batches: [RecordBatch] = []
  }

  /// How many requests were written, and what is not said of them.
  private func say(_ requests: SimulatedRequests, _ format: LogFormat, _ traits: WrittenTraits) {
    var text = "weir: \(requests.count) requests as \(format.title)"
    let missing = WrittenTraits.Fields.named.filter { !traits.fields.contains($0.field) }.map(\.name)
    if !missing.isEmpty, format != .rates { text += "; it does not tell: \(missing.joined(separator: ", "))" }
    if requests.untold > 0 { text += "; left out: \(requests.untold) of which no proxy writes a line" }
    switch format {
    case .nginx: text += "; the duration stands at the end of each line: read it with --duration-unit s"
    case .apache: text += "; the duration stands at the end of each line: read it with --duration-unit us"
    default: break
    }
    Terminal.say(text)
  }
}
