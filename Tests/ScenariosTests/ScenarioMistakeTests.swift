import Documents
import Scenarios
import Testing

@Suite("Mistakes in scenarios")
struct ScenarioMistakeTests {
  /// A part of the scenario that is written wrongly.
  struct Mistake: CustomTestStringConvertible {
    let part: ScenarioText.Part
    let written: String
    let code: ScenarioCode
    let line: Int
    let says: String

    init(
      _ part: ScenarioText.Part, _ written: String, _ code: ScenarioCode,
      _ line: Int, _ says: String
    ) {
      self.part = part
      self.written = written
      self.code = code
      self.line = line
      self.says = says
    }

    var testDescription: String { "\(code.rawValue) \(written)" }
  }

  private func expect(_ mistake: Mistake, _ severity: Diagnostic.Severity = .error) {
    var text = ScenarioText()
    text[mistake.part] = mistake.written
    let (scenario, messages) = text.read()
    #expect((scenario == nil) == (severity == .error))
    let found = messages.filter { $0.code == mistake.code.rawValue && $0.severity == severity }
    #expect(
      found.contains { $0.location?.line == mistake.line && $0.words.contains(mistake.says) },
      "\(messages.map { "\($0.code) \($0.location?.description ?? "") \($0.words)" })")
  }

  static let general: [Mistake] = [
    Mistake(.head, "metadata: {}", .missing, 3, "metadata.name"),
    Mistake(.head, "metadata: {name: ../x}", .invalid, 3, "letters, digits"),
    Mistake(.head, "metadata: {name: 7}", .type, 3, "\"7\""),
    Mistake(.head, "metadata: {name: x, nam: y}", .unknown, 3, "did you mean \"name\""),
    Mistake(.duration, "seed: 3", .missing, 5, "spec.duration"),
    Mistake(.duration, "duration: 60", .invalid, 5, "write 60s"),
    Mistake(.duration, "duration: 0s", .invalid, 5, "above 0"),
    Mistake(.duration, "duration: -5s", .invalid, 5, "expected a time"),
    Mistake(.duration, "duration: 721h", .tooLarge, 5, "720h"),
    Mistake(.more, "sed: 1", .unknown, 6, "did you mean \"seed\""),
    Mistake(.more, "seed: -1", .invalid, 6, "from 0"),
    Mistake(.more, "description: 3", .type, 6, "spec.description"),
    Mistake(.more, "warmUp: automatic", .invalid, 6, "expected a time"),
    Mistake(.more, "warmUp: 1", .invalid, 6, "write 1s"),
    Mistake(.more, "replications: 0", .invalid, 6, "at least 1"),
    Mistake(.more, "replications: 10001", .tooLarge, 6, "10000"),
    Mistake(.more, "replications: many", .type, 6, "whole number"),
    Mistake(.more, "replications: {min: 5, max: 2, until: 2%}", .invalid, 6, "2 < 5"),
    Mistake(.more, "replications: {min: 2, max: 5}", .missing, 6, "until"),
    Mistake(.more, "replications: {min: 2, until: 2%}", .missing, 6, "max"),
    Mistake(.more, "replications: {min: 0, max: 5, until: 2%}", .invalid, 6, "at least 1"),
    Mistake(.more, "replications: {max: 1, until: 2%}", .invalid, 6, "at least 2"),
    Mistake(.more, "replications: {max: 10001, until: 2%}", .tooLarge, 6, "10000"),
    Mistake(.more, "replications: {max: 50, until: 0}", .invalid, 6, "above 0"),
    Mistake(.more, "replications: {max: 50, until: 0%}", .invalid, 6, "above 0"),
    Mistake(.more, "replications: {max: 50, until: 2}", .invalid, 6, "write 2%"),
    Mistake(.more, "replications: {max: 50, until: -1%}", .invalid, 6, "a share"),
    Mistake(.more, "replications: {min: 1, maxx: 2}", .unknown, 6, "\"max\""),
    Mistake(.more, "manifests: [3]", .type, 6, "spec.manifests[0]"),
    Mistake(.more, "gatewayAPI: {release: v1.7}", .invalid, 6, "v1.6"),
    Mistake(.more, "gatewayAPI: {chanel: standard}", .unknown, 6, "\"channel\""),
    Mistake(.more, "dataPlane: {kind: envy}", .invalid, 6, "envoy"),
    Mistake(.more, "dataPlane: {kind: envoy, retryOn: [5xxx]}", .invalid, 6, "5xx"),
    Mistake(.more, "dataPlane: {kind: stattic}", .invalid, 6, "did you mean \"static\""),
    Mistake(.more, "dataPlane: {loadBalancing: robin}", .invalid, 6, "round-robin"),
    Mistake(.more, "dataPlane: {loadBalancing: {random: {}}}", .invalid, 6, "least-request"),
    Mistake(.more, "dataPlane: {loadBalancing: {least-request: {choices: 0}}}", .invalid, 6, "at least 1"),
    Mistake(.more, "dataPlane: {loadBalancing: {least-request: {choices: 101}}}", .tooLarge, 6, "100"),
    Mistake(.more, "dataPlane: {loadBalancing: {ring-hash: {heeder: x}}}", .unknown, 6, "\"header\""),
    Mistake(
      .more, "dataPlane: {loadBalancing: {ring-hash: {minimumRingSize: 70000}}}", .tooLarge, 6, "65536"),
    Mistake(.more, "dataPlane: {slowStart: {}}", .missing, 6, "window"),
    Mistake(.more, "dataPlane: {slowStart: {window: 0s}}", .invalid, 6, "above 0"),
    Mistake(.more, "dataPlane: {slowStart: {window: 1s, aggression: 0}}", .invalid, 6, "above 0"),
    Mistake(.more, "dataPlane: {slowStart: {window: 1s, minWeight: 0}}", .invalid, 6, "0.0001"),
    Mistake(.more, "dataPlane: {replicas: 0}", .invalid, 6, "at least 1"),
    Mistake(.more, "dataPlane: {replicas: 1001}", .tooLarge, 6, "1000"),
    Mistake(.more, "dataPlane: {overhead: 1}", .invalid, 6, "write 1s"),
  ]

  @Test("in what holds for all", arguments: general)
  func generalMistake(mistake: Mistake) { expect(mistake) }

  static let traffic: [Mistake] = [
    Mistake(.source, "arrivals: {poisson: {rate: 10/s}}", .missing, 8, "spec.traffic[0].name"),
    Mistake(
      .source, "name: users, gatway: infra/edge, arrivals: {poisson: {rate: 10/s}}", .unknown, 8,
      "\"gateway\""),
    Mistake(
      .source, "name: users, gateway: infra/egde, arrivals: {poisson: {rate: 10/s}}", .unknownGateway, 8,
      "infra/edge"),
    Mistake(
      .source, "name: users, gateway: a/b/c, arrivals: {poisson: {rate: 10/s}}", .invalid, 8,
      "NAMESPACE/NAME"),
    Mistake(
      .source, "name: users, port: 8080, arrivals: {poisson: {rate: 10/s}}", .gatewayPort, 8, "it has 80"),
    Mistake(
      .source, "name: users, deadline: 0s, arrivals: {poisson: {rate: 10/s}}", .invalid, 8, "deadline"),
    Mistake(
      .source, "name: users, client: {kind: browser}, arrivals: {poisson: {rate: 10/s}}", .missing, 8,
      "client.origin"),
    Mistake(
      .source,
      "name: users, client: {kind: browser, origin: 'https://a.com'}, arrivals: {poisson: {rate: 10/s}}",
      .missing, 8, "client.users"),
    Mistake(
      .source,
      "name: users, client: {kind: browser, origin: a.com, users: 5}, arrivals: {poisson: {rate: 10/s}}",
      .invalid, 8, "https://shop.example"),
    Mistake(
      .source,
      "name: users, client: {kind: browser, origin: 'https://a.com/', users: 5}, arrivals: {poisson: {rate: 10/s}}",
      .invalid, 8, "origin"),
    Mistake(
      .source,
      "name: users, client: {kind: browser, origin: 'https://a.com', users: 0}, arrivals: {poisson: {rate: 10/s}}",
      .invalid, 8, "at least 1"),
    Mistake(
      .source, "name: users, client: {origin: 'https://a.com'}, arrivals: {poisson: {rate: 10/s}}", .unknown,
      8,
      "origin"),
    Mistake(
      .source, "name: users, client: {retries: 2}, arrivals: {poisson: {rate: 10/s}}", .type, 8,
      "retries"),
    Mistake(.source, "name: users", .missing, 8, "arrivals"),
    Mistake(.source, "name: users, arrivals: {}", .invalid, 8, "{poisson: {rate: 400/s}}"),
    Mistake(.source, "name: users, arrivals: {poison: {rate: 10/s}}", .unknown, 8, "\"poisson\""),
    Mistake(.source, "name: users, arrivals: {poisson: {rate: 10}}", .invalid, 8, "write 10/s"),
    Mistake(.source, "name: users, arrivals: {poisson: {}}", .missing, 8, "rate"),
    Mistake(.source, "name: users, arrivals: {poisson: {rate: 0/s}}", .invalid, 8, "above 0"),
    Mistake(.source, "name: users, arrivals: {poisson: {rate: -1/s}}", .invalid, 8, "expected a rate"),
    Mistake(.source, "name: users, arrivals: {constant: {rate: 11M/s}}", .tooLarge, 8, "10 million"),
    Mistake(
      .source, "name: users, arrivals: {poisson: {rate: 1/s}, constant: {rate: 1/s}}", .invalid, 8,
      "constant and poisson"),
    Mistake(
      .source, "name: users, arrivals: {stages: [{rate: 0/s, for: 1s}]}", .noArrivals, 8, "0 at all times"),
    Mistake(.source, "name: users, arrivals: {stages: [{rate: 1/s}]}", .missing, 8, "stages[0].for"),
    Mistake(
      .source, "name: users, arrivals: {stages: [{rate: 1/s, for: 1s, stepp: true}]}", .unknown, 8,
      "\"step\""),
    Mistake(.source, "name: users, arrivals: {mmpp: {}}", .missing, 8, "mmpp.states"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 1/s, mean: 1s}]}}", .invalid, 8, "2 to 100"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 1/s}, {mean: 1s}]}}", .missing, 8,
      "states[0].mean"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 1/s}, {mean: 1s}]}}", .missing, 8,
      "states[1].rate"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 1/s, mean: 0s}, {rate: 2/s, mean: 1s}]}}",
      .invalid, 8, "above 0"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 1/s, mean: 999ns}, {rate: 2/s, mean: 1s}]}}",
      .tooLarge, 8, "once a microsecond"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 11M/s, mean: 1s}, {rate: 2/s, mean: 1s}]}}",
      .tooLarge, 8, "10 million"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 0/s, mean: 1s}, {rate: 0/s, mean: 2s}]}}",
      .noArrivals, 8, "0 at all times"),
    Mistake(
      .source, "name: users, arrivals: {mmpp: {states: [{rate: 1/s, meen: 1s}, {rate: 2/s, mean: 1s}]}}",
      .unknown, 8, "\"mean\""),
    Mistake(.source, "name: users, arrivals: {diurnal: {}}", .missing, 8, "diurnal.mean"),
    Mistake(.source, "name: users, arrivals: {diurnal: {}}", .missing, 8, "diurnal.peak"),
    Mistake(.source, "name: users, arrivals: {diurnal: {}}", .missing, 8, "diurnal.period"),
    Mistake(
      .source, "name: users, arrivals: {diurnal: {mean: 2/s, peak: 1/s, period: 1h}}", .invalid, 8,
      "below the mean"),
    Mistake(
      .source, "name: users, arrivals: {diurnal: {mean: 2/s, peak: 5/s, period: 1h}}", .invalid, 8,
      "twice the mean"),
    Mistake(
      .source, "name: users, arrivals: {diurnal: {mean: 0/s, peak: 0/s, period: 1h}}", .invalid, 8, "above 0"),
    Mistake(
      .source, "name: users, arrivals: {diurnal: {mean: 6M/s, peak: 12M/s, period: 1h}}", .tooLarge, 8,
      "10 million"),
    Mistake(
      .source, "name: users, arrivals: {diurnal: {mean: 1/s, peak: 2/s, period: 0s}}", .invalid, 8,
      "diurnal.period"),
    Mistake(
      .source, "name: users, arrivals: {diurnal: {mean: 1/s, peak: 2/s, period: 1h, phase: 1h}}", .unknown, 8,
      "phase"),
    Mistake(.source, "name: users, arrivals: {closed: {users: 3}}", .missing, 8, "think"),
    Mistake(.source, "name: users, arrivals: {rates: {}}", .missing, 8, "rates.file"),
    Mistake(.source, "name: users, arrivals: {rates: {file: x, speed: 0}}", .invalid, 8, "speed"),
    Mistake(.source, "name: users, arrivals: {rates: {file: x, scale: -1}}", .invalid, 8, "scale"),
    Mistake(.source, "name: users, arrivals: {rates: {file: x, scale: 2000000}}", .tooLarge, 8, "a million"),
    Mistake(.source, "name: users, arrivals: {rates: {file: x, where: y}}", .unknown, 8, "where"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, scale: 0}}", .invalid, 8, "above 0"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, scale: -1}}", .invalid, 8, "scale"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, scale: 101}}", .tooLarge, 8, "100"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, scale: 2000000}}", .tooLarge, 8, "scale"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, scale: two}}", .type, 8, "scale"),
    Mistake(
      .source, "name: users, arrivals: {trace: {file: x, format: envoi}}", .invalid, 8,
      "did you mean \"envoy\"?"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, format: rates}}", .invalid, 8, "no format"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, where: {path: /}}}", .type, 8, "where"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, where: [1]}}", .type, 8, "where[0]"),
    Mistake(
      .source, "name: users, arrivals: {trace: {file: x, from: 5m, to: 5m}}", .invalid, 8,
      "before it has begun"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, from: 5m, to: 4m}}", .invalid, 8, "from: 10m"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, from: 5}}", .invalid, 8, "write 5s"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, skipGaps: 0}}", .invalid, 8, "skipGaps"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, skipGaps: 721h}}", .tooLarge, 8, "720h"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, loop: 1}}", .type, 8, "loop"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, timeUnit: hours}}", .invalid, 8, "hours"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, map: {pth: uri}}}", .unknown, 8, "path"),
    Mistake(
      .source, "name: users, arrivals: {trace: {file: x, format: weir, timeUnit: ms}}", .invalid, 8,
      "format: csv"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x, speed: 0}}", .invalid, 8, "speed"),
    Mistake(.source, "name: users, arrivals: {trace: {file: x}}", .mixAndTrace, 8, "remove `requests:`"),
    Mistake(.requests, "deadline: 1s", .missing, 8, "requests"),
    Mistake(.requests, "requests: []", .invalid, 8, "empty"),
    Mistake(
      .requests, "requests: [{weight: 0, host: shop.example, path: /checkout}]", .weightsZero, 8, "above 0"),
    Mistake(.requests, "requests: [{weight: -1}]", .invalid, 8, "weight"),
    Mistake(.requests, "requests: [{method: get}]", .invalid, 8, "write GET"),
    Mistake(.requests, "requests: [{host: \"http://shop.example\"}]", .invalid, 8, "without scheme"),
    Mistake(.requests, "requests: [{path: checkout}]", .invalid, 8, "write /checkout"),
    Mistake(.requests, "requests: [{headers: {a b: c}}]", .invalid, 8, "a b"),
    Mistake(.requests, "requests: [{headers: {a: 1}}]", .type, 8, "\"1\""),
    Mistake(.requests, "requests: [{pth: /}]", .unknown, 8, "\"path\""),
  ]

  @Test("in traffic", arguments: traffic)
  func trafficMistake(mistake: Mistake) { expect(mistake) }

  static let services: [Mistake] = [
    Mistake(.checkout, "serviceTime: 20ms", .missing, 10, "services[0].name"),
    Mistake(.checkout, "name: shop/checkout", .missing, 10, "serviceTime"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: {normal: {mean: 1s}}", .unknown, 10, "normal"),
    Mistake(.checkout, "name: shop/chekout, serviceTime: 20ms", .serviceUnknown, 10, "shop/checkout"),
    Mistake(.checkout, "name: shop/next, serviceTime: 20ms", .duplicateName, 11, "on line 10"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: 20ms, endpoints: -1", .invalid, 10, "at least 0"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: 20ms, endpoints: 10001", .tooLarge, 10, "10000"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: 20ms, endpoints: 1.5", .type, 10, "whole number"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: 20ms, concurrency: 0", .invalid, 10, "at least 1"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, concurrency: unbound", .type, 10, "unbounded"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: 20ms, concurrency: [1]", .type, 10, "a list"),
    Mistake(.checkout, "name: shop/checkout, serviceTime: 20ms, queue: 1000001", .tooLarge, 10, "1000000"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, queueDiscipline: lif", .invalid, 10,
      "lifo"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, failures: {status: 503}", .missing, 10, "rate"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, failures: {rate: 2}", .invalid, 10, "write 2%"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, failures: {rate: 1%, status: 200}", .invalid, 10,
      "from 400"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, failures: {rate: 1%, when: now}", .invalid, 10,
      "at-once"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, abandoned: droped", .invalid, 10, "cancelled"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, calls: [{service: x}]", .callTarget, 10,
      "no Service"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, endpoints: 10000, calls: [{service: shop/next}]",
      .tooLarge, 10, "10000 endpoints of services that call"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, calls: [{service: shop/checkout}]", .callCircle, 10,
      "shop/checkout → shop/checkout"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, envoy: {outlierDetection: {interval: 1us}}",
      .invalid,
      10, "1ms"),
    Mistake(
      .checkout,
      "name: shop/checkout, serviceTime: 20ms, envoy: {outlierDetection: {maxEjectionPercent: 101}}",
      .invalid, 10, "0.0 to 100.0"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, envoy: {outlierDetection: {maxEjectionTime: 1s}}",
      .invalid, 10, "shorter than the first"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, envoy: {outlierDetection: {consecutive: 3}}",
      .unknown,
      10, "consecutive5xx"),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, envoy: {maxRetry: 3}", .unknown, 10,
      "\"maxRetries\""),
    Mistake(
      .checkout, "name: shop/checkout, serviceTime: 20ms, static: {maxRetries: -1}", .invalid, 10,
      "at least 0"),
  ]

  @Test("in services", arguments: services)
  func servicesMistake(mistake: Mistake) { expect(mistake) }

  /// An autoscaler of a service with eight slots an endpoint, or what is written of them.
  static func autoscaler(
    _ fields: String, _ code: ScenarioCode, _ says: String, concurrency: String = "8"
  ) -> Mistake {
    Mistake(
      .checkout,
      "name: shop/checkout, serviceTime: 20ms, concurrency: \(concurrency), autoscaler: {\(fields)}", code,
      10, says)
  }

  static let autoscalers: [Mistake] = [
    autoscaler("target: 60%", .missing, "max"),
    autoscaler("max: 5", .missing, "target"),
    autoscaler("min: 6, max: 5, target: 60%", .invalid, "at least 6"),
    autoscaler("min: 0, max: 5, target: 60%", .invalid, "at least 1"),
    autoscaler("max: 10001, target: 60%", .tooLarge, "10000"),
    autoscaler("max: 5, target: 0%", .invalid, "at least 0.1%"),
    autoscaler("max: 5, target: 120%", .invalid, "a share"),
    autoscaler("max: 5, target: {}", .invalid, "found none"),
    autoscaler("max: 5, target: {utilization: 60%, inFlight: 3}", .invalid, "one metric"),
    autoscaler("max: 5, target: {inflight: 3}", .unknown, "\"inFlight\""),
    autoscaler("max: 5, target: {inFlight: 0}", .invalid, "at least 0.001"),
    autoscaler("max: 5, target: {inFlight: 10000000}", .tooLarge, "million"),
    autoscaler("max: 5, target: 60%", .invalid, "inFlight: 10", concurrency: "unbounded"),
    autoscaler("max: 5, target: {utilization: 60%}", .invalid, "inFlight: 10", concurrency: "unbounded"),
    autoscaler("max: 5, target: 60%, syncPeriod: 0s", .invalid, "1s to 3600s"),
    autoscaler("max: 5, target: 60%, metricWindow: 100ms", .invalid, "1s to 3600s"),
    autoscaler("max: 5, target: 60%, tolerance: 2", .invalid, "a share"),
    autoscaler("max: 5, target: 60%, stabilization: 2h", .invalid, "0s to 3600s"),
    autoscaler("max: 5, target: 60%, startTime: soon", .invalid, "a time"),
    autoscaler("max: 5, target: 60%, cooldown: 5m", .unknown, "cooldown"),
    autoscaler("max: 5, target: 60%, behavior: {scaleup: {}}", .unknown, "\"scaleUp\""),
    autoscaler("max: 5, target: 60%, behavior: {scaleUp: {select: most}}", .invalid, "disabled"),
    autoscaler("max: 5, target: 60%, behavior: {scaleUp: {policies: []}}", .invalid, "at least one"),
    autoscaler(
      "max: 5, target: 60%, behavior: {scaleUp: {policies: [{pods: 4}]}}", .missing, "period"),
    autoscaler(
      "max: 5, target: 60%, behavior: {scaleUp: {policies: [{pods: 4, percent: 5, period: 15s}]}}", .invalid,
      "either pods or percent"),
    autoscaler(
      "max: 5, target: 60%, behavior: {scaleUp: {policies: [{period: 15s}]}}", .invalid,
      "either pods or percent"),
    autoscaler(
      "max: 5, target: 60%, behavior: {scaleUp: {policies: [{pods: 0, period: 15s}]}}", .invalid,
      "at least 1"),
    autoscaler(
      "max: 5, target: 60%, behavior: {scaleUp: {policies: [{pods: 1, period: 31m}]}}", .invalid,
      "1s to 1800s"),
    autoscaler(
      "max: 5, target: 60%, stabilization: 1m, behavior: {scaleDown: {stabilization: 1m}}", .invalid,
      "remove one of the two"),
  ]

  @Test("in autoscalers", arguments: autoscalers)
  func autoscalersMistake(mistake: Mistake) { expect(mistake) }

  static let faults: [Mistake] = [
    Mistake(
      .faults, "faults: [{target: {service: shop/checkout}, at: 1s, for: 1s, reset: true}]", .missing, 12,
      "name"),
    Mistake(.faults, "faults: [{name: f, at: 1s, for: 1s, reset: true}]", .missing, 12, "target"),
    Mistake(
      .faults, "faults: [{name: f, target: {service: shop/checkout}, for: 1s, reset: true}]", .missing, 12,
      "at"),
    Mistake(
      .faults, "faults: [{name: f, target: {service: shop/checkout}, at: 1s, reset: true}]", .missing, 12,
      "for"),
    Mistake(.faults, fault("service: shop/chekout", "reset: true"), .faultTarget, 12, "shop/checkout"),
    Mistake(.faults, fault("route: shop/font", "reset: true"), .faultTarget, 12, "shop/front"),
    Mistake(.faults, fault("traffic: user", "surge: 2"), .faultTarget, 12, "users"),
    Mistake(.faults, fault("", "reset: true"), .faultTarget, 12, "no target"),
    Mistake(
      .faults, fault("service: shop/checkout, route: shop/front", "reset: true"), .faultTarget, 12,
      "service and route"),
    Mistake(.faults, fault("gateway: infra/egde", "gatewayLoss: 1"), .faultTarget, 12, "infra/edge"),
    Mistake(.faults, fault("gateway: false", "gatewayLoss: 1"), .faultTarget, 12, "{gateway: true}"),
    Mistake(
      .faults, fault("gateway: true, route: shop/front", "reset: true"), .faultTarget, 12, "one target"),
    Mistake(.faults, fault("gateway: true, endpoints: 1", "gatewayLoss: 1"), .faultMismatch, 12, "endpoints"),
    Mistake(
      .faults, fault("route: shop/front, endpoints: 1", "reset: true"), .faultMismatch, 12, "endpoints"),
    Mistake(
      .faults, fault("service: shop/checkout, endpoints: 5", "reset: true"), .invalid, 12, "has 4 endpoints"),
    Mistake(
      .faults, fault("service: shop/checkout, endpoints: 0", "reset: true"), .invalid, 12, "cannot hit 0"),
    Mistake(
      .faults, fault("service: shop/checkout, endpoints: some", "reset: true"), .invalid, 12, "a share"),
    Mistake(.faults, fault("service: shop/checkout", "rest: true"), .unknown, 12, "\"reset\""),
    Mistake(.faults, fault("service: shop/checkout", "reset: false"), .faultEffect, 12, "no effect"),
    Mistake(
      .faults, fault("service: shop/checkout", "errors: null"), .faultEffect, 12, "\"errors\" is empty"),
    Mistake(.faults, fault("service: shop/checkout", "slowdown: null"), .faultEffect, 12, "is empty"),
    Mistake(
      .faults, fault("service: shop/checkout", "reset: true, pause: true"), .faultEffect, 12,
      "reset and pause"),
    Mistake(.faults, fault("service: shop/checkout", "slowdown: 0"), .invalid, 12, "above 0"),
    Mistake(.faults, fault("service: shop/checkout", "slowdown: 2000000"), .tooLarge, 12, "million"),
    Mistake(.faults, fault("service: shop/checkout", "errors: {rate: 150%}"), .invalid, 12, "a share"),
    Mistake(.faults, fault("service: shop/checkout", "crash: {inFlight: gone}"), .invalid, 12, "drained"),
    Mistake(.faults, fault("service: shop/checkout", "surge: 2"), .faultMismatch, 12, "a service"),
    Mistake(.faults, fault("route: shop/front", "slowdown: 2"), .faultMismatch, 12, "a route"),
    Mistake(.faults, fault("traffic: users", "pause: true"), .faultMismatch, 12, "a traffic source"),
    Mistake(
      .faults, fault("service: shop/next", "capacity: 50%"), .faultMismatch, 12, "unbounded concurrency"),
  ]

  static let courses: [Mistake] = [
    Mistake(.faults, fault("gateway: true", "reset: true"), .faultMismatch, 12, "a gateway"),
    Mistake(.faults, fault("service: shop/checkout", "gatewayLoss: 1"), .faultMismatch, 12, "a service"),
    Mistake(.faults, fault("route: shop/front", "rollingRestart: true"), .faultMismatch, 12, "a route"),
    Mistake(.faults, fault("service: shop/checkout", "abort: {rate: 1}"), .faultMismatch, 12, "a service"),
    Mistake(.faults, fault("gateway: true", "abort: {status: 503}"), .missing, 12, "rate"),
    Mistake(.faults, fault("gateway: true", "abort: {rate: 1, status: 600}"), .invalid, 12, "200 to 599"),
    Mistake(.faults, fault("gateway: true", "delay: {rate: 1}"), .missing, 12, "time"),
    Mistake(
      .faults, fault("gateway: true", "delay: {rate: 1, time: 1s, maxActive: 5}"), .unsupported, 12,
      "not supported yet"),
    Mistake(.faults, fault("gateway: true", "delay: {rate: 1, time: 1s, ramp: 1s}"), .unknown, 12, "ramp"),
    Mistake(.faults, fault("gateway: true", "abort: {rate: 1}, ramp: 1s"), .faultCourse, 12, "ramp"),
    Mistake(.faults, fault("gateway: true", "abort: {rate: 1}, percent: 5%"), .faultCourse, 12, "percent"),
    Mistake(.faults, fault("gateway: true", "gatewayLoss: 2"), .invalid, 12, "1 gateway replicas"),
    Mistake(.faults, fault("gateway: true", "gatewayLoss: 0"), .invalid, 12, "at least 1"),
    Mistake(.faults, fault("gateway: true", "gatewayLoss: {}"), .missing, 12, "replicas"),
    Mistake(.faults, fault("gateway: true", "gatewayLoss: {replica: 1}"), .unknown, 12, "\"replicas\""),
    Mistake(
      .faults, fault("service: shop/checkout", "rollingRestart: {startTime: 0s}"), .invalid, 12, "above 0"),
    Mistake(
      .faults, fault("service: shop/checkout", "rollingRestart: {maxUnavailable: 0}"), .invalid, 12,
      "at least 1"),
    Mistake(
      .faults, fault("service: shop/checkout", "rollingRestart: {maxUnavailable: half}"), .invalid, 12,
      "a share"),
    Mistake(
      .faults, fault("service: shop/checkout", "rollingRestart: {maxSurge: 1}"), .unknown, 12,
      "maxUnavailable"),
    Mistake(
      .faults, fault("service: shop/checkout", "rollingRestart: false"), .faultEffect, 12, "no effect"),
    Mistake(
      .faults,
      "faults: [{name: f, target: {service: shop/checkout}, at: 1s, rollingRestart: {startTime: 300h}}]",
      .tooLarge, 12, "720h"),
    Mistake(.faults, fault("service: shop/checkout", "slowdown: 2, ramp: 1001ms"), .faultCourse, 12, "ramp"),
    Mistake(.faults, fault("service: shop/checkout", "pause: true, ramp: 1s"), .faultCourse, 12, "slowdown"),
    Mistake(.faults, fault("service: shop/checkout", "crash: true, ramp: 1s"), .faultCourse, 12, "crash"),
    Mistake(.faults, fault("service: shop/checkout", "crash: true, percent: 5%"), .faultCourse, 12, "crash"),
    Mistake(.faults, fault("traffic: users", "surge: 2, percent: 5%"), .faultCourse, 12, "surge"),
    Mistake(.faults, fault("service: shop/checkout", "reset: true, percent: 5"), .invalid, 12, "write 5%"),
    Mistake(
      .faults, fault("service: shop/checkout", "reset: true, repeat: {every: 1m}"), .missing, 12, "times"),
    Mistake(
      .faults, fault("service: shop/checkout", "reset: true, repeat: {every: 999ms, times: 2}"), .faultCourse,
      12, "before it is over"),
    Mistake(
      .faults, fault("service: shop/checkout", "reset: true, repeat: {every: 1s, times: 1}"), .invalid, 12,
      "at least 2"),
    Mistake(
      .faults, fault("service: shop/checkout", "reset: true, repeat: {every: 1s, times: 1001}"), .tooLarge,
      12, "1000"),
    Mistake(
      .faults,
      fault(
        "service: shop/checkout", "capacity: 0, ramp: 1s, repeat: {every: 1s, times: 200}"), .tooLarge, 12,
      "200400 times"),
  ]

  @Test("in the course of faults", arguments: courses)
  func coursesMistake(mistake: Mistake) { expect(mistake) }

  private static func fault(_ target: String, _ effect: String) -> String {
    "faults: [{name: f, target: {\(target)}, at: 1s, for: 1s, \(effect)}]"
  }

  @Test("in faults", arguments: faults)
  func faultsMistake(mistake: Mistake) { expect(mistake) }

  @Test("a source of which nothing reaches a service is refused, and the warnings say why")
  func trafficToNowhere() {
    expect(Mistake(.requests, "requests: [{host: shop.example, path: /}]", .reachesNothing, 8, "404 or 500"))
  }

  static let warnings: [Mistake] = [
    Mistake(
      .requests, "requests: [{host: shop.exmaple, path: /checkout}, {host: shop.example, path: /checkout}]",
      .notRouted, 8, "shop.example"),
    Mistake(
      .requests, "requests: [{host: shop.example, path: /checkout}, {host: shop.example, path: /}]",
      .notRouted, 8, "404"),
    Mistake(
      .faults, "faults: [{name: f, target: {traffic: users}, at: 60s, for: 1s, surge: 2}]", .faultOutside,
      12, "after the end"),
    Mistake(
      .faults,
      "faults: [{name: f, target: {traffic: users}, at: 50s, for: 1s, surge: 2, repeat: {every: 5s, times: 3}}]",
      .faultOutside, 12, "for the last time at 1m"),
  ]

  @Test("what is probably not meant is a warning", arguments: warnings)
  func warningsMistake(mistake: Mistake) { expect(mistake, .warning) }

  @Test("a fault that is over before the warm-up is warned of")
  func faultInWarmUp() {
    var text = ScenarioText()
    text.more = "warmUp: 10s"
    text.faults = "faults: [{name: f, target: {traffic: users}, at: 1s, for: 9s, surge: 2}]"
    let messages = text.read().messages
    #expect(messages.map(\.code) == [ScenarioCode.faultOutside.rawValue])
    #expect(messages.first?.severity == .warning)
  }

  @Test("surges that are too much together are an error, one after the other they are not")
  func surges() {
    func read(_ second: String) -> [String] {
      var text = ScenarioText()
      text.faults = """
        faults:
            - {name: a, target: {traffic: users}, at: 1s, for: 9s, surge: 10000}
            - {name: b, target: {traffic: users}, at: \(second), for: 9s, surge: 10000}
        """
      return text.read().messages.map { "\($0.code) \($0.location?.line ?? 0)" }
    }
    #expect(read("5s") == ["SCN006 14"])
    #expect(read("10s") == [])
    // The second time of the one meets the other.
    var text = ScenarioText()
    text.faults = """
      faults:
          - {name: a, target: {traffic: users}, at: 1s, for: 2s, surge: 10000, repeat: {every: 9s, times: 2}}
          - {name: b, target: {traffic: users}, at: 5s, for: 9s, surge: 10000}
      """
    #expect(text.read().messages.map { "\($0.code) \($0.location?.line ?? 0)" } == ["SCN006 13"])
  }

  @Test("a scenario full of mistakes is read in a moment")
  func many() {
    var text = ScenarioText()
    text.next = (0..<5000).map { "- {name: shop/next\($0), serviceTime: 20ms}" }.joined(separator: "\n    ")
    text.objects += (0..<2000).map {
      "\n---\napiVersion: v1\nkind: Service\nmetadata: {name: other-\($0), namespace: shop}\nspec: {ports: [{port: 80}]}"
    }.joined()
    let requests = (0..<5000).map { "{host: h\($0).example}" }.joined(separator: ", ")
    text.requests = "requests: [\(requests)]"
    let codes = text.read().messages.map(\.code)
    #expect(codes.count { $0 == ScenarioCode.serviceUnknown.rawValue } == 5000)
    #expect(codes.count { $0 == ScenarioCode.notRouted.rawValue } == 20)
  }

  @Test("two faults, or two sources, of one name are an error at the second")
  func names() {
    var text = ScenarioText()
    let fault = "{name: f, target: {traffic: users}, at: 1s, for: 1s, surge: 2}"
    text.faults = "faults: [\(fault), \(fault)]"
    #expect(text.read().messages.map(\.code) == [ScenarioCode.duplicateName.rawValue])
    text = ScenarioText()
    text.requests += "}\n    - {\(text.source), \(text.requests)"
    let messages = text.read().messages
    #expect(messages.map(\.code) == [ScenarioCode.duplicateName.rawValue])
    #expect(messages.first?.location?.line == 9)
  }

  @Test("a Service that routes reach and that has no entry is an error that shows the entry to write")
  func missingService() throws {
    var text = ScenarioText()
    text.next = ""
    let message = try #require(text.read().messages.first)
    #expect(message.code == ScenarioCode.serviceMissing.rawValue)
    #expect(message.suggestion?.contains("- {name: shop/next, ") == true)
    let line = text.text.split(separator: "\n", omittingEmptySubsequences: false)[
      (message.location?.line ?? 1) - 1]
    #expect(line.contains("RequestMirror"))
    // What is suggested can be put there as it is.
    let entry = try #require(message.suggestion?.split(separator: ": - ").last)
    text.next = "- \(entry)"
    #expect(text.read().messages == [])
  }

  @Test("an entry for a Service that no route reaches is warned of")
  func unreachedService() {
    var text = ScenarioText()
    text.objects +=
      "\n---\napiVersion: v1\nkind: Service\nmetadata: {name: idle, namespace: shop}\nspec: {ports: [{port: 80}]}\n"
    text.next += "\n    - {name: shop/idle, serviceTime: 1ms}"
    let messages = text.read().messages
    #expect(messages.map(\.code) == [ScenarioCode.serviceUnreached.rawValue])
    #expect(messages.first?.severity == .warning)
  }

  @Test("of two Gateways one has to be named, and so has a port of two")
  func whichGateway() {
    var text = ScenarioText()
    text.objects = text.objects.replacing(
      "listeners: [",
      with:
        "listeners: [{name: other, port: 8080, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}, ")
    #expect(text.read().messages.map(\.code) == [ScenarioCode.gatewayPort.rawValue])
    text.source += ", port: 8080"
    #expect(text.read().messages == [])
    text.objects += """

      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: inner, namespace: infra}
      spec: {gatewayClassName: example, listeners: [{name: http, port: 80, protocol: HTTP}]}
      """
    let messages = text.read().messages
    #expect(messages.map(\.code) == [ScenarioCode.whichGateway.rawValue])
    #expect(messages.first?.words.contains("infra/edge, infra/inner") == true)
    text.source += ", gateway: infra/edge"
    #expect(text.read().messages == [])
  }

  @Test(
    "a file without one Scenario is an error",
    arguments: [
      ("", nil, nil), ("kind: Scenario\n", .noScenario, 1),
      ("apiVersion: weir/v2\nkind: Scenario\n", .noScenario, 1),
      ("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", .noScenario, 1),
      (
        "\(ScenarioText().text)\n---\napiVersion: weir/v1\nkind: Scenario\nmetadata: {name: b}\n",
        .severalScenarios, nil
      ),
    ] as [(String, ScenarioCode?, Int?)])
  func noScenario(text: String, code: ScenarioCode?, line: Int?) {
    let diagnostics = Diagnostics()
    #expect(readScenario(text: text, diagnostics: diagnostics) == nil)
    #expect(diagnostics.hasErrors)
    guard let code else { return }
    let found = diagnostics.all.first { $0.code == code.rawValue }
    #expect(found != nil)
    if let line { #expect(found?.location?.line == line) }
  }

  @Test("a scenario without traffic says which to add")
  func noTraffic() {
    let text = "apiVersion: weir/v1\nkind: Scenario\nmetadata: {name: a}\nspec: {duration: 1s}\n"
    let diagnostics = Diagnostics()
    #expect(readScenario(text: text, diagnostics: diagnostics) == nil)
    let message = diagnostics.all.first { $0.code == ScenarioCode.noTraffic.rawValue }
    #expect(message?.suggestion?.contains("poisson") == true)
  }
}
