import Glibc

/// Prints the CPU time of the engine's parts, one `name nanoseconds` a line, nanoseconds per customer or hold.
@main
struct Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let benchmarks: [(name: String, run: () -> Double)] =
      [("mm1", { mm1(customers: 5_000_000) })]
      + [10, 1_000, 100_000, 1_000_000].map { size in
        ("hold-\(size)", { hold(pending: size, holds: 2_000_000) })
      }
      + [("timeouts", { timeouts(requests: 2_000_000) })]
    for (name, run) in benchmarks where arguments.isEmpty || arguments.contains(name) {
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
