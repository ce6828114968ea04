import ArgumentParser
import Clusters
import Documents
import Experiments
import Foundation
import Reports
import Results
import Scenarios

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Simulate a scenario with many values, and show which are best.",
    discussion: """
      Runs every combination of the values of --vary, or with --points a Latin hypercube over their ranges, all points with the \
      same seed. A file of kind Sweep says the same in writing. Points at which checks fail are results: the exit code is 0 \
      unless a point cannot be run.

      The database is results/NAME-sweep.sqlite unless --db says otherwise. Until it is complete, what is done lies beside it in \
      NAME-sweep.jobs/, and the same command goes on from there. For the array job of a cluster, --shard K/N runs every Nth \
      point into a folder that all shards share, and weir merge makes the same database of them, byte by byte. A shard exits \
      with 0, with 64 where the command line or an input is wrong, 65 where a point cannot be run, and 75 where it may work the \
      next time.

      EXAMPLES
        weir sweep quickstart --vary spec.dataPlane.replicas=1,5,20
        weir sweep my.yaml --vary 'XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=5,10,20' \\
          --vary spec.dataPlane.replicas=1..20 --steps 4 --metric success_ratio --metric response_time_p99 --pareto
        weir sweep my.yaml --vary 'spec.traffic[0].arrivals.poisson.rate=100/s..900/s' \\
          --vary spec.services[0].endpoints=1..10 --points 50 -o csv > points.csv
        weir sweep my-sweep.yaml --dry-run
        weir sweep my-sweep.yaml --shard 3/8 --out /shared/my-sweep
        weir sweep my-sweep.yaml --emit slurm --shards 8 --out /shared/my-sweep > my-sweep.sbatch
        weir sweep my-sweep.yaml --emit kubernetes --shards 8 --image registry.example/weir:0.1.0 > my-sweep-job.yaml
      """)

  @OptionGroup var options: SweepOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("metric"), parsing: .singleValue,
    help: ArgumentHelp(
      "Show this metric, such as 'amplification{service=shop/checkout}' (default: those of the checks). Repeats.",
      valueName: "metric"))
  var metrics: [String] = []

  @Flag(help: "Mark the points than which no other is better in all metrics that are shown.")
  var pareto = false

  @Option(
    help: ArgumentHelp("Where the database is left (default: results/NAME-sweep.sqlite).", valueName: "file"),
    completion: .file())
  var db: String?

  @Flag(
    help:
      "Read all points, say how many there are, and measure on some how long all take, for ten seconds at most."
  )
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Run only the jobs whose number leaves K when divided by N; with auto/N the engine of a cluster says K.",
      valueName: "k/n"),
    transform: Shard.init(option:))
  var shard: Shard?

  @Option(
    help: ArgumentHelp("The folder that all shards share.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Print what makes the engine of a cluster run the sweep in shards, with time and memory measured here.",
      valueName: "engine"))
  var emit: SweepEmission.Engine?

  @Option(help: ArgumentHelp("How many shards there are, for --emit.", valueName: "n"))
  var shards: Int?

  @Option(
    help: ArgumentHelp(
      "The container image with this version of Weir, for --emit kubernetes (default: weir:\(Weir.version)).",
      valueName: "image"))
  var image: String?

  func validate() throws {
    if out == "" { throw ValidationError("--out wants a folder, found nothing") }
    if image == "" { throw ValidationError("--image wants the name of an image, found nothing") }
    if image != nil, emit != .kubernetes { throw ValidationError("--image is for --emit kubernetes") }
    if emit != nil || shard != nil || dryRun, output.asksForMore || !metrics.isEmpty || pareto {
      throw ValidationError(
        "no report is made by --emit, --shard and --dry-run: leave out -o, --output-file, --report, --chart, --metric and --pareto"
      )
    }
    if dryRun, db != nil { throw ValidationError("--dry-run leaves no database: leave out --db") }
    if (emit == nil) != (shards == nil) {
      throw ValidationError("--emit and --shards go together; --dry-run advises how many shards")
    }
    if let shards, shards < 1 { throw ValidationError("--shards wants at least 1, found \(shards)") }
    if let emit { return try validate(emit) }
    if (shard == nil) != (out == nil) && !dryRun { throw ValidationError("--shard and --out go together") }
    if shard != nil, db != nil { throw ValidationError("a shard leaves no database: leave out --db") }
  }

  private func validate(_ emit: SweepEmission.Engine) throws {
    if shard != nil || dryRun {
      throw ValidationError("--emit runs nothing: leave out --shard and --dry-run")
    }
    if db != nil { throw ValidationError("shards leave no database: leave out --db") }
    switch emit {
    case .slurm:
      if out == nil { throw ValidationError("--emit slurm wants --out, the folder that all nodes share") }
    case .kubernetes:
      if out != nil { throw ValidationError("the Job has a volume of its own: leave out --out") }
    }
  }

  func run() throws {
    if let emit, let shards {
      try run(emit, shards)
    } else if let shard {
      try run(shard)
    } else {
      try runWhole()
    }
  }

  // MARK: For a cluster

  private func run(_ engine: SweepEmission.Engine, _ shards: Int) throws {
    let input = try SweepInput(options).read()
    let count = input.plan.design.count
    guard shards <= count else {
      throw Failure(.usage, "--shards wants at most \(count), as many as there are jobs, found \(shards)")
    }
    let emission = SweepEmission(
      engine: engine, input: input, options: options, shards: shards, out: out,
      image: image ?? "weir:\(Weir.version)")
    if engine == .kubernetes { try emission.refuseWhatPodsLack() }
    try Output.write(try emission.text())
    guard !options.quiet else { return }
    if engine == .kubernetes, emission.leavesOutSecrets {
      Terminal.say(
        "weir: of Secrets among the inputs nothing is in the manifest; shards take them to be in the cluster, and sound"
      )
    }
    Terminal.say("weir: the commands to submit, watch and merge stand at its top")
  }

  // MARK: On one machine

  private func runWhole() throws {
    try output.check(for: .ofSweeps, beside: options.files + [db].compactMap(\.self))
    let sweep = try SweepInput(options).read()
    var plan = sweep.plan
    try output.refuse(plan.base.namedFiles)
    let shown = try shownMetrics(of: plan)
    let jobs = Array(0..<plan.design.count)
    if dryRun { return try describe(jobs, of: plan) }
    plan.base = try plan.base.settled(jobs: options.jobs, isQuiet: options.quiet)
    let path = try db ?? DefaultDatabase.path(sweep.name ?? "\(plan.base.name)-sweep")
    let folder = SweepFolder(path: Self.folder(beside: path), plan: plan)
    do {
      try ResultsWriter.check(path: path)
    } catch {
      throw Failure(error)
    }
    let run = SweepRun(plan: plan, folder: folder, options: options)
    let outcome = try run.execute(jobs)
    let missing = try run.merge(to: path)
    let report = SweepReport(try StoredStudy.read(path, detailed: false), metrics: shown, showsFront: pareto)
    try output.write(page: report.page) { report.text($0, $1) }
    if missing == 0 { folder.remove() }
    if outcome.isInterrupted {
      throw Failure(
        .interrupted,
        "interrupted: \(path) holds \(jobs.count - missing) of \(jobs.count) points and is marked partial; "
          + "the same command goes on from there, with what lies in \(folder.path)")
    }
    try run.throwFailures(outcome)
  }

  /// `runs/x.jobs` for `runs/x.sqlite`.
  private static func folder(beside path: String) -> String {
    (path.hasSuffix(".sqlite") ? String(path.dropLast(".sqlite".count)) : path) + ".jobs"
  }

  /// Those that were asked for, else those of the checks.
  private func shownMetrics(of plan: SweepPlan) throws -> [MetricKey] {
    var shown: [MetricKey] = []
    for text in metrics {
      switch parseMetric(text) {
      case .success(let key):
        let check = Check(text: text, metric: key.name, labels: key.labels, condition: .above(0))
        if let problem = plan.base.problems(of: check).first { throw Failure(metric: text, problem) }
        shown.append(key)
      case .failure(let problem): throw Failure(metric: text, problem)
      }
    }
    return shown.isEmpty ? SweepReport.metrics(of: plan.base.checks.map(\.text)) : shown
  }

  /// Says how much there is to run, and how long it takes.
  private func describe(_ jobs: [Int], of plan: SweepPlan) throws {
    try SweepDescription(plan: plan, jobs: jobs, options: options, isShard: shard != nil).write()
  }

  // MARK: As a shard

  private func run(_ shard: Shard) throws {
    Interrupt.beginShard()
    let sweep = try Failure.inShard { try SweepInput(options).read().plan }
    let jobs = shard.jobs(of: sweep.design.count)
    if dryRun { return try Failure.inShard { try describe(jobs, of: sweep) } }
    let (run, outcome) = try Failure.inShard {
      var plan = sweep
      plan.base = try plan.base.settled(jobs: options.jobs, isQuiet: options.quiet)
      let run = SweepRun(plan: plan, folder: SweepFolder(path: out ?? ".", plan: plan), options: options)
      return (run, try run.execute(jobs))
    }
    if outcome.isInterrupted {
      throw Failure(
        .interrupted, "interrupted: \(outcome.finished + outcome.skipped) of \(jobs.count) jobs are done")
    }
    if !options.quiet {
      let origin = shard.origin.map { " (\($0))" } ?? ""
      let jobs = outcome.finished == 1 ? "1 job" : "\(outcome.finished) jobs"
      Terminal.say("weir: shard \(shard.index)/\(shard.count)\(origin): \(jobs) run")
    }
    try run.throwFailures(outcome)
  }
}
