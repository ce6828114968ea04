import Documents

/// Merges ListenerSets into Gateways and finds the listeners that do not serve.
struct ListenerMerging {
  let namespaces: NamespaceLabels
  let grants: ReferenceGrants
  let secrets: [NamespacedName: Secret]
  let configMaps: [NamespacedName: Secret]

  /// Gives every Gateway the listeners of the sets that it admits, in the API's order, with their conflicts and the problems
  /// of their certificates; and every set its standing.
  func merge(_ sets: inout [ListenerSet], into gateways: inout [Gateway]) {
    sets.sort { ($0.seniority, $0.owner.kind) < ($1.seniority, $1.owner.kind) }
    let positions = Dictionary(
      gateways.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for index in sets.indices {
      let position = sets[index].parent.flatMap { positions[$0.name] }
      sets[index].standing = standing(of: sets[index], at: position.map { gateways[$0] })
      if sets[index].standing == .attached, let position {
        gateways[position].merge(sets[index])
      }
    }
    for index in gateways.indices {
      gateways[index].markConflicts()
      let gateway = gateways[index]
      for listener in gateway.listeners.indices {
        gateways[index].update(listener) {
          $0.certificateProblem = certificateProblem(of: $0)
          $0.authorityProblem = authorityProblem(of: $0, at: gateway)
        }
      }
      gateways[index].clientCertificateProblem = clientCertificateProblem(of: gateway)
    }
  }

  private func standing(of set: ListenerSet, at gateway: Gateway?) -> ListenerSet.Standing {
    guard set.namesGateway else { return .unsupportedParent }
    guard let gateway else { return .parentMissing }
    let isAdmitted = namespaces.admits(
      set.name.namespace, by: gateway.listenerSetScope, of: gateway.name.namespace)
    return isAdmitted ? .attached : .notAllowed
  }

  /// The first thing that is wrong with the certificates of a listener that terminates TLS; a permission comes before what it
  /// would reveal.
  private func certificateProblem(of listener: Listener) -> CertificateProblem? {
    guard ["HTTPS", "TLS"].contains(listener.protocol), listener.tls?.isPassthrough != true else {
      return nil
    }
    let certificates = listener.tls?.certificates ?? []
    guard !certificates.isEmpty || listener.tls?.hasOptions == true else {
      return CertificateProblem(kind: .none, reference: "", location: listener.location)
    }
    let problems = certificates.compactMap { certificate in
      problem(of: certificate, listener.owner).map {
        CertificateProblem(
          kind: $0, reference: "\(certificate.kind) \(certificate.name)", location: certificate.location)
      }
    }
    return problems.first { $0.kind == .notPermitted } ?? problems.first
  }

  private func problem(
    of certificate: ListenerTLS.Certificate, _ owner: ListenerOwner
  ) -> CertificateProblem.Kind? {
    let source = ReferenceGrants.Source(
      group: owner.group, kind: owner.kind, namespace: owner.name.namespace)
    guard grants.permit(source, group: certificate.group, kind: certificate.kind, certificate.name) else {
      return .notPermitted
    }
    guard certificate.group.isEmpty, certificate.kind == "Secret" else { return .invalidKind }
    guard let secret = secrets[certificate.name] else { return .missing }
    return secret.isCertificate ? nil : .malformed
  }

  // MARK: What a Gateway says for all its listeners

  /// What is wrong with the authorities that the Gateway names for the port of an HTTPS listener.
  private func authorityProblem(of listener: Listener, at gateway: Gateway) -> AuthorityProblem? {
    guard listener.protocol == "HTTPS", let validation = gateway.tls.validation(at: listener.port) else {
      return nil
    }
    let kinds = validation.authorities.map { problem(of: $0, at: gateway) }
    let problems = zip(kinds, validation.authorities).compactMap { kind, authority in
      kind.map { ($0, authority) }
    }
    guard let first = problems.first(where: { $0.0 == .notPermitted }) ?? problems.first else { return nil }
    return AuthorityProblem(
      kind: first.0, reference: "\(first.1.kind) \(first.1.name)", isTotal: problems.count == kinds.count,
      preventsServing: problems.count == kinds.count && !problems.contains { $0.0 == .missing })
  }

  private func problem(of authority: ObjectReference, at gateway: Gateway) -> AuthorityProblem.Kind? {
    let source = ReferenceGrants.Source(
      group: gateway.owner.group, kind: gateway.owner.kind, namespace: gateway.name.namespace)
    guard grants.permit(source, group: authority.group, kind: authority.kind, authority.name) else {
      return .notPermitted
    }
    guard authority.group.isEmpty, ["ConfigMap", "Secret"].contains(authority.kind) else {
      return .invalidKind
    }
    let holders = authority.kind == "Secret" ? secrets : configMaps
    return holders[authority.name].map { $0.isAuthority ? nil : .malformed } ?? .missing
  }

  private func clientCertificateProblem(of gateway: Gateway) -> CertificateProblem? {
    guard let reference = gateway.tls.clientCertificate else { return nil }
    let certificate = ListenerTLS.Certificate(
      group: reference.group, kind: reference.kind, name: reference.name, location: reference.location)
    return problem(of: certificate, gateway.owner).map {
      CertificateProblem(
        kind: $0, reference: "\(reference.kind) \(reference.name)", location: reference.location)
    }
  }
}
