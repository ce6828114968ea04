import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
import Scenarios

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Simulate variants under common random numbers and say what differs.",
    discussion: """
      A variant is another scenario, NAME=OVERLAY.yaml, or NAME:PATH=VALUE with a PATH as --set takes it; arguments with the same NAME \
      add up. Every variant sees the same arrivals, service times and faults, so what differs is what was changed. A ~ marks what is \
      not significant; the correction is for all metrics of all variants at once. Exits with 1 where a metric that matters most is \
      significantly worse in a variant, or a check of a variant fails.

      EXAMPLES
        weir compare quickstart twenty:spec.dataPlane.replicas=20
        weir compare my.yaml 'five:XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=5' lax=lax.yaml
        weir compare my.yaml --manifests base/k8s head/k8s --report markdown=comment.md --report summary="$GITHUB_STEP_SUMMARY"
        weir compare my.yaml --manifests base/k8s head/k8s -o annotations
      """)

  @OptionGroup var options: ScenarioOptions

  @Argument(
    help: "The variants: SCENARIO, NAME=OVERLAY.yaml or NAME:PATH=VALUE.", completion: .scenario)
  var variants: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Compare two folders of manifests under the scenario, in place of its own.", valueName: "base> <head"))
  var manifests: [String] = []

  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Where the database is left (default: results/NAME-compare.sqlite).", valueName: "file"),
    completion: .file())
  var db: String?

  func validate() throws {
    if !manifests.isEmpty, manifests.count != 2 {
      throw ValidationError("--manifests wants two folders, BASE and HEAD, found \(manifests.count)")
    }
    if manifests.isEmpty == variants.isEmpty {
      throw ValidationError(
        variants.isEmpty
          ? "nothing to compare with: name a variant, or give --manifests BASE HEAD"
          : "variants and --manifests at once: compare one, then the other")
    }
  }

  func run() throws {
    try output.check(for: .ofRuns, beside: options.files + variants + [db].compactMap(\.self))
    let input = ScenarioInput(options)
    let base = try input.read(manifests: manifests.first.map { [$0] })
    let named =
      try manifests.isEmpty
      ? input.read(variants: variants) : [("head", input.read(manifests: [manifests[1]]))]
    try output.refuse(([base] + named.map(\.scenario)).flatMap(\.namedFiles))
    try refuseIncomparable(base, named)
    let path = try db ?? DefaultDatabase.path("\(base.name)-compare")
    let settled = try base.settled(options)
    let experiment = experiment(settled, named.map { ($0.name, $0.scenario.settled(like: settled)) })
    let run = try SimulationRun(options, experiment, name: base.name, database: path).execute()
    let study = try StoredStudy.read(path)
    try output.write(page: { try .comparison(study, at: path) }) {
      study.comparison($0, $1, isStrict: options.strict)
    }
    try run.throwVerdict(ComparisonReport.verdict(of: study), isStrict: options.strict)
  }

  /// Counts are compared as they are, so variants must be measured equally long.
  private func refuseIncomparable(_ base: Scenario, _ variants: [(name: String, scenario: Scenario)]) throws {
    for (name, scenario) in variants
    where scenario.duration != base.duration || scenario.warmUp != base.warmUp
      || scenario.warmUpIsAutomatic != base.warmUpIsAutomatic
    {
      throw Failure(
        .badInput,
        "\(name) has another duration or warm-up than \(base.name): write the same into both, or give --duration"
      )
    }
  }

  private func experiment(
    _ base: Scenario, _ variants: [(name: String, scenario: Scenario)]
  ) -> Experiment {
    var replications = base.replications
    if replications.minimum < Self.fewest, options.replications == nil, replications.until == nil {
      replications = .init(minimum: Self.fewest, maximum: Self.fewest)
      if !options.quiet {
        Terminal.say(
          "weir: comparing \(Self.fewest) replications of each, since \(base.replications.minimum) would show "
            + "nothing; --replications sets another number")
      }
    }
    let all = [("base", base)] + variants
    return Experiment(
      variants: all.map { Variant($1, name: $0, command: .compare, version: Weir.version) },
      replications: replications, jobs: options.jobs, recording: options.record.recording,
      comparison: Comparison(headlines: Headlines(checks: all.flatMap(\.1.checks))),
      changes: variants.enumerated().flatMap {
        ChangeRecord.all(from: base, to: $1.scenario, variant: $0 + 1)
      })
  }

  /// Fewer replications have intervals too wide to show anything.
  private static let fewest = 10
}

extension ChangeRecord {
  /// What variant number `variant` changes.
  static func all(from base: Scenario, to scenario: Scenario, variant: Int) -> [ChangeRecord] {
    let changes = documentChanges(from: base, to: scenario)
    let records = changes.all.map { change in
      ChangeRecord(
        variant: variant, object: change.object, path: change.path, at: "\(change.location)",
        line: change.line ?? "", from: change.from, to: change.to)
    }
    guard changes.omitted > 0 else { return records }
    return records + [
      ChangeRecord(
        variant: variant, object: "and \(changes.omitted) more changes", path: "", at: "", line: "",
        from: nil, to: nil)
    ]
  }
}
