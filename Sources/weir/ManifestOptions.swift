import ArgumentParser
import Documents
import GatewayAPI

extension AdmissionSettings.Release: ExpressibleByArgument {}
extension AdmissionSettings.Channel: ExpressibleByArgument {}

/// Which manifests are read, and whose rules they are held to.
struct ManifestOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("filename")], parsing: .singleValue,
    help: ArgumentHelp(
      "A file, a folder with everything below it, a pattern, or - for standard input. Repeats.",
      valueName: "path"), completion: .file())
  var paths: [String] = []

  @Option(help: "The release of the Gateway API whose definitions are installed.")
  var release: AdmissionSettings.Release = .v16

  @Option(help: "The channel of its definitions.")
  var channel: AdmissionSettings.Channel = .experimental

  @Flag(help: "Treat compatible Gateways of one class as one set of listeners.")
  var mergeGateways = false

  /// Whose rules.
  var settings: AdmissionSettings {
    AdmissionSettings(release: release, channel: channel, mergeGateways: mergeGateways)
  }

  /// What the manifests mean and what was said about them.
  struct Read {
    let configuration: GatewayConfiguration
    let diagnostics: Diagnostics
    let documents: [Document]
    let sources: SourceTexts

    /// Says on standard error what was found, from `severity` on.
    ///
    /// - Parameter showsSource: Whether the line that each message is about is shown, with a mark under the place.
    func report(from severity: Diagnostic.Severity, showsSource: Bool = true) {
      let shown = diagnostics.all.filter { $0.severity >= severity }
      guard !shown.isEmpty else { return }
      let renderer = DiagnosticRenderer(
        sources: showsSource ? sources : SourceTexts(), colour: Terminal.coloursMessages)
      Terminal.say(renderer.render(shown, omitted: diagnostics.omitted))
    }
  }

  /// Reads the manifests.
  ///
  /// - Throws: a failure with 64 where none are named, and 66 where one does not exist; all messages have been said then.
  func read() throws -> Read {
    guard !paths.isEmpty else { throw Failure(.usage, "no manifests are named: add -f FILE or -f FOLDER") }
    let diagnostics = Diagnostics()
    let loaded = loadDocuments(paths: paths, diagnostics: diagnostics)
    let read = Read(
      configuration: .read(loaded.documents, settings: settings, diagnostics: diagnostics),
      diagnostics: diagnostics, documents: loaded.documents, sources: loaded.sources)
    let codes = [DocumentCode.missingInput.rawValue, DocumentCode.unreadable.rawValue]
    if diagnostics.all.contains(where: { codes.contains($0.code) }) {
      read.report(from: .error)
      throw Failure(.inputMissing)
    }
    return read
  }
}
