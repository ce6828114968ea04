import Records
import Scenarios
import Simulator

/// One load and one size of the trigger, compiled.
struct StabilityCell {
  let load: String
  let trigger: String
  /// With the trigger.
  let model: Model
  /// The load alone.
  let withoutFaults: Model
  /// The fault after whose end goodput is to come back.
  let lastFault: String

  /// Reads and compiles the cell.
  ///
  /// - Throws: What `read` throws, and ``StabilityMap/Problem``.
  init(
    load: String, trigger: String, of map: StabilityMap, version: String,
    scenario read: ([Setting]) throws -> Scenario
  ) throws {
    let settings = [
      Setting(path: map.load.path, value: load), Setting(path: map.trigger.path, value: trigger),
    ]
    var scenario = try read(settings)
    // Whether it recovers is what is asked here.
    scenario.checks = []
    lastFault = try Self.lastFault(of: scenario)
    self.load = load
    self.trigger = trigger
    model = Self.model(scenario, "\(load), \(trigger)", settings, version, map)
    scenario.faults = []
    withoutFaults = Self.model(scenario, "\(load) without faults", settings, version, map)
  }

  /// The cell's model without some loops.
  func cutting(_ loops: [SustainingLoop]) -> Model {
    var model = model.cutting(loops)
    model.record.variant += " without " + loops.map(\.rawValue).joined(separator: " and ")
    return model
  }

  private static func model(
    _ scenario: Scenario, _ name: String, _ settings: [Setting], _ version: String, _ map: StabilityMap
  ) -> Model {
    var model = Model(scenario, version: version)
    model.record.variant = name
    model.record.settings = settings
    model.record.command = .find
    model.record.replications = map.replications
    return model
  }

  /// The fault that ends last, with five seconds left in which goodput could be back.
  private static func lastFault(of scenario: Scenario) throws -> String {
    func end(_ fault: Fault) -> Int64 {
      fault.start(of: fault.times - 1).addingReportingOverflow(fault.duration).partialValue
    }
    guard let last = scenario.faults.max(by: { end($0) < end($1) }) else {
      throw StabilityMap.Problem.noFault
    }
    let (measured, overflow) = scenario.warmUp.addingReportingOverflow(scenario.duration)
    guard overflow || end(last) <= measured - 5_000_000_000 else {
      throw StabilityMap.Problem.endsTooLate(fault: last.name, at: end(last), measuredUntil: measured)
    }
    return last.name
  }
}
