import Engine
import Glibc

/// Prints nanoseconds of CPU time of the engine's parts, one `name nanoseconds` a line: per customer, hold,
/// request, draw or value. Arguments, if any, are the names of those to run.
@main
struct Main {
  static func main() throws {
    let exponential = try Distribution.exponential(mean: 0.02)
    let lognormal = try Distribution.lognormal(mean: 0.02, cv: 1)
    let gamma = try Distribution.gamma(mean: 0.02, cv: 0.5)
    let mixture = try Distribution.mixture([(9, exponential), (1, lognormal)])
    let exponentials = delays(try .exponential(mean: 1))
    let lognormals = delays(try .lognormal(mean: 1, cv: 1))
    let bimodals = delays(
      try .mixture([(1, try .uniform(low: 0.001, high: 0.0011)), (1, try .uniform(low: 10, high: 11))]))
    func requests(_ timeouts: Requests.Timeouts) -> Double {
      var requests = Requests(timeouts, delays: exponentials)
      return requests.run(requests: 2_000_000)
    }
    let benchmarks: [(name: String, run: () -> Double)] = [
      ("mm1", { mm1(customers: 5_000_000) }),
      ("hold-10", { hold(pending: 10, holds: 5_000_000, delays: exponentials) }),
      ("hold-1000", { hold(pending: 1_000, holds: 5_000_000, delays: exponentials) }),
      ("hold-30000", { hold(pending: 30_000, holds: 5_000_000, delays: exponentials) }),
      ("hold-100000", { hold(pending: 100_000, holds: 5_000_000, delays: exponentials) }),
      ("hold-1000000", { hold(pending: 1_000_000, holds: 5_000_000, delays: exponentials) }),
      ("hold-lognormal-1000", { hold(pending: 1_000, holds: 5_000_000, delays: lognormals) }),
      ("hold-lognormal-1000000", { hold(pending: 1_000_000, holds: 5_000_000, delays: lognormals) }),
      ("hold-bimodal-1000", { hold(pending: 1_000, holds: 5_000_000, delays: bimodals) }),
      ("hold-bimodal-1000000", { hold(pending: 1_000_000, holds: 5_000_000, delays: bimodals) }),
      ("requests", { requests(.none) }),
      ("requests-timeouts", { requests(.droppedFromLane) }),
      ("requests-timeouts-one-by-one", { requests(.inLane) }),
      ("requests-timeouts-in-heap", { requests(.inHeap) }),
      ("exponential", { sampling(exponential, samples: 5_000_000) }),
      ("lognormal", { sampling(lognormal, samples: 5_000_000) }),
      ("gamma", { sampling(gamma, samples: 5_000_000) }),
      ("mixture", { sampling(mixture, samples: 5_000_000) }),
      ("choice-3", { choosing(outcomes: 3, choices: 5_000_000) }),
      ("choice-1000", { choosing(outcomes: 1_000, choices: 5_000_000) }),
      ("histogram", { recording(values: 5_000_000, times: exponentials).histogram }),
      ("level", { recording(values: 5_000_000, times: exponentials).level }),
    ]
    let asked = CommandLine.arguments.dropFirst()
    for (name, run) in benchmarks where asked.isEmpty || asked.contains(name) {
      print(name, (run() * 10).rounded() / 10)
    }
  }
}

/// The CPU time of the process in nanoseconds.
func processTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Keeps a result from being optimised away, and stops at one that cannot be true.
func require(_ condition: Bool, _ message: String) {
  guard condition else {
    print("wrong:", message)
    exit(1)
  }
}
