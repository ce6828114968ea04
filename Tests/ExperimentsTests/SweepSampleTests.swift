import Experiments
import Foundation
import Results
import Synchronization
import Testing

/// A clock that only goes on where a replication asks whether to go on, once for each simulated second and every 16,384 events.
private final class SimulatedClock: Sendable {
  private let ticks = Atomic<Int>(0)

  var now: Double { Double(ticks.load(ordering: .relaxed)) }

  /// Never interrupts.
  func tick() -> Bool {
    ticks.add(1, ordering: .relaxed)
    return false
  }

  /// Work is measured by it; whether time goes by as well decides if there is ever too little.
  func meter(timeGoesBy: Bool, memory: @escaping @Sendable () -> Int = { 0 }) -> SweepMeter {
    SweepMeter(now: { timeGoesBy ? self.now : 0 }, work: { self.now }, memory: memory)
  }
}

@Suite("Measuring some jobs of a sweep")
struct SweepSampleTests {
  let world: SweepWorld
  private let clock = SimulatedClock()

  init() throws { world = try SweepWorld() }

  private func sample(
    _ plan: SweepPlan, jobs: [Int]? = nil, limit: Double = 10, timeGoesBy: Bool = false
  ) throws -> SweepSample {
    let sampler = SweepSampler(
      plan: plan, jobs: jobs ?? Array(0..<plan.design.count), limit: limit,
      meter: clock.meter(timeGoesBy: timeGoesBy))
    let sample = try sampler.sample(isInterrupted: { [clock] in clock.tick() })
    return try #require(sample)
  }

  /// The results that the sweep itself leaves.
  private func results(_ plan: SweepPlan) throws -> [StoredRun] {
    let runner = SweepRunner(
      plan: plan, folder: SweepFolder(path: world.path(of: "jobs"), plan: plan), cores: 1)
    try runner.folder.prepare()
    let jobs = Array(0..<plan.design.count)
    _ = try runner.run(jobs)
    return try jobs.map { try world.result(of: $0, in: "jobs") }
  }

  @Test("short jobs are run to their end, and their results have the sizes of the sweep's own")
  func short() throws {
    let plan = try world.plan()
    let sample = try sample(plan)
    _ = try results(plan)
    #expect((sample.count, sample.tried) == (5, 5))
    #expect(sample.outgrown.isEmpty)
    #expect(sample.jobs.map(\.place) == [0, 1, 2, 3, 4])
    for job in sample.jobs {
      #expect(job.bytes == world.bytes(of: "jobs/jobs/\(job.place).sqlite")?.count)
      #expect((job.replications, job.share) == (2...2, 1))
      // Two simulated seconds, the end included or not; nothing else takes any of this time.
      #expect(1...3 ~= job.replication)
      #expect(job.fixed == 0)
    }
  }

  @Test("twice as long a replication takes twice as long")
  func proportional() throws {
    let plan = try world.plan("spec.duration=50s,100s")
    let jobs = try sample(plan).jobs
    #expect(abs(jobs[1].replication / jobs[0].replication - 2) < 0.05, "\(jobs)")
  }

  @Test("a job of a day is stopped in time, and the rest is taken to go on alike")
  func day() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2,3", sets: ["spec.duration=24h"])
    let sample = try sample(plan, timeGoesBy: true)
    // The limit, and a simulated second of each replication that is stopped; at most one question more.
    #expect(clock.now <= 10 + 2 * 4)
    #expect(sample.jobs.count == 3)
    for job in sample.jobs {
      #expect(job.share > 0 && job.share < 0.001)
      #expect(job.bytes == nil)
      #expect(abs(job.replication / 86_400 - 1) < 0.01, "\(job)")
      #expect(job.replications == 2...2)
    }
    #expect(sample.emptyBytes > 10_000)
  }

  @Test("without any time one job is looked at all the same, and what cannot be told is not")
  func noTime() throws {
    let plan = try world.plan("spec.duration=24h,25h")
    let sample = try sample(plan, limit: 0, timeGoesBy: true)
    #expect(sample.tried == 1)
    #expect(sample.jobs.count == 1)
  }

  @Test("a few of many replications tell the rest, the size of the result to a few percent")
  func some() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2", sets: ["spec.replications=60"])
    let sample = try sample(plan)
    let stored = try results(plan)
    #expect(clock.now < 2 * 60 * 3)
    for job in sample.jobs {
      #expect(job.replications == 60...60)
      #expect(1...3 ~= job.replication)
      let size = try #require(world.bytes(of: "jobs/jobs/\(job.place).sqlite")).count
      #expect(abs(Double(try #require(job.bytes)) / Double(size) - 1) < 0.2, "\(job) \(size)")
    }
    #expect(stored.map(\.replications.count) == [60, 60])
  }

  @Test(
    "where replications may stop early, a job that is run to its end tells their number, another one its range"
  )
  func until() throws {
    let sets = ["spec.replications={min: 3, max: 40, until: 3%}"]
    let plan = try world.plan("spec.services[0].endpoints=1,4", sets: sets)
    let counts = try results(plan).map(\.replications.count)
    #expect(counts.contains { 5..<40 ~= $0 })
    #expect(try sample(plan).jobs.map(\.replications) == counts.map { $0...$0 })
    let hurried = try sample(plan, limit: 40, timeGoesBy: true)
    // Five come before the first look at the intervals.
    #expect(hurried.jobs.map(\.replications) == [5...40, 5...40])
  }

  @Test("a warm-up that is still to be found counts as long as it may be")
  func warmUp() throws {
    let fixed = try world.plan("spec.services[0].endpoints=3", sets: ["spec.duration=40s"])
    let open = try world.plan(
      "spec.services[0].endpoints=3", sets: ["spec.duration=40s", "spec.warmUp=auto"])
    let times = try [fixed, open].map { try sample($0).jobs[0].replication }
    #expect(abs(times[1] / times[0] - 1.5) < 0.05, "\(times)")
  }

  @Test("an interrupted sample says nothing, and leaves nothing")
  func interrupted() throws {
    let plan = try world.plan("spec.duration=24h,25h")
    let before = world.files(in: ".")
    let isOver = Mutex(0)
    let sampler = SweepSampler(plan: plan, jobs: [0, 1], meter: clock.meter(timeGoesBy: false))
    let sample = try sampler.sample(isInterrupted: {
      isOver.withLock { count in
        count += 1
        return count > 20
      }
    })
    #expect(sample == nil)
    #expect(world.files(in: ".") == before)
  }

  @Test("the memory of jobs is what they add to that of the process before")
  func memory() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2")
    let meter = clock.meter(timeGoesBy: false, memory: { [clock] in clock.now == 0 ? 1000 : 1600 })
    let sampler = SweepSampler(plan: plan, jobs: [0, 1], meter: meter)
    let sample = try #require(try sampler.sample(isInterrupted: { [clock] in clock.tick() }))
    #expect((sample.memoryBefore, sample.memoryOfJob) == (1000, 600))
  }

  @Test("the process has clocks that go on, and memory")
  func process() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2")
    let sampler = SweepSampler(plan: plan, jobs: [0, 1])
    let sample = try #require(try sampler.sample())
    #expect(sample.jobs.count == 2)
    #expect(sample.jobs.allSatisfy { $0.fixed > 0 && $0.replication > 0 && $0.fixed + $0.replication < 600 })
    #expect(sample.memoryBefore > 1_000_000)
  }

  // MARK: Which jobs

  @Test("up to nine jobs are all tried, more are the first, the last and others evenly among them")
  func places() {
    #expect(SweepSampler.places(of: 1) == [0])
    #expect(SweepSampler.places(of: 9) == Array(0..<9))
    for count in [10, 11, 64, 100, 343, 1024, 100_000] {
      let places = SweepSampler.places(of: count)
      #expect(places.count == 9)
      #expect(Set(places).count == 9)
      #expect(places.prefix(3) == [0, count - 1, count / 2])
      let sorted = places.sorted()
      let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
      #expect((gaps.max() ?? 0) <= count / 4 + 1, "\(count): \(sorted)")
    }
  }

  @Test("the places are in step with no axis of a grid", arguments: [4, 8, 10, 16])
  func step(axis: Int) {
    let residues = Set(SweepSampler.places(of: axis * axis).map { $0 % axis })
    #expect(residues.count >= min(axis, 5) - 1, "\(residues.sorted())")
  }

  @Test("the jobs of a shard are measured at their own places")
  func shard() throws {
    let plan = try world.plan("spec.duration=1s,20s,2s,40s")
    let sample = try sample(plan, jobs: [1, 3])
    #expect(sample.count == 2)
    #expect(sample.jobs.map(\.place) == [0, 1])
    #expect(sample.jobs[1].replication > 1.8 * sample.jobs[0].replication)
  }
}
