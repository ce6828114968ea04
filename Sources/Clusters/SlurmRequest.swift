/// What a shard asks Slurm for: more than was measured, because nodes differ and a job that needs more is killed.
struct SlurmRequest {
  private let measured: ShardedSweep.Measured

  init(for measured: ShardedSweep.Measured) { self.measured = measured }

  /// The value of `--mem` in MiB: twice what was measured and 64 MiB for the shell, in steps of 128 MiB; at most 1 TiB.
  var memory: Int {
    let most = 1 << 20
    let (whole, rest) = max(measured.memory, 0).quotientAndRemainder(dividingBy: 1 << 20)
    let used = min(rest > 0 ? whole + 1 : whole, most)
    return min((2 * used + 64 + 127) / 128 * 128, most)
  }

  /// The value of `--time` in minutes: four times what was measured and 5 minutes, in steps of 5; at most a year.
  var minutes: Int {
    let most = 365 * 24 * 60
    let minutes = 4 * measured.seconds / 60 + 5
    guard minutes < Double(most) else { return most }
    return (Int(max(minutes, 5).rounded(.up)) + 4) / 5 * 5
  }

  /// `days-hours:minutes:seconds`, as Slurm reads a time.
  var time: String {
    let (days, rest) = minutes.quotientAndRemainder(dividingBy: 24 * 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(days)-\(two(rest / 60)):\(two(rest % 60)):00"
  }
}
