import Experiments
import Testing

@Suite("What a sweep takes, and its shards")
struct SweepEstimateTests {
  private static func job(
    at place: Int, _ replication: Double, fixed: Double = 0, replications: ClosedRange<Int> = 1...1,
    bytes: Int? = 1000
  ) -> SweepSample.Job {
    SweepSample.Job(
      place: place, fixed: fixed, replication: replication, replications: replications, bytes: bytes)
  }

  /// An estimate for `count` jobs, from the first and the last.
  private static func estimate(
    _ count: Int, of seconds: Double, fixed: Double = 0, replications: ClosedRange<Int> = 1...1,
    cores: Int = 1, findsWarmUp: Bool = false
  ) throws -> SweepEstimate {
    let jobs = Set([0, count - 1]).sorted().map {
      job(at: $0, seconds, fixed: fixed, replications: replications)
    }
    return try #require(
      SweepEstimate(SweepSample(of: count, jobs: jobs), cores: cores, findsWarmUp: findsWarmUp))
  }

  // MARK: Time

  @Test("where all jobs were run, mean and sum are theirs")
  func all() throws {
    let jobs = [
      Self.job(at: 0, 1, fixed: 0.5, replications: 2...2), Self.job(at: 1, 7), Self.job(at: 2, 2.5),
    ]
    let estimate = try #require(SweepEstimate(SweepSample(of: 3, jobs: jobs), cores: 1))
    #expect(estimate.job == 4...4)
    #expect(estimate.total == 12...12)
    #expect(estimate.whole == 12...12)
    #expect(estimate.extremes == 2.5...7)
    #expect(estimate.isUneven)
  }

  @Test("a job that was not run lies between those that were, and beyond the last as the last")
  func between() throws {
    // 1, 2, 3, 4, 5: on a line.
    let line = SweepSample(of: 5, jobs: [Self.job(at: 0, 1), Self.job(at: 4, 5)])
    #expect(try #require(SweepEstimate(line, cores: 1)).total == 15...15)
    // 2, 2, 2, 4, 6, 6: the ends outgrew the limits.
    let bent = SweepSample(of: 6, jobs: [Self.job(at: 2, 2), Self.job(at: 4, 6)])
    #expect(try #require(SweepEstimate(bent, cores: 1)).total == 22...22)
    // A dear end does not count for more than it stands for: 1 99 times, and a slope to 100.
    let cliff = SweepSample(of: 100, jobs: [0, 50, 98].map { Self.job(at: $0, 1) } + [Self.job(at: 99, 100)])
    #expect(try #require(SweepEstimate(cliff, cores: 1)).total == 199...199)
  }

  @Test("what may stop early takes from as few replications to as many as it may have")
  func range() throws {
    let estimate = try Self.estimate(10, of: 2, fixed: 1, replications: 5...50)
    #expect(estimate.job == 11...101)
    #expect(estimate.total == 110...1010)
    #expect(estimate.extremes == 11...101)
  }

  @Test("jobs go side by side on several cores, and where they are fewer each has several")
  func cores() throws {
    // Nine jobs on four cores: three rounds.
    #expect(try Self.estimate(9, of: 2, fixed: 1, replications: 10...10, cores: 4).whole == 63...63)
    // Two jobs on five cores: two cores each, for ten replications five rounds.
    #expect(try Self.estimate(2, of: 2, fixed: 1, replications: 10...10, cores: 5).whole == 11...11)
    // However many cores there are, a sweep takes as long as its longest job.
    let uneven = SweepSample(of: 2, jobs: [Self.job(at: 0, 1), Self.job(at: 1, 100)])
    #expect(try #require(SweepEstimate(uneven, cores: 2)).whole.upperBound == 100)
  }

  @Test("nothing is said where nothing was measured")
  func nothing() { #expect(SweepEstimate(SweepSample(of: 3, jobs: []), cores: 1) == nil) }

  // MARK: Shards

  @Test(
    "as few shards are advised as take ten minutes, or a job each",
    arguments: [
      // jobs, seconds of a replication, replications, cores; shards, seconds of one
      (100, 6, 1, 1, 1, 600),
      (100, 5, 1, 2, 1, 250),
      (100, 60, 1, 1, 10, 600),
      (100, 60, 1, 2, 5, 600),
      (101, 60, 1, 1, 11, 600),
      (102, 7, 1, 1, 2, 357),
      // A job of an hour is a shard; several cores share its replications.
      (20, 3600, 1, 1, 20, 3600),
      (20, 450, 8, 4, 20, 900),
      (20, 450, 8, 16, 10, 450),
      // There is nothing to divide.
      (1, 86_400, 1, 1, 1, 86_400),
      // More than a cluster takes.
      (100_000, 3600, 1, 1, 1000, 360_000),
    ] as [(Int, Double, Int, Int, Int, Double)])
  func shards(
    count: Int, seconds: Double, replications: Int, cores: Int, shards: Int, each: Double
  ) throws {
    let estimate = try Self.estimate(
      count, of: seconds, replications: replications...replications, cores: cores)
    #expect(estimate.shards == shards)
    #expect(estimate.shard(of: shards) == each)
    #expect(estimate.longestShard(of: shards) == each)
  }

  @Test("shards do all the work, take above a minute each, and one fewer would take above ten")
  func invariants() throws {
    for count in [1, 2, 3, 7, 64, 65, 1000, 4097] {
      for seconds in [0.01, 0.3, 2, 9.9, 61, 599, 601, 5000] {
        for cores in [1, 2, 3, 16, 64] {
          let estimate = try Self.estimate(count, of: seconds, fixed: 0.2, cores: cores)
          let (shards, each) = (estimate.shards, estimate.shard(of: estimate.shards))
          let about = "\(count) jobs of \(seconds) s on \(cores): \(shards) of \(each) s"
          #expect(1...count ~= shards, "\(about)")
          #expect(Double(shards * cores) * each >= estimate.total.upperBound * (1 - 1e-9), "\(about)")
          if shards > 1 {
            #expect(each >= 60, "\(about)")
            #expect(shards == 1000 || each <= 600 || shards == count, "\(about)")
          }
          if shards > 1, shards < 1000, cores == 1 {
            #expect(estimate.shard(of: shards - 1) > 600, "\(about)")
          }
        }
      }
    }
  }

  @Test("the longest shard has only jobs like the dearest")
  func longest() throws {
    // 30 jobs from 10 s to 1000 s.
    let sample = SweepSample(of: 30, jobs: [Self.job(at: 0, 10), Self.job(at: 29, 1000)])
    let estimate = try #require(SweepEstimate(sample, cores: 1))
    #expect(estimate.job == 505...505)
    #expect(estimate.shards == 30)
    #expect(estimate.shard(of: 10) == 1515)
    #expect(estimate.longestShard(of: 10) == 3000)
    #expect(estimate.longestShard(of: 30) == 1000)
    // Numbers that make no sense are taken for the nearest that do.
    #expect(estimate.longestShard(of: 31) == 1000)
    #expect(estimate.longestShard(of: 0) == 30_000)
  }

  @Test("every shard looks for the warm-up where that is not known")
  func warmUp() throws {
    let known = try Self.estimate(100, of: 60, cores: 2)
    let open = try Self.estimate(100, of: 60, cores: 2, findsWarmUp: true)
    #expect(known.pilot == 0)
    // Five replications on two cores.
    #expect(open.pilot == 180)
    #expect(open.shards == known.shards)
    #expect(open.shard(of: 5) == known.shard(of: 5) + 180)
    #expect(open.longestShard(of: 5) == known.longestShard(of: 5) + 180)
    #expect(open.whole.lowerBound == known.whole.lowerBound + 180)
  }

  // MARK: Space

  @Test("the memory is that of the process and a replication on each core; results add up")
  func space() throws {
    let jobs = [
      Self.job(at: 0, 1, bytes: 100), Self.job(at: 4, 1, bytes: nil), Self.job(at: 9, 1, bytes: 300),
    ]
    let sample = SweepSample(of: 10, jobs: jobs, memoryBefore: 50, memoryOfJob: 7, emptyBytes: 80)
    let estimate = try #require(SweepEstimate(sample, cores: 4))
    #expect(estimate.memory == 78)
    #expect(estimate.results == 2000)
    #expect(!estimate.isLeastOfResults)
    let stopped = SweepSample(of: 10, jobs: [Self.job(at: 0, 1, bytes: nil)], emptyBytes: 80)
    let least = try #require(SweepEstimate(stopped, cores: 4))
    #expect(least.results == 800)
    #expect(least.isLeastOfResults)
  }
}
