import Documents
import Experiments
import Foundation
import Records
import Scenarios

/// Reads the sweep of a command line and reports what is wrong with it.
struct SweepInput {
  /// A sweep and its name, nil where it has none.
  struct Named {
    let plan: SweepPlan
    let name: String?
    /// Whether the scenario is of the gallery, which every installation has.
    let isOfGallery: Bool
    /// The files that were read, under their paths, without those of the gallery.
    let inputs: [RunRecord.Input]
  }

  private let options: SweepOptions

  init(_ options: SweepOptions) {
    self.options = options
  }

  /// The sweep; its points have not been read.
  ///
  /// - Throws: a failure, after all messages have been printed.
  func read() throws -> Named {
    if ([options.spec] + options.overlays).contains("-") {
      throw Failure(
        .usage, "a sweep reads its inputs again for every point, and so none from standard input: use a file")
    }
    let diagnostics = Diagnostics()
    var sources = SourceTexts()
    let sweep = isSweep ? readSweep(path: options.spec, sources: &sources, diagnostics: diagnostics) : nil
    let parameters = isSweep ? sweep?.vary : readVariedParameters(options.vary, diagnostics: diagnostics)
    Self.report(diagnostics, sources, isQuiet: options.quiet)
    if isSweep, !options.vary.isEmpty || options.points != nil {
      throw Failure(.usage, "\(options.spec) says what is varied: leave out --vary and --points")
    }
    if isSweep, sweep == nil { throw Failure(.badInput) }
    let input = ScenarioInput(
      scenario: sweep.map(Self.scenario(of:)) ?? options.spec, sets: options.changes,
      overlays: options.overlays, assertions: options.assertions, isQuiet: options.quiet)
    let base = try input.read()
    guard let parameters, !diagnostics.hasErrors else { throw Failure(.badInput) }
    if parameters.isEmpty {
      throw Failure(
        .usage, "nothing is varied: add --vary spec.dataPlane.replicas=1,5,20, or give a file of kind Sweep")
    }
    let source = SweepPlan.Source(
      path: input.path, sets: options.changes, overlays: options.overlays,
      assertions: base.checks.suffix(options.assertions.count))
    let design = try Self.design(
      parameters, points: sweep?.points ?? options.points, steps: options.steps, seed: base.seed)
    let gallery =
      input.path == input.scenario ? nil : (input.path as NSString).deletingLastPathComponent + "/"
    return Named(
      plan: SweepPlan(base: base, source: source, design: design, version: Weir.version), name: sweep?.name,
      isOfGallery: gallery != nil,
      inputs: base.inputs.filter { file in gallery.map { !file.file.hasPrefix($0) } ?? true })
  }

  /// Whether the file is one of kind Sweep; what cannot be read is none, and reported as a scenario.
  private var isSweep: Bool {
    guard FileManager.default.fileExists(atPath: options.spec) else { return false }
    let documents = loadDocuments(paths: [InputPath(options.spec)], diagnostics: Diagnostics()).documents
    return documents.first?.root["kind"]?.text == "Sweep"
  }

  /// The file beside the sweep, or the name of the gallery.
  private static func scenario(of sweep: SweepSpecification) -> String {
    let isFile = FileManager.default.fileExists(atPath: sweep.path) || sweep.scenario.contains("/")
    return isFile || Gallery.ofThisProcess?.scenario(called: sweep.scenario) == nil
      ? sweep.path : sweep.scenario
  }

  private static func design(
    _ parameters: [VariedParameter], points: Int?, steps: Int, seed: UInt64
  ) throws -> SweepDesign {
    do throws(SweepError) {
      guard let points else { return try SweepDesign(grid: parameters, steps: steps) }
      return try SweepDesign(hypercube: parameters, points: points, seed: seed)
    } catch {
      throw Failure(error)
    }
  }

  static func report(_ diagnostics: Diagnostics, _ sources: SourceTexts, isQuiet: Bool) {
    let shown = isQuiet ? diagnostics.all.filter { $0.severity == .error } : diagnostics.all
    guard !shown.isEmpty else { return }
    Terminal.say(DiagnosticRenderer(sources: sources, colour: Terminal.coloursMessages).render(shown))
  }
}

extension Failure {
  /// The exit code and message of a sweep that cannot be run or merged.
  init(_ error: SweepError) {
    switch error {
    case .design(let reason): self.init(.usage, reason)
    case .points(let count):
      self.init(
        .badInput, "\(count == 1 ? "a point" : "at least \(count) points") cannot be read; nothing was run")
    case .mismatch(let reason): self.init(.badInput, reason)
    }
  }
}
