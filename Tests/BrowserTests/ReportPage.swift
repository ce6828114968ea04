import Foundation
import Testing

/// A report for a browser, and the command that writes it.
struct ReportPage: Sendable, CustomTestStringConvertible {
  /// The largest size of a page, in bytes.
  static let limit = 2_000_000

  let name: String
  let arguments: [String]

  var testDescription: String { name }

  init(_ name: String, _ arguments: String...) {
    (self.name, self.arguments) = (name, arguments)
  }

  /// One of each kind.
  static let kinds: [ReportPage] = [
    ReportPage("run", "run", "budget-outage"),
    ReportPage("check", "check", "budget-outage"),
    ReportPage(
      "compare", "compare", "budget-outage",
      "five:XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=5"),
    ReportPage(
      "sweep", "sweep", "budget-outage", "--vary",
      "XBackendTrafficPolicy/shop/checkout:spec.retryConstraint.budget.percent=5,20,100", "--vary",
      "spec.services[0].endpoints=2,4,8", "--pareto"),
    ReportPage("find", "find", "budget-outage", "--vary", "spec.services[0].endpoints=1..8"),
    ReportPage(
      "stability", "find", "retry-storm", "--stability", "--vary",
      "spec.traffic[0].arrivals.poisson.rate=140/s,280/s", "--vary", "spec.faults[0].for=2s,10s"),
    ReportPage("request", "run", "budget-outage", "--explain-request", "denied"),
  ]

  /// The run of every scenario of the gallery.
  static var gallery: [ReportPage] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: WeirCommand.gallery)) ?? []
    return names.filter {
      FileManager.default.fileExists(atPath: "\(WeirCommand.gallery)/\($0)/scenario.yaml")
    }
    .sorted().map { ReportPage($0, "run", $0) }
  }

  /// Writes the page into a folder, and holds it to its limit.
  /// - Returns: where it is.
  func write(to folder: TemporaryFolder) async throws -> URL {
    var weir = WeirCommand(folder: folder)
    weir.environment["WEIR_SCENARIOS"] = WeirCommand.gallery
    let ending = try await weir.start(
      arguments + ["--db", "\(name).sqlite", "-o", "html", "--output-file", "\(name).html"]
    ).ending()
    try #require([0, 1].contains(ending.exitCode), "\(ending.stderr)")
    let size = folder.read("\(name).html")?.utf8.count ?? 0
    #expect((1...Self.limit).contains(size), "\(name): \(size) bytes")
    return folder.url(of: "\(name).html")
  }
}
