import Documents

extension GatewayConfiguration {
  /// Notes at every parent that is a Service what comes that way: calls through the mesh, and no request of a Gateway.
  func lintMeshRoutes(_ diagnostics: Diagnostics) {
    for (index, route) in routes.enumerated() {
      for (position, attachment) in attachments.mesh[index].enumerated() {
        guard let place = attachment?.places.first else { continue }
        let clients = place.clients.map { " of clients in namespace \($0)" } ?? ""
        let hostnames = route.hostnames.isEmpty ? "" : "; the route's hostnames do not count for them"
        diagnostics.report(
          .callsOnly, .note,
          "calls to Service \(place.service)\(clients) are all that the route gets from this parent, in a simulation "
            + "the `calls` of a scenario\(hostnames)", object: route.title,
          path: "spec.parentRefs[\(position)]", at: route.parents[position].location,
          suggestion: "for what Gateways forward to the Service add a Gateway to the parentRefs")
      }
    }
  }
}
