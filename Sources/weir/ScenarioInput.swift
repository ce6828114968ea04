import Documents
import Foundation
import Logs
import Records
import Scenarios
import Traffic

/// Reads the scenario of a command line and reports what is wrong with it.
struct ScenarioInput {
  /// A file, or a name of the gallery.
  let scenario: String
  /// Changes in the form of `--set`.
  let sets: [String]
  /// Files that are laid over it.
  let overlays: [String]
  /// The texts of checks that are added.
  let assertions: [String]
  /// Whether only errors are said.
  let isQuiet: Bool

  init(scenario: String, sets: [String], overlays: [String], assertions: [String], isQuiet: Bool) {
    self.scenario = scenario
    self.sets = sets
    self.overlays = overlays
    self.assertions = assertions
    self.isQuiet = isQuiet
  }

  init(_ options: ScenarioOptions) {
    self.init(
      scenario: options.scenario, sets: options.changes, overlays: options.overlays,
      assertions: options.assertions, isQuiet: options.quiet)
  }

  /// The file.
  var path: String { path(of: scenario) }

  /// What a variant changes about the scenario of the command line.
  struct Changes {
    /// Another scenario in its place.
    var scenario: String?
    /// More overlays, after those of the command line.
    var overlays: [String] = []
    /// More changes in the form of `--set`, after those of the command line.
    var sets: [String] = []
    /// What is read in place of the scenario's own manifests.
    var manifests: [String]?
    /// Checks in place of the scenario's own, of `--such-that`; empty leaves those.
    var suchThat: [String] = []
    /// Whether the scenario was read before, so that of the messages only errors are news.
    var isRepeated = false
  }

  /// The scenario, with the checks of `--assert` added.
  ///
  /// - Throws: a failure with 66 where an input does not exist or cannot be read, and 65 where one has errors; all messages have been printed then.
  func read(manifests: [String]? = nil) throws -> Scenario {
    try read(Changes(manifests: manifests)).get()
  }

  /// The variants that arguments of a command line name; the messages about all of them come in one pass.
  ///
  /// - Throws: as ``read(manifests:)``.
  func read(variants arguments: [String]) throws -> [(name: String, scenario: Scenario)] {
    let diagnostics = Diagnostics()
    let variants = readVariants(arguments, diagnostics: diagnostics)
    report(diagnostics, SourceTexts())
    let read = variants.map { variant in
      let changes = Changes(scenario: variant.scenario, overlays: variant.overlays, sets: variant.sets)
      return (name: variant.name, scenario: self.read(changes))
    }
    if diagnostics.hasErrors { throw Failure(.badInput) }
    return try read.map { ($0.name, try $0.scenario.get()) }
  }

  /// The changed scenario; its messages have been printed.
  func read(_ changes: Changes) -> Result<Scenario, Failure> {
    let diagnostics = Diagnostics()
    var sources = SourceTexts()
    let name = changes.scenario ?? scenario
    let path = path(of: name)
    let scenario = readScenario(
      path: path, sets: sets + changes.sets, overlays: overlays + changes.overlays,
      manifests: changes.manifests, sources: &sources, diagnostics: diagnostics)
    let wanted = changes.suchThat.compactMap { check($0, of: "--such-that", scenario, diagnostics) }
    let checks = assertions.compactMap { check($0, of: "--assert", scenario, diagnostics) }
    report(diagnostics, sources, from: changes.isRepeated ? .error : .note)
    reportGallery(name, path)
    // As EX_NOINPUT of sysexits.h: what does not exist or cannot be read.
    let codes = [
      DocumentCode.missingInput.rawValue, DocumentCode.unreadable.rawValue, TraceCode.unreadable.rawValue,
    ]
    let isMissing = diagnostics.all.contains { codes.contains($0.code) }
    let hasNoRoom = diagnostics.all.contains { $0.code == TraceCode.temporaryFile.rawValue }
    guard var scenario, !diagnostics.hasErrors else {
      return .failure(Failure(isMissing ? .inputMissing : hasNoRoom ? .inputOutput : .badInput))
    }
    if !changes.suchThat.isEmpty { scenario.checks = wanted }
    scenario.checks += checks
    return .success(scenario)
  }

  /// The check of an option, nil where it cannot be used; its messages name the option in place of a file.
  private func check(
    _ text: String, of option: String, _ scenario: Scenario?, _ diagnostics: Diagnostics
  ) -> Check? {
    func report(_ problem: Diagnostic) {
      diagnostics.report(
        Diagnostic(
          code: problem.code, message: problem.message,
          location: SourceLocation(file: "\(option) '\(text.prefix(200))'", line: 1, column: 1),
          suggestion: problem.suggestion))
    }
    switch parseCheck(text) {
    case .success(let check):
      let problems = scenario?.problems(of: check) ?? []
      problems.forEach(report)
      return problems.isEmpty ? check : nil
    case .failure(let problem):
      report(problem)
      return nil
    }
  }

  /// A folder stands for its `scenario.yaml`; a name without a slash that is neither is looked up in the gallery.
  private func path(of name: String) -> String {
    let inside = "\(name)/scenario.yaml"
    if FileManager.default.fileExists(atPath: inside) { return inside }
    if name.contains("/") || FileManager.default.fileExists(atPath: name) { return name }
    return Gallery.ofThisProcess?.scenario(called: name) ?? name
  }

  /// A name that is neither a file nor in the gallery was perhaps meant for one of these.
  private func reportGallery(_ name: String, _ path: String) {
    guard path == name, !name.contains("/"), !FileManager.default.fileExists(atPath: name), name != "-",
      let names = Gallery.ofThisProcess?.names
    else { return }
    let hint = didYouMean(name, among: names).map { "; \($0)" } ?? ""
    Terminal.say("weir: the gallery has: \(names.joined(separator: ", "))\(hint)")
  }

  /// Says what was found, from `severity` on.
  func report(
    _ diagnostics: Diagnostics, _ sources: SourceTexts = SourceTexts(),
    from severity: Diagnostic.Severity = .note
  ) {
    let least = isQuiet ? .error : severity
    let shown = diagnostics.all.filter { $0.severity >= least }
    guard !shown.isEmpty else { return }
    let renderer = DiagnosticRenderer(sources: sources, colour: Terminal.coloursMessages)
    Terminal.say(renderer.render(shown))
  }
}

extension Gallery {
  /// The gallery that this process finds.
  static var ofThisProcess: Gallery? {
    find(
      environment: ProcessInfo.processInfo.environment,
      executable: Bundle.main.executablePath ?? CommandLine.arguments.first)
  }
}
