/// The values of one series of response times, all together and by sections of the replications.
struct SectionedHistogram: Sendable {
  private var all = MergedHistogram()
  /// By section; those at the end may be missing.
  private var sections: [MergedHistogram] = []
  /// Replications with any value.
  private(set) var replications = 0

  /// Buckets of all sections.
  private(set) var buckets = 0

  /// Adds what one replication measured.
  mutating func add(_ histogram: MergedHistogram, toSection section: Int) {
    guard histogram.count > 0 else { return }
    replications += 1
    all.merge(histogram)
    while sections.count <= section { sections.append(MergedHistogram()) }
    buckets -= sections[section].buckets.count
    sections[section].merge(histogram)
    buckets += sections[section].buckets.count
  }

  /// Makes one section of two, the first with the second and so on.
  mutating func joinNeighbours() {
    var joined: [MergedHistogram] = []
    for (index, section) in sections.enumerated() {
      if index.isMultiple(of: 2) { joined.append(section) } else { joined[index / 2].merge(section) }
    }
    sections = joined
    buckets = joined.reduce(0) { $0 + $1.buckets.count }
  }

  /// The quantile of all values in seconds, nil with fewer than ten beyond it.
  func quantile(_ quantile: Double) -> Double? { all.quantile(quantile) }

  /// Half of the interval around the quantile `estimate` by sectioning; nil with fewer than two sections.
  ///
  /// With the quantile q of all N values and the quantiles qᵢ of b sections of nᵢ values it is t √(Σ nᵢ (qᵢ - q)² / (N (b - 1))), t of
  /// Student's distribution with b - 1 degrees of freedom (Asmussen and Glynn, Stochastic Simulation, 2007, III.5a; Nakayama 2014,
  /// doi:10.1145/2558328; both for equal nᵢ. A quantile's variance goes with 1/nᵢ, hence the weights).
  func halfWidth(of quantile: Double, around estimate: Double, confidence: Double) -> Double? {
    let told = sections(telling: quantile)
    guard told.count > 1 else { return nil }
    let squares = told.reduce(0) { sum, section in
      let distance = section.quantile - estimate
      return sum + section.weight * distance * distance
    }
    let degrees = Double(told.count - 1)
    return StudentT.critical(confidence: confidence, degrees: degrees)
      * (squares / (Double(all.count) * degrees)).squareRoot()
  }

  /// The sections, each joined with the next until ten values lie beyond the quantile; what is left in the end belongs to the last.
  private func sections(telling quantile: Double) -> [(weight: Double, quantile: Double)] {
    var joined: [MergedHistogram] = []
    var open = MergedHistogram()
    for section in sections {
      open.merge(section)
      if open.canTell(quantile) {
        joined.append(open)
        open = MergedHistogram()
      }
    }
    if !joined.isEmpty { joined[joined.count - 1].merge(open) }
    return joined.compactMap { section in
      section.quantile(quantile).map { (Double(section.count), $0) }
    }
  }
}
