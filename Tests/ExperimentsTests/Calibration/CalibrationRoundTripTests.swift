import Documents
import Experiments
import Foundation
import Records
import Scenarios
import Testing

/// Recorded requests of a known model, calibrated, written, read, simulated.
@Suite("Calibration of a known model")
struct CalibrationRoundTripTests {
  static let cart = DurationLaw.lognormal(mu: log(0.03), sigma: 0.5)
  static let search = DurationLaw.exponential(mean: 0.08)

  /// Twenty requests a second, 70 % of them of a lognormal service and 30 % of an exponential one, of which 5 % fail.
  static func traffic(seed: UInt64, count: Int = 8_000, rate: Double = 20) -> RecordedTraffic {
    var sample = SyntheticSample(seed: seed)
    let requests = sample.poisson(rate: rate, count: count).map { arrival in
      let isCart = sample.uniform() <= 0.7
      let seconds = sample.value(of: isCart ? cart : search)
      let isFailed = !isCart && sample.uniform() <= 0.05
      return RecordedRequest(
        arrival: arrival, duration: Int64(seconds * 1e9), service: isCart ? 0 : 1, shape: isCart ? 0 : 1,
        status: isFailed ? 502 : 200)
    }
    return RecordedTraffic(
      requests: requests, services: ["cart", "search"],
      shapes: [.init(method: "POST", host: "shop.example", path: "/cart"), .init(path: "/search")])
  }

  struct Calibrated {
    let calibration: Calibration
    let text: String
    let scenario: Scenario
    let figures: [CalibrationRecord.Figure]

    init(_ traffic: RecordedTraffic, window: Double? = nil, isPrecise: Bool = false) throws {
      calibration = try Calibration(traffic, window: window, holdBack: 0.3)
      text =
        CalibratedScenario(calibration, name: "known", files: ["known.log"], version: "1").text
      let diagnostics = Diagnostics()
      let read = readScenario(
        text: text, sets: isPrecise ? [] : ["spec.replications=5"], diagnostics: diagnostics)
      #expect(diagnostics.all.isEmpty, "\(diagnostics.all)")
      scenario = try #require(read)
      let summaries = try #require(try CalibrationCheck.simulate(scenario, version: "1", jobs: 2))
      figures = CalibrationCheck(calibration).figures(summaries)
    }

    func figure(_ metric: String, _ service: String? = nil) throws -> CalibrationRecord.Figure {
      try #require(figures.first { $0.metric == metric && $0.service == service })
    }
  }

  @Test("its rate, laws and failures are found, and every metric but the last percentile may be believed")
  func known() throws {
    let known = try Calibrated(Self.traffic(seed: 1))
    let calibration = known.calibration
    #expect(calibration.tests.isPoisson)
    // 5600 requests or so: a standard error of 20 / √5600.
    #expect(abs(calibration.rate - 20) < 4 * 20 / 5_600.0.squareRoot())
    #expect(calibration.services.map(\.name) == ["cart", "search"])
    guard case .law(.lognormal) = calibration.services[0].times.choice,
      case .law(.exponential) = calibration.services[1].times.choice
    else {
      Issue.record("other laws: \(calibration.services.map(\.times.choice))")
      return
    }
    #expect(abs(calibration.services[1].failures - 0.05) < 0.02)
    #expect(calibration.services[1].failureStatus == 502)
    #expect(calibration.services[0].failures == 0)
    #expect(calibration.services.allSatisfy { $0.load?.isFound == false })
    for figure in known.figures where figure.metric != "response_time_p99" {
      #expect(figure.objection == nil, "\(figure)")
    }
    #expect(known.figures.count == 18)
  }

  /// What is predicted is held against the laws themselves, not only against what was held back: 3 % are four standard errors of a fit to
  /// 1700 durations, and Weir's histograms are within 1 %.
  @Test("what is predicted are the quantiles of the laws")
  func truth() throws {
    let known = try Calibrated(Self.traffic(seed: 2, count: 20_000), isPrecise: true)
    let cart = [("p50", 0.03), ("p90", 0.03 * exp(0.5 * 1.2816)), ("p99", 0.03 * exp(0.5 * 2.3263))]
    let search = [("p50", 0.08 * log(2)), ("p90", 0.08 * log(10)), ("p99", 0.08 * log(100))]
    for (service, quantiles) in [("cart", cart), ("search", search)] {
      for (name, truth) in quantiles {
        let predicted = try #require(known.figure("response_time_\(name)", service).predicted)
        #expect(abs(predicted / truth - 1) < 0.06, "\(service) \(name)")
      }
    }
    #expect(abs(try #require(known.figure("offered_rate").predicted) / 20 - 1) < 0.03)
    #expect(abs(try #require(known.figure("success_ratio").predicted) - 0.985) < 0.004)
  }

  @Test(
    "recordings in windows hold whole windows back, and a day that is twice as slow and busy may not be believed"
  )
  func anotherDay() throws {
    var traffic = Self.traffic(seed: 3, count: 1_200)
    // The second minute is another day: shrunk to half the time, with durations of twice the length.
    let day: Int64 = 86_400_000_000_000
    var second = Self.traffic(seed: 4, count: 2_400, rate: 40).requests
    for index in second.indices {
      second[index].arrival += day
      second[index].duration *= 2
    }
    traffic.requests += second
    let calibrated = try Calibrated(traffic, window: 60)
    #expect(calibrated.calibration.division.isOfWindows)
    let rate = try calibrated.figure("offered_rate")
    #expect(rate.objection == "beyond 20 % and beyond chance")
    #expect(abs(try #require(rate.error) + 0.5) < 0.05)
    for metric in ["response_time_mean", "response_time_p50", "response_time_p90"] {
      let figure = try calibrated.figure(metric)
      #expect(
        figure.objection == "beyond 20 % and beyond chance: the periods held back are unlike those fitted")
      #expect(abs(try #require(figure.error) + 0.5) < 0.1)
    }
    #expect(try calibrated.figure("success_ratio").objection == nil)
  }

  @Test("few requests that are held back have no interval, and what has none may not be believed")
  func few() throws {
    let calibrated = try Calibrated(Self.traffic(seed: 5, count: 60), isPrecise: true)
    let count = calibrated.calibration.division.held.requestCount
    #expect((8...30).contains(count))
    #expect(
      try calibrated.figure("response_time_p99").objection == "\(count) recorded are too few to tell")
  }

  @Test("equal durations are a constant, which is predicted exactly")
  func equal() throws {
    var traffic = Self.traffic(seed: 6, count: 500)
    for index in traffic.requests.indices {
      traffic.requests[index].duration = 40_000_000
      traffic.requests[index].status = -1
    }
    let calibrated = try Calibrated(traffic)
    #expect(calibrated.calibration.services.allSatisfy { $0.times.choice == .constant(0.04) })
    #expect(abs(try #require(calibrated.figure("response_time_p50").error)) < 0.001)
    #expect(!calibrated.figures.contains { $0.metric == "success_ratio" })
  }

  @Test("arrivals of two rates become a modulated process")
  func modulated() throws {
    var traffic = Self.traffic(seed: 7, count: 4_000)
    // Every other twenty seconds take a quarter of their time.
    var now: Int64 = 0
    var last: Int64 = 0
    for index in traffic.requests.indices {
      let arrival = traffic.requests[index].arrival
      let isFast = (arrival / 20_000_000_000).isMultiple(of: 2)
      now += (arrival - last) / (isFast ? 4 : 1)
      last = arrival
      traffic.requests[index].arrival = now
    }
    let calibrated = try Calibrated(traffic)
    let model = try #require(calibrated.calibration.modulated)
    #expect(model.states[0].rate > 1.5 * model.states[1].rate)
    #expect(calibrated.text.contains("mmpp"))
  }

  @Test("what cannot be calibrated says why")
  func problems() {
    var traffic = Self.traffic(seed: 8, count: 30)
    func problem(_ traffic: RecordedTraffic, window: Double? = nil) -> CalibrationProblem? {
      do throws(CalibrationProblem) {
        _ = try Calibration(traffic, window: window, holdBack: 0.3)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem(RecordedTraffic(requests: [], services: [], shapes: [])) == .noDurations)
    #expect(problem(traffic, window: 3_600) == .noPeriods)
    traffic.requests = Array(traffic.requests.prefix(1))
    #expect(problem(traffic) == .tooFew(1))
    #expect(CalibrationProblem.tooFew(1).message == "1 request has a duration; it takes 20 at least")
    traffic.requests[0].duration = -1
    #expect(problem(traffic) == .noDurations)
    var sudden = Self.traffic(seed: 8, count: 100)
    for index in sudden.requests.indices { sudden.requests[index].arrival = Int64(index) }
    #expect(problem(sudden) == .tooFast)
    for index in sudden.requests.indices { sudden.requests[index].arrival = 7 }
    #expect(problem(sudden) == .noPeriods)
  }

  @Test("names, methods, hosts and paths of any bytes become a scenario that can be read, the same each time")
  func hostile() throws {
    var traffic = Self.traffic(seed: 9, count: 3_000)
    let texts = [
      "", "\0", "a\"b\\c", "x: {y}\n---\nkind: Scenario", "é\u{85}\u{2028}\u{FEFF}\u{FFFE}", "*", "{a}",
      "# b", "%41",
      String(repeating: "long", count: 5_000), "outbound|9080||reviews.default.svc.cluster.local", "reviews",
      "-- 9",
    ]
    traffic.services = texts + (0..<60).map { "service \($0)" }
    traffic.shapes = texts.flatMap { text in
      [.init(method: text, host: text, path: text), .init(method: "get", host: "a b", path: "/" + text)]
    }
    for index in traffic.requests.indices {
      traffic.requests[index].service = Int32(index % traffic.services.count)
      traffic.requests[index].shape = Int32(index % traffic.shapes.count)
      traffic.requests[index].status = Int16(truncatingIfNeeded: index * 37)
    }
    let calibration = try Calibration(traffic, window: nil, holdBack: 0.3)
    #expect(calibration.services.count == 50)
    let names = calibration.services.map(\.name)
    #expect(Set(names).count == names.count)
    let file = "evil\n---\nkind: \"Gateway\".log"
    let model = CalibratedScenario(
      calibration, name: CalibratedScenario.name(of: file), files: [file], version: "1")
    let diagnostics = Diagnostics()
    #expect(readScenario(text: model.text, diagnostics: diagnostics) != nil, "\(diagnostics.all)")
    #expect(model.text == model.text)
    #expect(!model.text.contains("\nkind: Scenario\nkind"))
  }
}
