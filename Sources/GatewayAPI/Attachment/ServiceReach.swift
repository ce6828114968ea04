import Documents

/// Which Services the routes send to.
struct ServiceReach {
  /// All that requests at a Gateway reach, sorted, with the first place that names each.
  let services: [(service: NamespacedName, location: SourceLocation)]
  /// Those to which a retrying rule sends, also for calls through the mesh.
  let retried: Set<NamespacedName>

  init(routes: [Route], plans: [[RulePlan]], attachments: Attachments) {
    var places: [NamespacedName: SourceLocation] = [:]
    var retried: Set<NamespacedName> = []
    func reach(_ service: NamespacedName, _ problem: RulePlan.BackendProblem?, at location: SourceLocation) {
      guard problem == nil else { return }
      places[service] = min(places[service] ?? location, location)
    }
    for (index, route) in routes.enumerated() where attachments.isInUse(index) {
      for plan in plans[index] where plan.retry != nil && plan.retry?.attempts != 0 {
        retried.formUnion(plan.backends.filter { $0.problem == nil }.map(\.service))
      }
      guard attachments.isAttached(index) else { continue }
      for (rule, plan) in zip(route.rules, plans[index]) {
        for mirror in plan.mirrors { reach(mirror.service, mirror.problem, at: mirror.location) }
        for (reference, backend) in zip(rule.backends, plan.backends) {
          reach(backend.service, backend.problem, at: reference.object.location)
          for mirror in backend.mirrors { reach(mirror.service, mirror.problem, at: mirror.location) }
        }
      }
    }
    services = places.map { ($0.key, $0.value) }.sorted { $0.service < $1.service }
    self.retried = retried
  }
}
