/// What the retry budgets counted and allowed at the end of each second, by service.
struct BudgetCourse: ~Copyable {
  /// A proxy that sends to a service with a budget.
  struct Sender {
    /// The service's place in ``services``.
    var place: Int
    var service: Int
    var replica: Int16
  }

  /// The services with a budget that something sends to, ascending.
  let services: [Int]
  let senders: Table<Sender>
  /// Per second and service.
  private var readings: Table<BudgetReading>

  /// - Parameter isShared: whether all proxies share the budgets of the first.
  init(model: Model, seconds: Int, isShared: Bool) {
    let proxies = Self.proxies(of: model)
    let services = model.services.indices.filter { service in
      if case .unlimited = model.services[service].budget { false } else { !proxies[service].isEmpty }
    }
    self.services = services
    senders = Table(
      services.enumerated().flatMap { place, service in
        (isShared ? [0..<1] : proxies[service]).joined().map {
          Sender(place: place, service: service, replica: Int16($0))
        }
      })
    readings = Table(repeating: BudgetReading(), count: seconds * services.count)
  }

  /// The proxies that send to each service: the gateway replicas, and those of the endpoints that call it.
  private static func proxies(of model: Model) -> [[Range<Int>]] {
    var proxies = model.services.map { _ in [Range<Int>]() }
    func add(_ range: Range<Int>, of shapes: some Sequence<Model.Shape>) {
      let plans = Set(shapes.map(\.plan)).map { model.plans[$0] }
      for service in Set(plans.flatMap { model.backends[$0.backends].map(\.service) }) where service >= 0 {
        proxies[service].append(range)
      }
    }
    add(0..<model.dataPlane.replicas, of: model.shapes.filter { $0.source < model.sources.count })
    for service in model.services where !service.visits.isEmpty && service.endpoints > 0 {
      let visits = service.visits
      let first = model.dataPlane.replicas + model.proxies[service.firstEndpoint]
      add(
        first..<first + service.endpoints,
        of: [visits.before, visits.during, visits.after].joined().map { model.shapes[model.calls[$0].shape] })
    }
    return proxies
  }

  /// Adds what one proxy's budget for a service shows at the end of a second.
  mutating func add(_ reading: BudgetReading, place: Int, second: Int) {
    readings[second * services.count + place] += reading
  }

  /// One figure of a service's budget, second by second.
  func course(place: Int, seconds: Int, _ figure: KeyPath<BudgetReading, Double>) -> [Double] {
    (0..<seconds).map { readings[$0 * services.count + place][keyPath: figure] }
  }
}
