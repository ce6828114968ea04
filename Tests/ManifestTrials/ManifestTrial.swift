import Documents
import Foundation
import GatewayAPI
import Reports

/// Reads bytes as manifests, asks all that can be asked of them, and says which promises were broken: whatever the bytes are, they
/// end in an answer or in messages.
package struct ManifestTrial {
  private static let file = "trial.yaml"

  private let loaded: LoadedDocuments
  private let configuration: GatewayConfiguration
  private let diagnostics: Diagnostics
  private let validation: Validation
  private var breaches: [String] = []

  /// What is broken for `bytes`, read as `settings` say.
  package static func breaches(of bytes: [UInt8], _ settings: AdmissionSettings = AdmissionSettings())
    -> [String]
  {
    var trial = ManifestTrial(bytes, settings)
    trial.checkMessages()
    trial.checkValidation()
    for gateway in trial.configuration.gateways.prefix(3) { trial.checkAnswers(at: gateway) }
    return trial.breaches
  }

  /// All that is said of `bytes`, to compare two readings.
  package static func account(of bytes: [UInt8], _ settings: AdmissionSettings = AdmissionSettings())
    -> String
  {
    let trial = ManifestTrial(bytes, settings)
    return trial.rendered + ValidationReport(trial.validation).json()
  }

  private init(_ bytes: [UInt8], _ settings: AdmissionSettings) {
    diagnostics = Diagnostics()
    var limits = Limits()
    // Enough for any sample, and little enough for what multiplies to end soon.
    limits.nodes = 50_000
    limits.texts = 4 << 20
    loaded = loadDocuments(bytes: bytes, file: Self.file, limits: limits, diagnostics: diagnostics)
    configuration = .read(loaded.documents, settings: settings, diagnostics: diagnostics)
    validation = Validation(configuration, diagnostics.all)
  }

  private var rendered: String {
    DiagnosticRenderer(sources: loaded.sources).render(diagnostics.all, omitted: diagnostics.omitted)
  }

  private mutating func check(_ holds: Bool, _ promise: @autoclosure () -> String) {
    if !holds { breaches.append(promise()) }
  }

  // MARK: Messages

  private mutating func checkMessages() {
    for diagnostic in diagnostics.all {
      check(Self.codes.contains(diagnostic.code), "unknown code \(diagnostic.code)")
      check(!diagnostic.message.isEmpty, "\(diagnostic.code) says nothing")
      if let place = diagnostic.location { check(isInside(place), "\(diagnostic.code) is at \(place)") }
    }
    let text = rendered
    check(text.isEmpty == diagnostics.all.isEmpty, "messages are not rendered")
    check(Self.isPrintable(text), "messages hold control characters")
  }

  private static let codes = Set(DocumentCode.allCases.map(\.rawValue) + GatewayCode.allCases.map(\.rawValue))

  private func isInside(_ place: SourceLocation) -> Bool {
    guard place.file == Self.file, place.line >= 1, place.column >= 1 else { return false }
    // Bytes that are no text have no lines.
    guard let source = loaded.sources[place.file] else { return loaded.documents.isEmpty }
    guard let line = source.line(place.line) else { return false }
    return place.column <= line.unicodeScalars.count + 1
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F && !(0x80..<0xA0 ~= $0.value)
    }
  }

  // MARK: Validation

  private static let kindsWithStatus = [
    "GatewayClass", "Gateway", "ListenerSet", "XListenerSet", "HTTPRoute", "GRPCRoute",
    "XBackendTrafficPolicy",
  ]

  private mutating func checkValidation() {
    check(validation.isValid == !diagnostics.hasErrors, "the verdict and the errors differ")
    let reported = Set(validation.status.map(\.object))
    let foreign = Set(validation.notModelled.filter(\.path.isEmpty).map(\.object))
    for subject in validation.subjects where subject.isAdmitted {
      guard let object = subject.object, !foreign.contains(object) else { continue }
      let hasStatus = Self.kindsWithStatus.contains { object.hasPrefix($0 + "/") }
      check(!hasStatus || reported.contains(object), "\(object) is admitted and has no status")
    }
    let report = ValidationReport(validation)
    check(Self.isObject(report.json()), "the validation's JSON is none")
    check(Self.isPrintable(report.table()), "the validation's table holds control characters")
  }

  private static func isObject(_ text: String) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) is [String: Any]
  }

  // MARK: Requests

  private mutating func checkAnswers(at gateway: Gateway) {
    let hosts = ["", "shop.example", "api.example"] + gateway.listeners.prefix(3).compactMap(\.hostname)
    let ports = gateway.ports.prefix(2) + [80]
    for (index, host) in hosts.enumerated() {
      for port in ports {
        let request = HTTPRequest(
          method: index % 2 == 0 ? "GET" : "OPTIONS", scheme: gateway.scheme(at: port) ?? "http",
          host: host.replacing("*", with: "x"), path: ["/", "/shop/cart?x=1", "/shop.Cart/Get"][index % 3],
          headers: [.init(name: "Origin", value: "https://www.example")],
          carried: index % 3 == 2 ? .grpc : .http)
        checkAnswer(to: request, at: gateway.name, port: port)
      }
    }
  }

  private mutating func checkAnswer(to request: HTTPRequest, at gateway: NamespacedName, port: Int) {
    let explanation = configuration.explain(request, gateway: gateway, port: port, nearMisses: true)
    let status = request.carried == .grpc ? 200 : explanation.status
    switch configuration.answer(request, gateway: gateway, port: port) {
    case .refused:
      check(
        explanation.answeredBy == .none && explanation.status == nil,
        "a refused request is explained as answered")
    case .notFound:
      check(
        explanation.route == nil && status == (request.carried == .grpc ? 200 : 404),
        "404 is explained otherwise")
    case .misdirected:
      check(
        explanation.route == nil && status == (request.carried == .grpc ? 200 : 421),
        "421 is explained otherwise")
    case .matched(let rule):
      check(
        explanation.rule == rule.rule && explanation.match == rule.match
          && explanation.route == "\(rule.kind)/\(rule.route)", "another rule is explained")
      check(
        rule.plan.gatewayStatus == nil || request.carried == .grpc
          || explanation.status == rule.plan.gatewayStatus,
        "another status is explained")
      let shares = explanation.backends.reduce(0) { $0 + $1.share }
      check(shares == 0 || abs(shares - 1) < 1e-9, "shares add up to \(shares)")
    }
    check(!explanation.because.isEmpty, "nothing is explained")
    let report = ExplanationReport(explanation, of: request, id: "1")
    check(Self.isObject(report.json()) && Self.isObject(report.jsonLine()), "the explanation's JSON is none")
    check(Self.isPrintable(report.table()), "the explanation's table holds control characters")
  }
}
