import ArgumentParser
import Documents
import Experiments
import Foundation
import Reports
import Results
import Scenarios

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract:
      "Find the largest or smallest value that passes the checks, or where goodput does not come back.",
    discussion: """
      Values between LOW and HIGH are tried, each with 5, 10, 20, … replications until every check surely passes or one surely fails; \
      which end is looked for follows from the verdicts. The answer is an interval that holds the value with --confidence, which is \
      split among all verdicts of the search. Exits with 1 where no value passes, and, with --strict, 2 where there is no clear answer.

      With --stability, the load and a trigger (a part of a fault) are varied, each a list or a range: after the last fault, does goodput \
      come back? Where it does not, the cell is simulated again without one loop at a time (retries, work that nobody waits for, …) to \
      see which one keeps it down.

      EXAMPLES
        weir find quickstart --vary 'spec.traffic[0].arrivals.poisson.rate=100/s..2000/s' --such-that 'response_time_p99 < 300ms'
        weir find my.yaml --vary 'spec.services[0].endpoints=1..20' --such-that 'success_ratio >= 99.9%' 'waiting_time_p99{service=a/b} < 1s'
        weir find my.yaml --vary XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=0..100 --resolution 5
        weir find my.yaml --vary 'HTTPRoute/shop/front:spec.rules[0].filters[0].requestMirror.percent=0..100' --confidence 0.99 \\
          --report junit=find.xml
        weir find retry-storm --stability --vary 'spec.traffic[0].arrivals.poisson.rate=140/s,200/s,280/s' --vary 'spec.faults[0].for=2s,5s,10s'
      """)

  @OptionGroup var options: ScenarioOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "What is varied, with a path as --set takes it; with --stability twice, as a list or a range.",
      valueName: "path=low..high"))
  var vary: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "What a value has to pass, in place of the scenario's checks. Several, or repeated.", valueName: "check"
    ))
  var suchThat: [String] = []

  @Option(help: ArgumentHelp("The confidence of the answer, 0.5 to 0.999.", valueName: "share"))
  var confidence: Double?

  @Option(
    help: ArgumentHelp(
      "The step between values (default: 1 for whole numbers, else a thousandth of the range).",
      valueName: "step"))
  var resolution: String?

  @Flag(help: "Map where goodput comes back after the last fault, and what keeps it down elsewhere.")
  var stability = false

  @Option(
    help: ArgumentHelp("With --stability: how many values a range is, 2 to 50 (default: 5).", valueName: "n"))
  var steps: Int?

  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Where the database is left (default: results/NAME-find.sqlite, or NAME-stability).", valueName: "file"),
    completion: .file()
  )
  var db: String?

  func validate() throws {
    let wanted = stability ? 2 : 1
    if vary.count != wanted {
      throw ValidationError(
        stability
          ? "--stability wants two --vary, the load and a part of a fault, found \(vary.count)"
          : "expected one --vary PATH=LOW..HIGH, found \(vary.count)")
    }
    if stability, !suchThat.isEmpty || confidence != nil || resolution != nil {
      throw ValidationError("--such-that, --confidence and --resolution do not go with --stability")
    }
    if !stability, steps != nil { throw ValidationError("--steps goes with --stability") }
    if let confidence, !(0.5...0.999).contains(confidence) {
      throw ValidationError("--confidence wants 0.5 to 0.999, found \(confidence)")
    }
    if let steps, !(2...50).contains(steps) { throw ValidationError("--steps wants 2 to 50, found \(steps)") }
    if !stability, options.replications == 1 {
      throw ValidationError("--replications wants at least 2 for each value, found 1")
    }
    if options.record.recording != .standard {
      throw ValidationError("find records no requests: run the value that it finds with --set and --record")
    }
  }

  func run() throws {
    try output.check(for: .ofFinds, beside: options.files + [db].compactMap(\.self))
    try stability ? map() : search()
  }

  private func search() throws {
    let input = FindInput(options, suchThat: suchThat)
    let (parameters, base) = try input.read(vary, step: resolution)
    guard case .range(let range) = parameters[0].values else {
      throw Failure(
        .badInput, "find wants a range, \(parameters[0].path)=LOW..HIGH, not a list: weir sweep takes lists")
    }
    try output.refuse(base.namedFiles)
    let path = try db ?? DefaultDatabase.path("\(base.name)-find")
    let settled = try base.settled(options)
    let search = Search(
      path: parameters[0].path, range: range, confidence: confidence ?? 0.95,
      replications: options.replications ?? Self.replications, jobs: options.jobs)
    let outcome = try Interruptible(name: base.name, isQuiet: options.quiet).run { progress, isInterrupted in
      try search.run(
        database: path, version: Weir.version,
        scenario: { try input.read([parameters[0].change(to: $0)]).settled(like: settled) },
        progress: progress, isInterrupted: isInterrupted)
    }
    let study = try StoredStudy.read(path)
    try output.write(page: { .find(study) }) { try study.findReport($0, $1, isStrict: options.strict) }
    try Self.check(isPartial: outcome.isPartial, isConserved: outcome.isConserved, path)
    switch outcome.record.outcome {
    case .found, .allPass: break
    case .nonePasses: throw Failure(.checkFailed)
    case .notMonotone, .inconclusive: if options.strict { throw Failure(.inconclusive) }
    }
  }

  private func map() throws {
    let input = FindInput(options, suchThat: [])
    let (parameters, base) = try input.read(vary, step: nil, needsChecks: false)
    let isTrigger = parameters.map { $0.path.hasPrefix("spec.faults[") }
    guard isTrigger.filter({ $0 }).count == 1 else {
      throw Failure(
        .badInput,
        "one --vary is the load, and the other one the trigger, a part of a fault such as spec.faults[0].for")
    }
    let (load, trigger) =
      isTrigger[1] ? (parameters[0], parameters[1]) : (parameters[1], parameters[0])
    let map = StabilityMap(
      load: axis(load), trigger: axis(trigger), replications: base.replications.minimum, jobs: options.jobs)
    guard map.load.values.count * map.trigger.values.count <= Self.cells else {
      throw Failure(.badInput, "a map has at most \(Self.cells) cells: give fewer values, or --steps")
    }
    try output.refuse(base.namedFiles)
    let path = try db ?? DefaultDatabase.path("\(base.name)-stability")
    let settled = try base.settled(options)
    let outcome = try Interruptible(name: base.name, isQuiet: options.quiet).run { progress, isInterrupted in
      try map.run(
        database: path, version: Weir.version,
        scenario: { settings in
          try input.read(settings.map { "\($0.path)=\($0.value)" }).settled(like: settled)
        },
        progress: progress, isInterrupted: isInterrupted)
    }
    let study = try StoredStudy.read(path)
    try output.write(page: { .find(study) }) { try study.findReport($0, $1, isStrict: options.strict) }
    try Self.check(isPartial: outcome.isPartial, isConserved: outcome.isConserved, path)
  }

  private func axis(_ parameter: VariedParameter) -> StabilityMap.Axis {
    switch parameter.values {
    case .list(let values): return .init(path: parameter.path, values: values)
    case .range(let range):
      let count = min(steps ?? 5, range.steps + 1)
      let positions = (0..<count).map { Double($0) / Double(max(1, count - 1)) }
      return .init(path: parameter.path, values: positions.map(range.value(at:)))
    }
  }

  private static func check(isPartial: Bool, isConserved: Bool, _ path: String) throws {
    if isPartial {
      throw Failure(.interrupted, "interrupted: \(path) holds what was complete and is marked partial")
    }
    guard isConserved else {
      throw Failure(.internalError, "offered is not answered + unanswered: please report this")
    }
  }

  /// The most replications of one value where nobody says how many.
  private static let replications = 40
  /// The most cells of a map.
  private static let cells = 1_000
}
