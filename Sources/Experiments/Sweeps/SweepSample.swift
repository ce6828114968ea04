/// What some jobs of a sweep take on this machine, as a ``SweepSampler`` found.
public struct SweepSample: Sendable, Equatable {
  /// What one job takes.
  public struct Job: Sendable, Equatable {
    /// Its place among the jobs, from 0.
    public let place: Int
    /// What it takes but for its replications, such as reading the point and writing the result: seconds of one core.
    public let fixed: Double
    /// What a replication takes: seconds of one core.
    public let replication: Double
    /// How many replications it has: one number where that is known.
    public let replications: ClosedRange<Int>
    /// How much of a replication was simulated, above 0; 1 where one came to its end.
    public let share: Double
    /// The size of its result with as many replications as it may have; nil where no replication came to its end.
    public let bytes: Int?

    /// Creates what was measured.
    package init(
      place: Int, fixed: Double, replication: Double, replications: ClosedRange<Int>, share: Double = 1,
      bytes: Int?
    ) {
      self.place = place
      self.fixed = fixed
      self.replication = replication
      self.replications = replications
      self.share = share
      self.bytes = bytes
    }

    /// How long it takes on `cores` cores, which share its replications, where it has `replications` of them: seconds.
    func seconds(_ replications: Int, cores: Int) -> Double {
      fixed + replication * Double(replications.dividedRoundingUp(by: cores))
    }
  }

  /// A job that can never be done.
  public struct Outgrown: Sendable, Equatable {
    /// Its number.
    public let job: Int
    /// Why.
    public let reason: String
  }

  /// How many jobs there are.
  public let count: Int
  /// How many of them were tried.
  public internal(set) var tried = 0
  /// Those that were measured, by place; fewer than were tried where some outgrew the simulator's limits, or did not get far enough.
  public internal(set) var jobs: [Job] = []
  /// Those that outgrew the limits.
  public internal(set) var outgrown: [Outgrown] = []
  /// The memory of the process before, in bytes.
  public internal(set) var memoryBefore = 0
  /// By how much one job at a time raised it, in bytes.
  public internal(set) var memoryOfJob = 0
  /// The size of a result without any replication, in bytes.
  public internal(set) var emptyBytes = 0

  init(of count: Int) { self.count = count }

  /// Creates a sample of `count` jobs, all of which that were tried were measured.
  package init(
    of count: Int, jobs: [Job], memoryBefore: Int = 0, memoryOfJob: Int = 0, emptyBytes: Int = 0
  ) {
    self.count = count
    self.jobs = jobs
    tried = jobs.count
    self.memoryBefore = memoryBefore
    self.memoryOfJob = memoryOfJob
    self.emptyBytes = emptyBytes
  }
}

extension Int {
  /// The least whole number that is not below the quotient; both are positive.
  func dividedRoundingUp(by divisor: Int) -> Int { self / divisor + (self % divisor == 0 ? 0 : 1) }
}
