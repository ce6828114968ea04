extension GatewayConfiguration {
  /// The status that a conformant controller would write: of GatewayClasses, Gateways, ListenerSets, routes and policies, in this
  /// order and then by name (reference gateway-api 8). O(objects + listeners + parents).
  public func status() -> [ObjectStatus] {
    let counts = attachments.counts(for: gateways, accepted: hasUsableRule)
    let classes = inventory.classes.values.sorted { $0.name < $1.name }
    let listeners = zip(gateways, counts).map { GatewayListenerStatus($0, attachedRoutes: $1) }
    let verdicts = gateways.indices.map { gatewayVerdict(gateways[$0], listeners[$0]) }
    let positions = Dictionary(
      gateways.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let sets = inventory.listenerSets.map { set in
      let parent = set.standing == .attached ? set.parent.flatMap { positions[$0.name] } : nil
      return listenerSetStatus(
        set, parent.map { (verdict: verdicts[$0], listeners: listeners[$0]) })
    }
    var attached: [NamespacedName: Int] = [:]
    for (set, status) in zip(inventory.listenerSets, sets) where status.conditions.first?.isTrue == true {
      if let parent = set.parent { attached[parent.name, default: 0] += 1 }
    }
    return classes.map(classStatus)
      + gateways.indices.map {
        gatewayStatus(gateways[$0], verdicts[$0], listeners[$0], sets: attached[gateways[$0].name] ?? 0)
      }
      + sets.sorted { $0.object < $1.object } + routes.indices.map(routeStatus) + policyStatuses()
  }

  private func classStatus(_ gatewayClass: GatewayClass) -> ObjectStatus {
    let accepted: Condition =
      if let parameters = gatewayClass.parameters, !inventory.declares(parameters) {
        .fails(
          "Accepted", "InvalidParameters",
          "\(parameters.kind) \(parameters.name.name) is not among the manifests")
      } else {
        .holds("Accepted")
      }
    return ObjectStatus(
      object: gatewayClass.title, conditions: [accepted, .holds("SupportedVersion")])
  }

  // MARK: Gateways

  /// Whether the Gateway itself is accepted and programmed. The listeners of ListenerSets have no part in it.
  private func gatewayVerdict(_ gateway: Gateway, _ listeners: GatewayListenerStatus) -> [Condition] {
    // Assumption A-GW-34: parameters that are not among the manifests are invalid for the status, and nothing else.
    if let parameters = gateway.parameters, !inventory.declares(parameters) {
      let message = "\(parameters.kind) \(parameters.name.name) is not among the manifests"
      return [
        .fails("Accepted", "InvalidParameters", message), .fails("Programmed", "Invalid", message),
      ]
    }
    if let address = gateway.addresses.first(where: { !["IPAddress", "Hostname"].contains($0.type) }) {
      let message = "addresses of type \(address.type) are not supported"
      return [
        .fails("Accepted", "UnsupportedAddress", message), .fails("Programmed", "AddressNotUsable", message),
      ]
    }
    let own = listeners.own
    if own.allSatisfy({ !$0.isAccepted }) {
      return [
        .fails("Accepted", "ListenersNotValid", "no listener is valid"),
        .fails("Programmed", "Invalid", "no listener is valid"),
      ]
    }
    let isWhole = own.allSatisfy(\.isValid)
    let accepted: Condition =
      isWhole ? .holds("Accepted") : .holds("Accepted", "ListenersNotValid", "some listeners are not valid")
    return [
      accepted,
      own.contains(where: \.isValid)
        ? .holds("Programmed") : .fails("Programmed", "Invalid", "no listener can serve"),
    ]
  }

  private func gatewayStatus(
    _ gateway: Gateway, _ verdict: [Condition], _ listeners: GatewayListenerStatus, sets: Int
  ) -> ObjectStatus {
    var conditions = verdict
    // Until v1.4 a condition told what the number tells since (reference gateway-api 8.2).
    if settings.release <= .v14, settings.isExperimental {
      conditions += setConditions(gateway, sets)
    }
    if settings.release >= .v15, settings.isExperimental {
      conditions += frontendConditions(gateway, listeners)
    }
    return ObjectStatus(
      object: gateway.title, conditions: conditions, attachedListenerSets: sets,
      listeners: listeners.own.map(\.status))
  }

  /// In v1.3 the condition is unknown where nothing is said about ListenerSets, and has no reason of its own for a refusal.
  private func setConditions(_ gateway: Gateway, _ sets: Int) -> [Condition] {
    if sets > 0 { return [.holds("AttachedListenerSets", "ListenerSetsAttached")] }
    let isFirst = settings.release == .v13
    if isFirst, !gateway.hasListenerSetScope { return [] }
    let isRefusal = !isFirst && gateway.listenerSetScope == .none
    return [
      .fails("AttachedListenerSets", isRefusal ? "ListenerSetsNotAllowed" : "NoListenerSetsAttached")
    ]
  }

  /// What is said since v1.5 about the references of a Gateway and the clients that it lets in (reference gateway-api 8.2).
  private func frontendConditions(_ gateway: Gateway, _ listeners: GatewayListenerStatus) -> [Condition] {
    var conditions: [Condition] = []
    if let problem = gateway.clientCertificateProblem {
      let reason = problem.kind == .notPermitted ? problem.reason : "InvalidClientCertificateRef"
      conditions.append(.fails("ResolvedRefs", reason, problem.message))
    } else if !listeners.own.allSatisfy(\.isResolved) {
      conditions.append(
        .fails("ResolvedRefs", "ListenersNotResolved", "some listeners have references that cannot be used"))
    } else if gateway.tls.clientCertificate != nil {
      conditions.append(.holds("ResolvedRefs"))
    }
    if gateway.tls.isInsecure {
      conditions.append(
        .holds(
          "InsecureFrontendValidationMode", "ConfigurationChanged",
          "clients without a valid certificate are let in"))
    }
    return conditions
  }

  // MARK: ListenerSets

  private func listenerSetStatus(
    _ set: ListenerSet, _ parent: (verdict: [Condition], listeners: GatewayListenerStatus)?
  ) -> ObjectStatus {
    func refused(_ accepted: String, _ programmed: String, _ message: String) -> ObjectStatus {
      ObjectStatus(
        object: set.title,
        conditions: [.fails("Accepted", accepted, message), .fails("Programmed", programmed, message)],
        listeners: [])
    }
    switch set.standing {
    // Assumption A-GW-42: a parent that is not there is not accepted, and one that is no Gateway makes the set invalid.
    case .unsupportedParent: return refused("Invalid", "Invalid", "the parent is no Gateway")
    case .parentMissing:
      return refused("ParentNotAccepted", "ParentNotProgrammed", "the parent is not among the manifests")
    case .notAllowed:
      return refused("NotAllowed", "NotAllowed", "the parent does not allow ListenerSets of this namespace")
    case .attached: break
    }
    let own = parent?.listeners.listeners(of: set.owner) ?? []
    var status = ObjectStatus(object: set.title, listeners: own.map(\.status))
    if parent?.verdict.first?.isTrue != true {
      status.conditions = [
        .fails("Accepted", "ParentNotAccepted", "the parent is not accepted"),
        .fails("Programmed", "ParentNotProgrammed", "the parent is not accepted"),
      ]
    } else if !own.contains(where: \.isValid) {
      status.conditions = ["Accepted", "Programmed"].map {
        .fails($0, "ListenersNotValid", "no listener is valid")
      }
    } else if own.allSatisfy(\.isValid) {
      status.conditions = [.holds("Accepted"), .holds("Programmed")]
    } else {
      status.conditions = [
        .holds("Accepted", "ListenersNotValid", "some listeners are not valid"), .holds("Programmed"),
      ]
    }
    return status
  }
}
