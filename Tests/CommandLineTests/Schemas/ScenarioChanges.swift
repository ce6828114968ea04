/// Changes of the small scenario that leave it wrong, or right, for the reader and for the schema.
enum ScenarioChanges {
  private static let source = "spec.traffic[0]"
  private static let service = "spec.services[0]"

  static let wrong: [String] =
    wrongSpec
    + wrongSource.map { "\(source).\($0)" }
    + wrongService.map { "\(service).\($0)" }
    + wrongFault.map { "spec.faults=[\($0)]" }
    + wrongCheck.map { "spec.checks=[\($0)]" }

  private static let wrongSpec: [String] = [
    "sepc=1", "metadata={}", "metadata.name='a b'", "metadata.name=.a", "metadata.name=5", "metadata.nam=a",
    "spec.duration=null", "spec.duration=0", "spec.duration=0s", "spec.duration=30", "spec.duration=5 min",
    "spec.duration=5d", "spec.seed=-1", "spec.seed=1.5", "spec.seed='1'", "spec.warmUp=automatic",
    "spec.replications=0", "spec.replications=10001", "spec.replications=many",
    "spec.replications={max: 5}", "spec.replications={max: 1, until: 2%}",
    "spec.replications={max: 5, until: 0}",
    "spec.replications={max: 5, until: 2}", "spec.gatewayAPI={release: v1.7}", "spec.gatewayAPI=v1.6",
    "spec.gatewayAPI={mergeGateways: yes}", "spec.manifests=k8s", "spec.manifests=[1]", "spec.traffic=[]",
    "spec.traffic=null", "spec.traffic={name: a}", "spec.faults={}", "spec.services=5", "spec.fualts=[]",
    "spec.dataPlane={kind: nginx}", "spec.dataPlane={replicas: 0}", "spec.dataPlane={replicas: 1.5}",
    "spec.dataPlane={loadBalancing: least_request}", "spec.dataPlane={loadBalancing: {random: {}}}",
    "spec.dataPlane={loadBalancing: {least-request: {choices: some}}}",
    "spec.dataPlane={slowStart: {}}", "spec.dataPlane={slowStart: {window: 1s, minWeight: 0}}",
    "spec.dataPlane={panicThreshold: 101%}", "spec.dataPlane={retryOn: [4xx]}",
    "spec.dataPlane={readings: {window: rolling}}", "spec.dataPlane={window: 10s}",
  ]

  private static let wrongSource: [String] = [
    "name=''", "name=null", "port=0", "deadline=0", "gateway=a/b/c", "arrivals={}", "arrivals=100/s",
    "arrivals={poisson: {}}", "arrivals={poisson: {rate: 100}}", "arrivals={poisson: {rate: 0}}",
    "arrivals={poisson: {rate: 100 rps}}", "arrivals={poisson: {rate: 1/s}, constant: {rate: 1/s}}",
    "arrivals={uniform: {rate: 1/s}}", "arrivals={stages: [{rate: 1/s}]}",
    "arrivals={mmpp: {states: [{rate: 1/s, mean: 1s}]}}", "arrivals={closed: {users: 0, think: 1s}}",
    "arrivals={closed: {users: 1}}", "arrivals={diurnal: {mean: 1/s, peak: 2/s}}",
    "arrivals={rates: {file: a.csv, speed: 0}}", "arrivals={rates: {}}", "arrivals={trace: {}}",
    "requests=null", "requests=[]", "requests=[{path: cart}]", "requests=[{method: get}]",
    "requests=[{host: 'http://a'}]", "requests=[{weight: -1}]", "requests=[{headers: {a: 1}}]",
    "requests=[{headers: {'a b': c}}]", "requests=[{paht: /}]", "client={kind: closed}",
    "client={kind: browser}", "client={origin: 'http://a.example'}", "client={retries: {}}",
    "client={retries: {attempts: 1, on: [404s]}}", "client={retries: {attempts: 1, on: [302]}}",
    "client={retries: {attempts: 1, backoff: {full: {base: 1s}}}}",
    "client={retries: {attempts: 1, backoff: {half: {base: 1s, cap: 2s}}}}",
    "client={throttling: {factor: 0.5}}",
  ]

  private static let wrongService: [String] = [
    "name=a/b/c", "serviceTime=null", "serviceTime=20", "serviceTime={}", "serviceTime={normal: {mean: 1s}}",
    "serviceTime={exponential: 20ms}", "serviceTime={exponential: {mean: 0}}",
    "serviceTime={exponential: {mean: 1s}, constant: 1s}", "serviceTime={lognormal: {mean: 1s}}",
    "serviceTime={lognormal: {mean: 1s, cv: 1, sigma: 1}}", "serviceTime={weibull: {mean: 1s, shape: 0}}",
    "serviceTime={pareto: {mean: 1s, alpha: 1}}", "serviceTime={mixture: []}",
    "serviceTime={mixture: [{weight: 1}]}", "serviceTime={weight: 1, constant: 1s}",
    "serviceTime={empirical: {}}", "endpoints=-1", "endpoints='2'", "concurrency=0",
    "concurrency=unlimited",
    "queue=-1", "failures={}", "failures={rate: 2}", "failures={rate: 1%, status: 200}",
    "failures=10%", "abandoned=lost", "queueDiscipline=random", "calls=[{}]", "calls=[{service: a, per: -1}]",
    "autoscaler={max: 2}", "autoscaler={target: 50%}", "autoscaler={max: 2, target: 0}",
    "autoscaler={max: 2, target: {cpu: 50%}}", "autoscaler={max: 2, target: {inFlight: 1, utilization: 50%}}",
    "autoscaler={max: 2, target: 50%, behavior: {scaleUp: {policies: []}}}",
    "autoscaler={max: 2, target: 50%, behavior: {scaleUp: {policies: [{pods: 1}]}}}",
    "autoscaler={max: 2, target: 50%, behavior: {scaleUp: {policies: [{period: 15s}]}}}",
    "static={maxRetries: -1}", "envoy={maxRetry: 3}", "envoy={outlierDetection: {interval: 0}}",
    "linkerd={retryRatio: much}", "grpc={maxTokens: 0}", "aws-sdk={rules: 2025}",
  ]

  private static let wrongFault: [String] = [
    "{}", "{name: a, target: {service: shop/cart}, at: 0, for: 1s}",
    "{name: a, target: {service: shop/cart}, at: 0, reset: true}",
    "{name: a, target: {service: shop/cart}, for: 1s, reset: true}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, reset: false}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, reset: true, pause: true}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, surge: 2}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, errors: null}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, errors: {}}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, crash: {inflight: lost}}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, slowdown: 0}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, pause: true, ramp: 1s}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, pause: true, percent: 5%}",
    "{name: a, target: {service: shop/cart}, at: 0, for: 1s, pause: true, repeat: {every: 2s}}",
    "{name: a, target: {service: shop/cart, traffic: shoppers}, at: 0, for: 1s, pause: true}",
    "{name: a, target: {traffic: shoppers, endpoints: 1}, at: 0, for: 1s, surge: 2}",
    "{name: a, target: {traffic: shoppers}, at: 0, for: 1s, pause: true}",
    "{name: a, target: {gateway: false}, at: 0, for: 1s, gatewayLoss: 1}",
    "{name: a, target: {gateway: true}, at: 0, for: 1s, gatewayLoss: {}}",
    "{name: a, target: {gateway: true}, at: 0, for: 1s, abort: {rate: 5%, maxActive: 3}}",
    "{name: a, target: {gateway: true}, at: 0, for: 1s, delay: {rate: 5%}}",
  ]

  private static let wrongCheck: [String] = [
    "5", "success_rate >= 5%", "success_ratio", "success_ratio != 5%", "{assert: success_ratio}",
    "{assert: success_ratio > 1, noWorseThan: 5%}", "{assert: success_ratio, noWorseThan: 5}",
  ]

  static let right: [String] =
    rightSpec
    + rightSource.map { "\(source).\($0)" }
    + rightService.map { "\(service).\($0)" }
    + rightFault.map { "spec.faults=[\($0)]" }
    + rightCheck.map { "spec.checks=[\($0)]" }

  private static let rightSpec: [String] = [
    "metadata.labels={a: 1}", "spec.duration=1h30m", "spec.duration=0.5s", "spec.seed=0", "spec.seed=null",
    "spec.warmUp=auto", "spec.warmUp=0", "spec.warmUp=1500us", "spec.replications={max: 5, until: 1/50}",
    "spec.replications=null", "spec.gatewayAPI={release: v1.4, channel: experimental, mergeGateways: null}",
    "spec.dataPlane=null", "spec.dataPlane={kind: none, replicas: 3, loadBalancing: random}",
    "spec.dataPlane={loadBalancing: {least-request: {choices: all}}, slowStart: {window: 1s}}",
    "spec.dataPlane={loadBalancing: {ring-hash: {}}, overhead: {erlang: {mean: 1ms, k: 2}}}",
    "spec.dataPlane={panicThreshold: 0, retryOn: [5xx, reset], readings: {counted: first-attempts}}",
    "spec.faults=null", "spec.checks=[]", "spec.manifests=[]",
  ]

  private static let rightSource: [String] = [
    "deadline=200ms", "port=80", "gateway=shop/edge", "client=null", "client={}",
    "client={kind: open, timeout: 1s, retries: {attempts: 2, on: [timeout, 5xx, 429, '503']}}",
    "client={retries: {attempts: 2, backoff: {decorrelated: {base: 1ms, cap: 1s}}}, throttling: {}}",
    "arrivals={poisson: {rate: 1.5k/min}, trace: null}", "arrivals={closed: {users: 3, think: 0}}",
    "arrivals={stages: [{rate: 0, for: 0}, {rate: 10/s, for: 1s, step: true}]}",
    "arrivals={mmpp: {states: [{rate: 0, mean: 1s}, {rate: 5/s, mean: 1s}]}}",
    "arrivals={diurnal: {mean: 10/s, peak: 15/s, period: 1m}}",
    "requests=[{host: shop.example, path: '/cart?a=b', weight: 0.5, headers: {x-a: '1'}}, {weight: 0}]",
  ]

  private static let rightService: [String] = [
    "serviceTime=0", "serviceTime={constant: 20ms}", "serviceTime={lognormal: {p50: 15ms, p99: 90ms}}",
    "serviceTime={lognormal: {mean: 15ms, sigma: 0}}", "serviceTime={gamma: {mean: 15ms, cv: 0}}",
    "serviceTime={mixture: [{weight: 9, exponential: {mean: 5ms}}, {weight: null, constant: 200ms}, 5ms]}",
    "serviceTime={empirical: {values: [1ms, 0, 3ms], file: null}}", "endpoints=0", "concurrency=unbounded",
    "queue=0", "failures={rate: 0.1, when: at-once}", "failures={rate: 1/1000}", "failures=null",
    "autoscaler={max: 2, target: 60%}", "autoscaler={max: 2, target: {inFlight: 0.5}}",
    "autoscaler={max: 2, target: 0.5, behavior: {scaleDown: {policies: [{percent: 10, period: 1m}]}}}",
    "envoy={maxRetries: 0, retryBudget: {}, outlierDetection: {successRate: {}}}", "aws-sdk={rules: 2026}",
    "aws-sdk={rules: before-2026}", "grpc={tokenRatio: 0.125}",
  ]

  private static let rightFault: [String] = [
    "{name: a, target: {service: shop/cart, endpoints: 50%}, at: 0, for: 1s, errors: {rate: 5%}, ramp: 500ms}",
    "{name: a, target: {service: shop/cart, endpoints: 1}, at: 0s, for: 1s, reset: null, percent: 10%}",
    "{name: a, target: {service: shop/cart}, at: 100ms, crash: {}, for: 1s, repeat: {every: 1s, times: 2}}",
    "{name: a, target: {service: shop/cart}, at: 0, rollingRestart: {startTime: 1ms, maxUnavailable: 1}}",
    "{name: a, target: {route: shop/cart}, at: 0, for: 1s, latency: {uniform: {low: 0, high: 1s}}}",
    "{name: a, target: {traffic: shoppers}, at: 0, for: 1s, surge: 0, ramp: 0}",
    "{name: a, target: {gateway: true}, at: 0, for: 1s, gatewayLoss: {replicas: 1}}",
    "{name: a, target: {gateway: shop/edge}, at: 0, for: 1s, delay: {rate: 1, time: 5ms}}",
  ]

  private static let rightCheck: [String] = [
    "success_ratio >= 99.9%", "'amplification{service=shop/cart} within 1..2.5'", "requests == 5",
    "{assert: success_ratio, noWorseThan: 5%}",
  ]
}
