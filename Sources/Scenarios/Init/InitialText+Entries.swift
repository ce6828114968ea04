import Documents
import GatewayAPI

extension InitialText {
  /// What was taken for granted, a sentence each.
  var assumed: [String] {
    let load = services.busiest.map {
      "at which \($0.name) is \(YAMLText.share(utilization(of: $0))) busy"
    }
    var sentences = [
      "\(YAMLText.number(totalRate)) requests per second, Poisson, \(load ?? "a round number")",
      "every request of the mix comes as often as any other",
    ]
    if !services.entries.isEmpty {
      sentences.append(
        "of every service: \(InitialServices.concurrency) requests at a time and \(InitialServices.queue) waiting per endpoint, and "
          + "\(Quantity.format(nanoseconds: InitialServices.serviceTime)) for each, or a tenth of the shortest timeout"
      )
    }
    let unknown = services.entries.filter { $0.origin == .nowhere }
    if !unknown.isEmpty {
      let names = unknown.prefix(5).map(\.name.description).joined(separator: ", ")
      sentences.append("1 endpoint of \(names)\(unknown.count > 5 ? " and \(unknown.count - 5) more" : "")")
    }
    return sentences + ["1 gateway replica"]
  }

  /// About how busy a service is: rates of sources are rounded one by one.
  private func utilization(of entry: InitialServices.Entry) -> Double {
    entry.load * totalRate / entry.capacity
  }

  // MARK: Traffic

  var sources: [String] {
    var lines: [String] = []
    for (source, rate) in zip(traffic.used, rates) {
      lines += [
        "    - name: \(YAMLText.flow(source.name))",
        "      gateway: \(YAMLText.flow(source.gateway.description))",
        "      port: \(source.port)",
        "      " + YAMLText.comment("assumed: \(rateReason)"),
        "      # Measure it: requests per second at the gateway in the busiest hour; or replay an access log, with",
        "      # `arrivals: {trace: {file: access.log}}` in place of this and of the mix.",
        "      arrivals: {poisson: {rate: \(YAMLText.rate(rate))}}",
        "      # One request for each match that clients can reach.",
        "      # assumed: each as often as any other; `weight: 9` makes one come nine times as often",
        "      requests:",
      ]
      for entry in source.entries {
        lines += [
          "        " + YAMLText.comment(described(entry)), "        - \(Self.flow(entry.example.shape))",
        ]
      }
      lines += source.leftOut.map { "        " + YAMLText.comment("left out: \($0)") }
    }
    if traffic.skipped > 0 {
      lines.append("    # left out: \(traffic.skipped) more matches, for which there is no room here")
    }
    return lines
  }

  private var rateReason: String {
    guard let busiest = services.busiest else { return "a round number." }
    let isCapped = services.rate >= InitialServices.highestRate
    return "\(busiest.name), the busiest service, is \(YAMLText.share(utilization(of: busiest))) busy"
      + (isCapped ? ", since more would take long to simulate." : ".")
  }

  private static func flow(_ shape: RequestShape) -> String {
    var fields: [(key: String, value: Value)] = []
    if shape.method != "GET" { fields.append(("method", YAMLText.value(shape.method))) }
    if !shape.host.isEmpty { fields.append(("host", YAMLText.value(shape.host))) }
    fields.append(("path", YAMLText.value(shape.path)))
    if !shape.headers.isEmpty {
      fields.append(("headers", YAMLText.flowValue(shape.headers.map { ($0.name, $0.value) })))
    }
    return YAMLText.flow(fields)
  }

  /// Which rule takes it, and what becomes of it.
  private func described(_ entry: InitialTraffic.Entry) -> String {
    let rule = entry.rule
    let plan = rule.plan
    var parts: [String] = []
    if let status = plan.gatewayStatus {
      parts.append("answered \(status) by the gateway")
    } else {
      let shares = plan.sharesOfServices
      let isWhole = shares.count == 1 && shares.allSatisfy { $0.share == 1 }
      parts.append(
        shares.map { isWhole ? "to \($0.service)" : "\(YAMLText.share($0.share)) to \($0.service)" }
          .joined(separator: ", "))
      let missing = 1 - shares.reduce(0) { $0 + $1.share }
      if missing > 1e-9 {
        parts.append("\(YAMLText.share(missing)) answered 500, since \(problems(plan))")
      }
    }
    parts += plan.copies.map { "\(YAMLText.share($0.share)) copied to \($0.mirror.service)" }
    if let retry = plan.retry, plan.gatewayStatus == nil {
      let attempts = retry.attempts ?? 1
      parts.append(attempts == 1 ? "at most 1 retry" : "at most \(attempts) retries")
    }
    if let timeout = plan.requestTimeout { parts.append("timeout \(Quantity.format(nanoseconds: timeout))") }
    if let wildcard = entry.example.wildcard { parts.append("assumed: a host of \(wildcard)") }
    let match = entry.hasOtherMatches ? ", match \(rule.match)" : ""
    return "\(rule.kind) \(rule.route), rule \(rule.rule)\(match): \(parts.joined(separator: "; "))"
  }

  private func problems(_ plan: RulePlan) -> String {
    let broken = plan.backends.filter { $0.problem != nil && $0.weight > 0 }
    return broken.map { "\($0.service) is no use (\($0.problem?.rawValue ?? ""))" }.joined(separator: ", ")
  }

  // MARK: Services

  var serviceSection: [String] {
    guard !services.entries.isEmpty else { return [] }
    var lines = [
      "  # What manifests do not tell. An endpoint serves `concurrency` / mean `serviceTime` requests per second.",
      "  #   concurrency  how many requests one endpoint works on at a time: its threads, workers or connections to a database",
      "  #   queue        how many more may wait at one endpoint; the next one is answered 503",
      "  #   serviceTime  how long it works on a request, without waiting: the upstream's time in the access log while there is little",
      "  #                load, such as Envoy's %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%; `weir trace calibrate access.log` fits it",
      "  services:",
    ]
    for entry in services.entries { lines += self.lines(for: entry) }
    return lines
  }

  private func lines(for entry: InitialServices.Entry) -> [String] {
    var lines = ["    - name: \(YAMLText.flow(entry.name.description))" + loadNote(entry)]
    switch entry.origin {
    case .endpointSlices:
      lines.append(
        "      # endpoints: \(entry.endpoints), those that are ready in the EndpointSlices of the manifests")
    case .workloads(let titles):
      let names = titles.prefix(3).joined(separator: ", ") + (titles.count > 3 ? ", …" : "")
      lines.append("      endpoints: \(entry.endpoints)  " + YAMLText.comment("replicas of \(names)"))
    case .nowhere:
      lines.append("      endpoints: 1  # assumed: count the ready pods")
    }
    let time = Quantity.format(nanoseconds: entry.meanServiceTime)
    let reason =
      entry.timeout.map { ", a tenth of the timeout of \(Quantity.format(nanoseconds: $0))" } ?? ""
    return lines + [
      "      concurrency: \(InitialServices.concurrency)  # assumed: measure it",
      "      queue: \(InitialServices.queue)  # assumed: measure it",
      "      serviceTime: {lognormal: {mean: \(time), cv: 1}}  # assumed\(reason): measure it",
    ]
  }

  private func loadNote(_ entry: InitialServices.Entry) -> String {
    if entry.load == 0 { return "  # gets nothing: no request of the mix comes here" }
    if entry.endpoints == 0 { return "  # has no endpoint, so that requests fail" }
    return "  # \(YAMLText.share(utilization(of: entry))) busy"
      + (entry.copies == entry.load ? ", with copies alone" : "")
  }
}
