import GatewayAPI

extension ExplanationReport {
  /// The answer in a line, what the backends see, and every decision with its place.
  public func table(_ style: TextStyle = .page()) -> String {
    let arrow = style == .plain ? ":" : " →"
    var lines = ["\(Printable.terminal(title))\(arrow) \(Printable.terminal(answer))", ""]
    let width = explanation.because.map { Printable.width($0.decision) }.max() ?? 0
    for decision in explanation.because {
      let reason = Printable.terminal(decision.reason)
      guard style != .plain else {
        lines.append(
          "\(Printable.terminal(decision.decision)): \(reason), "
            + Printable.terminal("at \(decision.location)"))
        continue
      }
      lines.append("  " + Printable.padded(Printable.terminal(decision.decision), to: width + 2) + reason)
      lines.append(String(repeating: " ", count: width + 4) + Printable.terminal("at \(decision.location)"))
    }
    lines += section("Backend sees", backendLines)
    lines += section("Copies to", mirrorLines)
    lines += section("Response gets", responseLines)
    if let redirect = explanation.redirect {
      lines += section("Redirect to", ["\(redirect.status) \(redirect.location)"])
    }
    return style.text(lines)
  }

  private var title: String {
    "\(request.method) \(request.scheme)://\(request.host)\(request.path)"
  }

  private var answer: String {
    switch explanation.answeredBy {
    case .none: return "connection refused"
    case .gateway: return "\(statusText) by the gateway"
    case .backend:
      let shares = explanation.backends.filter { $0.share > 0 }
      let names = shares.map { backend in
        "\(backend.service)" + (shares.count > 1 ? " \(Self.percent(backend.share))" : "")
      }
      return "\(names.joined(separator: ", ")) by rule \(explanation.rule ?? 0) of \(explanation.route ?? "")"
    }
  }

  private var statusText: String {
    let status = explanation.status.map(String.init) ?? ""
    return explanation.grpcStatus.map { "gRPC status \($0)" } ?? status
  }

  private static func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths)) %" : "\(tenths) %"
  }

  private func section(_ heading: String, _ content: [String]) -> [String] {
    content.isEmpty ? [] : ["", heading] + content.map { "  " + Printable.terminal($0) }
  }

  private var backendLines: [String] {
    explanation.backends.filter { $0.share > 0 }.flatMap { backend -> [String] in
      let name = "\(backend.service)\(backend.port.map { ":\($0)" } ?? "")"
      guard let seen = backend.request else {
        return ["\(name): nothing; the gateway answers \(backend.shownStatus)"]
      }
      return ["\(name): \(seen.method) \(seen.scheme)://\(seen.host)\(seen.path)"]
        + seen.headers.values.map { "  \($0.name): \($0.value)" }
        + seen.headers.removed.map { "  without \($0)" }
    }
  }

  private var mirrorLines: [String] {
    func line(_ mirror: RulePlan.Mirror, _ condition: String) -> String {
      let share =
        mirror.numerator == mirror.denominator ? "all" : "\(mirror.numerator) of \(mirror.denominator)"
      return "\(mirror.service)\(mirror.port.map { ":\($0)" } ?? ""): \(share)\(condition)"
    }
    return explanation.mirrors.map { line($0, "") }
      + explanation.backends.flatMap { backend in
        backend.mirrors.map { line($0, " of those for \(backend.service)") }
      }
  }

  private var responseLines: [String] {
    explanation.responseHeaders.values.map { "\($0.name): \($0.value)" }
      + explanation.responseHeaders.removed.map { "without \($0)" }
  }
}
