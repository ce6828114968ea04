/// A choice where logs leave open what happened.
package struct LogAssumption: Sendable, Hashable {
  /// The identifier that also stands beside the code that makes the choice, such as `A-LOG-3`.
  package let id: String
  /// What is assumed, in one sentence.
  package let text: String
}

/// Every choice that reading logs makes, in the order of their numbers.
package let logAssumptions: [LogAssumption] = [
  "Requests whose clock knows only the second arrive in it as those of a Poisson process do, given how many there are.",
  "A time that is that of the end, without a duration, is taken for that of the arrival.",
  "Lines with one request id are one request; what is compared is the last half a million ids at least.",
  "A request of a well-known prober, or for a well-known path of health, is a probe.",
  "The clocks of the proxies that wrote the files agree.",
].enumerated().map { LogAssumption(id: "A-LOG-\($0 + 1)", text: $1) }
