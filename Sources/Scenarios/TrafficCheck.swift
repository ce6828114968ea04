import Documents
import GatewayAPI
import Traffic

/// Checks that the requests of a source go somewhere: what else is simulated is a mistake, in a manifest or in a host.
struct TrafficCheck {
  /// An entry of the mix and where it stands.
  typealias PlacedEntry = (entry: RequestMix.Entry, location: SourceLocation, path: FieldPath)

  let context: ScenarioContext
  let source: TrafficSource
  /// That of the source.
  let reader: Reader
  /// Those of its mix that come; empty for a trace.
  private let entries: [PlacedEntry]
  /// What comes.
  private let shapes: [RequestShape]

  init(_ source: TrafficSource, _ mix: [PlacedEntry], context: ScenarioContext, reader: Reader) {
    self.context = context
    self.source = source
    self.reader = reader
    entries = mix.filter { $0.entry.weight > 0 }
    if case .trace(let trace) = source.arrivals {
      shapes = trace.shapes
    } else {
      shapes = entries.map(\.entry.shape)
    }
  }

  /// Warnings of one kind about one source.
  private static let mostWarnings = 20

  /// Reports what is wrong.
  func check() {
    guard context.isSound else { return }
    refuseTrafficToNowhere()
    let missed = shapes.indices.lazy.filter { !isRouted(shapes[$0]) }
    for index in missed.prefix(Self.mostWarnings) { warnOfRoute(index) }
    guard source.browsers != nil else { return }
    let refused = shapes.indices.lazy.filter { isRouted(shapes[$0]) && isRefused(shapes[$0]) }
    for index in refused.prefix(Self.mostWarnings) { warnOfRefusal(index) }
  }

  /// Where a message about a shape points to.
  private func place(of index: Int) -> (location: SourceLocation, path: FieldPath) {
    if entries.indices.contains(index) { return (entries[index].location, entries[index].path) }
    return (reader.location(of: "arrivals"), reader.path.field("arrivals"))
  }

  // MARK: Routes

  /// A source of which nothing reaches a service simulates a mistake: a manifest that was forgotten, or a wrong host.
  private func refuseTrafficToNowhere() {
    let isAnswered = shapes.contains { shape in
      guard case .matched(let rule) = answer(to: source.request(for: shape)) else { return false }
      return rule.plan.gatewayStatus != nil
        || rule.plan.backends.contains { $0.weight > 0 && $0.problem == nil }
    }
    guard !isAnswered, !shapes.isEmpty else { return }
    let isTrace = reader.field("arrivals")?["trace"] != nil
    reader.report(
      .reachesNothing, "no request of this source reaches a service: all are answered 404 or 500",
      about: isTrace ? "arrivals" : "requests",
      suggestion: "mend what the warnings about routes, hostnames and Services say")
  }

  private func isRouted(_ shape: RequestShape) -> Bool {
    if case .matched = answer(to: source.request(for: shape)) { return true }
    return false
  }

  private func answer(to request: HTTPRequest) -> RouteAnswer {
    context.configuration.answer(request, gateway: source.gateway, port: source.port)
  }

  private func warnOfRoute(_ index: Int) {
    let shape = shapes[index]
    let (location, path) = place(of: index)
    let hosts = context.hostnames
    let isKnownHost = hosts.isEmpty || hosts.contains(shape.host)
    reader.report(
      .notRouted,
      "no rule takes \(title(of: shape)) on port \(source.port) of Gateway \(source.gateway), so that it is "
        + "answered 404",
      severity: .warning, at: location, path: path,
      suggestion: isKnownHost
        ? "compare it with the hostnames, matches and parentRefs of the routes"
        : context.nearNames.suggestion(for: shape.host, among: hosts))
  }

  private func title(of shape: RequestShape) -> String {
    "\(shape.method) \(source.scheme)://\(shape.host)\(shape.path)"
  }

  // MARK: Browsers

  /// Whether browsers keep it back, or its answer from the script.
  private func isRefused(_ shape: RequestShape) -> Bool {
    guard let request = source.crossOrigin(shape) else { return false }
    return !BrowserVerdict(on: request, gateway: source.gateway, port: source.port, in: context.configuration)
      .isAllowed
  }

  private func warnOfRefusal(_ index: Int) {
    let shape = shapes[index]
    let (location, path) = place(of: index)
    guard let browsers = source.browsers, let crossing = source.crossOrigin(shape) else { return }
    let verdict = BrowserVerdict(
      on: crossing, gateway: source.gateway, port: source.port, in: context.configuration)
    let request = title(of: shape)
    let what =
      verdict.isSent
      ? "keep the answer to \(request) from the scripts of \(browsers.origin)"
      : "do not send \(request) for \(browsers.origin)"
    reader.report(
      .refusedByBrowsers, "browsers \(what): \(verdict.reason)", severity: .warning,
      at: location, path: path,
      suggestion: "compare it with the CORS filters of the rules that take it and its preflight")
  }

  /// How much all browsers of the source keep: something of each for everything that preflights ask for; 0 where clients are none.
  private var keptPermissions: Int {
    guard let browsers = source.browsers else { return 0 }
    struct Kept: Hashable {
      let url: String
      let need: CrossOriginRequest.Need
    }
    let kept = Set(
      source.shapes.lazy.compactMap(source.crossOrigin)
        .flatMap { request in request.needs.map { Kept(url: request.url, need: $0) } }
    ).count
    let (total, overflow) = kept.multipliedReportingOverflow(by: browsers.users)
    return overflow ? Int.max : total
  }

  /// Refuses browsers that keep more than there is room for besides those of the sources before.
  func checkBrowserMemory(kept: inout Int) {
    let own = keptPermissions
    let (total, overflow) = kept.addingReportingOverflow(own)
    kept = overflow ? Int.max : total
    guard own > 0, kept > Bounds.keptPermissions else { return }
    reader.report(
      .tooLarge,
      "the browsers of the scenario keep up to \(kept) permissions with those of this source, more than "
        + "\(Bounds.keptPermissions), the most that are simulated", about: "client",
      suggestion: "simulate fewer users, with a smaller rate, or fewer URLs")
  }
}
