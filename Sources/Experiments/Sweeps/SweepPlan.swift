import Documents
import Results
import Scenarios

/// A sweep that can be run: a scenario, what is varied in it, and the hash of all that.
///
/// A point is a job, and its result a function of the job's number and the specification alone. All points have the scenario's seed, and
/// so see the same arrivals and draws, unless the seed itself is varied.
public struct SweepPlan: Sendable {
  /// Where the scenario is read from.
  public struct Source: Sendable {
    /// The file.
    public let path: String
    /// The changes that all points have in common, in the form of `--set`.
    public let sets: [String]
    /// The files that are laid over it.
    public let overlays: [String]
    /// Checks beside the scenario's own.
    public let assertions: [Check]

    /// Creates a source.
    public init(
      path: String, sets: [String] = [], overlays: [String] = [], assertions: some Sequence<Check> = []
    ) {
      self.path = path
      self.sets = sets
      self.overlays = overlays
      self.assertions = Array(assertions)
    }
  }

  /// The scenario without the values of any point; its warm-up, where that is to be found, is every point's once it was found.
  public var base: Scenario
  /// Which points are run.
  public let design: SweepDesign
  /// The hash of everything that decides the results, but for Weir's version.
  public let specification: String
  /// Weir's version.
  public let version: String
  /// The traces and other files of numbers that any point reads.
  public let dataFiles: [String]
  let source: Source
  private let names: [String]
  private let stamps: [FileStamp]

  /// Creates a plan.
  ///
  /// - Parameter base: The scenario of `source` without the values of any point, with its assertions.
  public init(base: Scenario, source: Source, design: SweepDesign, version: String) {
    var base = base
    base.inputs = base.inputs.map { Self.named($0, from: source.path) }
    self.base = base
    self.source = source
    self.design = design
    self.version = version
    names = ShortNames.of(design.axes.map(\.path))
    dataFiles = Self.dataFiles(of: base, source, design)
    stamps = dataFiles.map(FileStamp.init)
    specification = Self.specification(of: base, design, dataFiles)
  }

  /// What a point is called: `percent=10 replicas=20`.
  public func name(of job: Int) -> String {
    zip(names, design.settings(of: job)).map { "\($0)=\($1.value)" }.joined(separator: " ")
  }

  /// The specification that a job's own file has.
  func specification(of job: Int) -> String { "\(specification)#\(job)" }

  /// Reads the scenario of a point; what is wrong with it goes to `diagnostics`.
  func scenario(of job: Int, diagnostics: Diagnostics) -> Scenario? {
    let changes = design.settings(of: job).map { "\($0.path)=\($0.value)" }
    let read = readScenario(
      path: source.path, sets: source.sets + changes, overlays: source.overlays, diagnostics: diagnostics)
    guard var scenario = read else { return nil }
    for check in source.assertions { scenario.problems(of: check).forEach(diagnostics.report) }
    let most = ResultsWriter.mostReplications(ofEach: design.count)
    if scenario.replications.maximum > most {
      diagnostics.report(
        Diagnostic(
          code: ScenarioCode.tooLarge.rawValue,
          message:
            "\(scenario.replications.maximum) replications of each of \(design.count) points are more than "
            + "\(most), the most that a database holds",
          suggestion: "lower spec.replications, or vary less"))
    }
    if scenario.warmUpIsAutomatic {
      if !base.warmUpIsAutomatic {
        diagnostics.report(
          Diagnostic(
            code: ScenarioCode.invalid.rawValue,
            message: "spec.warmUp: auto is one value for all points, and cannot be the value of some",
            suggestion: "write it into the scenario, or a time at every point"))
      }
      scenario.warmUp = base.warmUp
      scenario.warmUpNote = base.warmUpNote
    }
    scenario.checks += source.assertions
    scenario.inputs = scenario.inputs.map { Self.named($0, from: source.path) }
    return diagnostics.hasErrors ? nil : scenario
  }

  /// Makes sure that a point was read from the same files as the specification.
  ///
  /// - Throws: ``SweepError/mismatch(_:)`` where one has changed in the meantime.
  func check(_ scenario: Scenario) throws(SweepError) {
    for input in scenario.inputs {
      if let before = base.inputs.first(where: { $0.file == input.file }), before.text != input.text {
        throw .mismatch("\(input.file) has changed since the sweep began")
      }
    }
    for (path, stamp) in zip(dataFiles, stamps) where FileStamp(path) != stamp {
      throw .mismatch("\(path) has changed since the sweep began")
    }
  }

  /// A point, compiled.
  func variant(_ scenario: Scenario, of job: Int, specification: String) -> Variant {
    Variant(
      scenario, name: name(of: job), settings: design.settings(of: job), command: .sweep,
      specification: specification, version: version)
  }

  /// The input under a name that is the same from wherever, and on whichever machine, the scenario is read.
  private static func named(_ input: RunRecord.Input, from path: String) -> RunRecord.Input {
    guard let slash = path.lastIndex(of: "/") else { return input }
    let folder = path[...slash]
    guard input.file.hasPrefix(folder) else { return input }
    return RunRecord.Input(file: String(input.file.dropFirst(folder.count)), text: input.text)
  }

  // MARK: The hash

  /// Those of the scenario, and those that only some values name.
  private static func dataFiles(of base: Scenario, _ source: Source, _ design: SweepDesign) -> [String] {
    var files = base.dataFiles
    for axis in design.axes {
      // Nothing else leads to a file.
      for value in Set(axis.values).sorted() where (axis.path + value).contains("file") {
        let point = readScenario(
          path: source.path, sets: source.sets + ["\(axis.path)=\(value)"], overlays: source.overlays,
          diagnostics: Diagnostics())
        files += point?.dataFiles ?? []
      }
    }
    // Not by path, which differs from machine to machine.
    var seen: Set<String> = []
    return files.filter { seen.insert($0).inserted }
  }

  private static func specification(
    of base: Scenario, _ design: SweepDesign, _ dataFiles: [String]
  ) -> String {
    let replications = base.replications
    var fields = [
      "weir sweep 2", base.name, "\(base.seed)", base.warmUpIsAutomatic ? "auto" : "\(base.warmUp)",
      "\(base.duration)",
    ]
    fields += [
      "\(replications.minimum)", "\(replications.maximum)", replications.until.map { "\($0)" } ?? "",
    ]
    func add(_ list: [String]) { fields += ["\(list.count)"] + list }
    add(base.inputs.map(\.text))
    add(base.overrides)
    add(base.checks.map(\.text))
    fields.append(design.isGrid ? "grid" : "hypercube")
    for axis in design.axes { add([axis.path] + axis.values) }
    add(dataFiles.map { SHA256.hexadecimal(ofFile: $0) ?? "" })
    // Lengths first, so that no two lists of fields read alike.
    return SHA256.hexadecimal(fields.map { "\($0.utf8.count):\($0)\n" }.joined())
  }
}
