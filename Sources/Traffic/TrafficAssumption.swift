/// A choice of the traffic model where the scenario format leaves one open.
public struct TrafficAssumption: Sendable, Hashable {
  /// The identifier that also stands beside the code that makes the choice, such as `A-TRF-3`.
  public let id: String
  /// What is assumed, in one sentence.
  public let text: String
}

/// Every choice of the traffic model, in the order of their numbers.
public let trafficAssumptions: [TrafficAssumption] = [
  "The first request of a constant process arrives one period after time zero.",
  "Stages begin at rate 0, their arrivals are those of a Poisson process, and the last rate holds on.",
  "A surge of a Poisson process adds independent arrivals or takes some away; the others stay what they were.",
  "A surge of a constant process spaces its window evenly, and goes back to the old times after it.",
  "A surge of a trace repeats records at the time of the original, or leaves some out.",
  "Surges at one time multiply.",
  "A trace that loops begins again one mean gap after its last record.",
  "A cell without a method means GET, one without a path means /; a header without a value is absent.",
  "After a state of an MMPP each of the others follows with the same probability.",
  "An MMPP begins in its stationary distribution, drawn for each replication.",
  "A diurnal rate is a sinusoid in 360 straight pieces, and begins at its lowest.",
  "The counts of a file of rates are means: arrivals in a period are those of a Poisson process of one rate.",
  "A scaled trace is laid over copies shifted in a circle at random; of the last one records stay with the fraction's probability.",
  "A gap of a trace that is left out becomes as long as the mean of the gaps that stay.",
  "A window of a trace begins at time zero, and so does the first request of a log.",
].enumerated().map { TrafficAssumption(id: "A-TRF-\($0 + 1)", text: $1) }
