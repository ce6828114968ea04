import Foundation

/// What a sweep's sample is measured by: the clocks and the memory of this process.
///
/// Only a dry run looks at them, which has no results; tests bring their own.
public struct SweepMeter: Sendable {
  /// Seconds since some moment.
  let now: @Sendable () -> Double
  /// Seconds that cores have worked for this process, all of them added up.
  let work: @Sendable () -> Double
  /// The most memory that this process has had, in bytes.
  let memory: @Sendable () -> Int

  package init(
    now: @escaping @Sendable () -> Double, work: @escaping @Sendable () -> Double,
    memory: @escaping @Sendable () -> Int
  ) {
    self.now = now
    self.work = work
    self.memory = memory
  }

  /// The clocks and the memory of this process (clock_gettime(2), getrusage(2)).
  public static let process = SweepMeter(
    now: { seconds(of: CLOCK_MONOTONIC) }, work: { seconds(of: CLOCK_PROCESS_CPUTIME_ID) },
    memory: {
      var usage = rusage()
      #if os(Linux)
        // In kilobytes there.
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
      #else
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
      #endif
    })

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
