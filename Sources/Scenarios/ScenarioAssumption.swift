import GatewayAPI
import Logs
import Records
import Traffic

/// Every choice that reading a scenario makes where the format leaves one open, in the order of their numbers.
///
/// The identifiers also stand beside the code that makes the choices.
public let scenarioAssumptions: [RunRecord.Assumption] = [
  "A service without concurrency has unbounded slots, and one without queue unbounded waiting places.",
  "Failures and error faults answer 503 unless they say otherwise.",
  "A share of endpoints is rounded up, to at least one; the first endpoints of the service are meant.",
  "A crash loses what is in flight unless it says otherwise.",
  "A name without a namespace is in the namespace default.",
  "Browsers keep the answer to a preflight for a day at most, as Firefox does; Chromium does for two hours.",
  "A rolling restart replaces a quarter of the service's endpoints at a time, rounded down and at least one; each is away for 10 s, and what it has is drained.",
  "A fault with a percent grows in the share of attempts that it hits, one without in its size.",
].enumerated().map { RunRecord.Assumption(id: "A-SCN-\($0 + 1)", text: $1) }

/// What everything before the simulation assumes: routing and policies, traffic, and reading the scenario.
public let inputAssumptions: [RunRecord.Assumption] =
  gatewayAssumptions.map { .init(id: $0.id, text: $0.text) }
  + logAssumptions.map { .init(id: $0.id, text: $0.text) }
  + trafficAssumptions.map { .init(id: $0.id, text: $0.text) } + scenarioAssumptions
