import ArgumentParser
import Documents
import Foundation
import GatewayAPI
import Scenarios

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a scenario to start from, made of manifests.",
    discussion: """
      One request for every match that clients can reach, the Services that routes send to, a fault that shows what the policies do, and \
      checks that hold. What manifests do not tell (rates, service times, queues) is assumed, said on standard error, and marked in the \
      file. It can be run at once.

      EXAMPLES
        weir init -f k8s/ --out scenario.yaml && weir run scenario.yaml
        weir init -f gateway.yaml -f routes/ --release v1.4 --channel standard > scenario.yaml
        kustomize build . | weir init -f - --out scenario.yaml
      """)

  @OptionGroup var manifests: ManifestOptions

  @Option(
    help: ArgumentHelp("Where the scenario is written (default: standard output).", valueName: "file"),
    completion: .file())
  var out: String?

  @Flag(help: "Replace the file where there is one.")
  var force = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func run() throws {
    if let out {
      try Output.checkFile(out)
      guard !manifests.paths.contains(where: { Output.resolved($0) == Output.resolved(out) }) else {
        throw Failure(.usage, "\(out) cannot be written: the command reads it")
      }
      if !force, FileManager.default.fileExists(atPath: out), Output.isRegular(out) {
        throw Failure(.cannotCreate, "\(out) exists already: --force replaces it")
      }
    }
    let read = try manifests.read()
    read.report(from: .error)
    guard !read.diagnostics.hasErrors else { throw Failure(.badInput) }
    let scenario = try scenario(of: read)
    try check(scenario)
    if let out {
      try Output.write(scenario.text, to: out)
    } else {
      try Output.write(scenario.text)
    }
    if !quiet { say(scenario) }
  }

  private func scenario(of read: ManifestOptions.Read) throws -> InitialScenario {
    let named = manifests.paths.filter { $0 != "-" }
    let files = InitialScenario.Files(
      scenario: out ?? "scenario.yaml", manifests: named.map { relative($0) },
      compared: manifests.paths.count == 1 ? named.first : nil,
      standardInput: manifests.paths.contains("-") ? read.sources["-"]?.text : nil)
    let folder = URL(fileURLWithPath: named.first ?? ".").standardizedFileURL.deletingPathExtension()
    do {
      return try InitialScenario(
        read.configuration, of: read.documents, settings: manifests.settings,
        fallbackName: folder.lastPathComponent, files: files)
    } catch {
      throw Failure(.badInput, error.message)
    }
  }

  /// The path of manifests as seen from the folder of the scenario.
  private func relative(_ path: String) -> String {
    let folder = out.map { URL(fileURLWithPath: Output.resolved($0)).deletingLastPathComponent().path }
    let here = FileManager.default.currentDirectoryPath
    return relativePath(from: folder ?? here, to: path, in: here)
  }

  /// Reads the scenario as `weir run` will.
  private func check(_ scenario: InitialScenario) throws {
    let diagnostics = Diagnostics()
    let file = out.map(Output.resolved) ?? "scenario.yaml"
    let folder = out == nil ? "" : URL(fileURLWithPath: file).deletingLastPathComponent().path
    let read = readScenario(text: scenario.text, file: file, folder: folder, diagnostics: diagnostics)
    guard read == nil else { return }
    Terminal.say(DiagnosticRenderer().render(diagnostics.all.filter { $0.severity == .error }))
    throw Failure(.internalError, "the scenario that was made cannot be read: please report this")
  }

  private func say(_ scenario: InitialScenario) {
    for sentence in scenario.assumed { Terminal.say("assumed: \(sentence)") }
    let shown = scenario.leftOut.prefix(10)
    for sentence in shown { Terminal.say("left out: \(sentence)") }
    if scenario.leftOut.count > shown.count {
      Terminal.say("left out: \(scenario.leftOut.count - shown.count) more, which the file lists")
    }
    if let out { Terminal.say("written; next: weir run \(out)") }
  }
}
