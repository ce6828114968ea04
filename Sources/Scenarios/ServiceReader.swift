import Documents
import GatewayAPI
import Traffic

/// Reads `spec.services`.
struct ServiceReader {
  let context: ScenarioContext

  /// The services of the scenario; every Service that routes reach must be among them.
  func read(_ spec: Reader) -> [ServiceModel] {
    var models: [ServiceModel] = []
    var named: [NamespacedName: SourceLocation] = [:]
    var readers: [(name: NamespacedName, reader: Reader)] = []
    for (value, path) in spec.entries("services") ?? [] {
      let reader = spec.reader(of: value, at: path)
      guard let name = name(reader) else {
        _ = service(reader, name: NamespacedName(name: ""))
        continue
      }
      if let first = named[name] {
        reader.report(
          .duplicateName, "\(name) has an entry already, on line \(first.line)", about: "name",
          suggestion: "remove one of the two")
      } else {
        named[name] = value.location
        readers.append((name, reader))
      }
      if let model = service(reader, name: name) { models.append(model) }
    }
    let callReader = CallReader(context: context)
    let called = Set(models.flatMap(callReader.reach))
    for (name, reader) in readers where !called.contains(name) { checkReach(of: name, reader) }
    callReader.check(models, spec)
    reportMissing(called.subtracting(named.keys), spec)
    for (service, location) in context.configuration.referencedServices where named[service] == nil {
      spec.report(
        .serviceMissing, "a route sends requests to \(service), which has no entry under spec.services",
        at: location, path: spec.path.field("services"),
        suggestion: "add under spec.services: - {name: \(service), concurrency: 8, queue: 64, "
          + "serviceTime: {lognormal: {mean: 20ms, cv: 1}}}")
    }
    return models
  }

  /// Services that calls reach, without an entry and beside those that routes of Gateways reach.
  private func reportMissing(_ services: Set<NamespacedName>, _ spec: Reader) {
    for service in services.subtracting(context.reached).sorted() {
      spec.report(
        .serviceMissing, "calls are sent to \(service), which has no entry under spec.services",
        about: "services",
        suggestion: "add under spec.services: - {name: \(service), concurrency: 8, queue: 64, "
          + "serviceTime: {lognormal: {mean: 20ms, cv: 1}}}")
    }
  }

  private func name(_ reader: Reader) -> NamespacedName? {
    reader.required("name") == nil ? nil : reader.namespacedName("name")
  }

  private func checkReach(of name: NamespacedName, _ reader: Reader) {
    guard context.isSound, !context.reached.contains(name) else { return }
    if context.services[name] != nil {
      reader.report(
        .serviceUnreached, "no route of a Gateway reaches \(name)", severity: .warning, about: "name",
        suggestion: "remove the entry, or let a route that is attached name the Service")
    } else {
      reader.report(
        .serviceUnknown, "there is no Service \(name) among the manifests", about: "name",
        suggestion: context.nearNames.suggestion(
          for: name.description, among: context.serviceNames))
    }
  }

  private func service(_ reader: Reader, name: NamespacedName) -> ServiceModel? {
    if reader.field("serviceTime") == nil {
      reader.report(
        ScenarioCode.missing, "required field \"serviceTime\" is missing", at: reader.value.location,
        path: reader.path.field("serviceTime"),
        suggestion: "add `serviceTime: {lognormal: {mean: 20ms, cv: 1}}`")
    }
    let time = DistributionReader(folder: context.folder).read("serviceTime", in: reader)
    let endpoints =
      reader.count("endpoints", from: 0, upTo: Bounds.endpoints) ?? context.services[name]?.readyEndpoints
      ?? 1
    let concurrency = slots("concurrency", from: 1, reader)
    let queue = slots("queue", from: 0, reader)
    let discipline = reader.choice("queueDiscipline", ServiceModel.QueueDiscipline.allCases.map(\.rawValue))
    let failures = reader.mapping("failures").flatMap { self.failures($0) }
    let calls = CallReader(context: context).read(reader)
    let autoscaler = reader.mapping("autoscaler").flatMap {
      AutoscalerReader(reader: $0, folder: context.folder, concurrency: concurrency).read()
    }
    let abandoned = reader.choice("abandoned", ServiceModel.Abandoned.allCases.map(\.rawValue))
    let blocks = ServiceBlockReader(reader)
    reader.finish()
    guard let time else { return nil }
    var model = ServiceModel(name: name, serviceTime: time)
    model.endpoints = endpoints
    model.autoscaler = autoscaler
    model.concurrency = concurrency
    model.queue = queue
    model.queueDiscipline = discipline.flatMap(ServiceModel.QueueDiscipline.init) ?? model.queueDiscipline
    model.failures = failures
    model.calls = calls
    model.abandoned = abandoned.flatMap(ServiceModel.Abandoned.init) ?? model.abandoned
    blocks.apply(to: &model)
    return model
  }

  /// Assumption A-SCN-1: a service without concurrency has unbounded slots, and one without queue unbounded waiting places.
  private func slots(_ key: String, from least: Int, _ reader: Reader) -> Int? {
    guard let text = reader.field(key)?.text, text != "unbounded" else {
      if let value = reader.field(key), value.text == nil { _ = reader.integer(key) }
      return nil
    }
    guard Int(text) != nil else {
      reader.report(
        .type, "expected a whole number or unbounded, found \"\(text.prefix(80))\"", about: key,
        suggestion: didYouMean(text, among: ["unbounded"]))
      return nil
    }
    return reader.count(key, from: least, upTo: Bounds.slots)
  }

  /// Assumption A-SCN-2: failures and error faults answer 503 unless they say otherwise.
  func failures(_ reader: Reader) -> ServiceModel.Failures? {
    let rate = reader.required("rate") == nil ? nil : reader.share("rate")
    let status = reader.integer("status", in: 400...599) ?? 503
    let choices = ServiceModel.Failures.When.allCases.map(\.rawValue)
    let when = reader.choice("when", choices).flatMap(ServiceModel.Failures.When.init)
    reader.finish()
    return rate.map { ServiceModel.Failures(rate: $0, status: status, when: when ?? .afterService) }
  }
}
