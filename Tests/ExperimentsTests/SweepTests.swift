import Documents
import Experiments
import Foundation
import Results
import Scenarios
import Synchronization
import Testing

@Suite("Sweeps, shards and merging")
struct SweepTests {
  let world: SweepWorld

  init() throws { world = try SweepWorld() }

  private func runner(_ plan: SweepPlan, _ folder: String, cores: Int = 2) -> SweepRunner {
    SweepRunner(plan: plan, folder: SweepFolder(path: world.path(of: folder), plan: plan), cores: cores)
  }

  /// Runs jobs in a folder of their own or with others.
  @discardableResult
  private func run(_ jobs: [Int], of plan: SweepPlan, in folder: String, cores: Int = 2) throws
    -> SweepRunner.Outcome
  {
    let runner = runner(plan, folder, cores: cores)
    try runner.folder.prepare()
    return try runner.run(jobs)
  }

  @discardableResult
  private func merge(_ plan: SweepPlan, _ folder: String, to name: String) throws -> Int {
    let jobs = SweepFolder(path: world.path(of: folder), plan: plan)
    return try SweepMerge(plan: plan, folder: jobs, cores: 2)
      .write(to: world.path(of: name), allowsMissing: true).missing.count
  }

  // MARK: The same bytes

  @Test("the database has the same bytes from 1, 2 and 7 shards, on any number of cores, in any order")
  func bytes() throws {
    let plan = try world.plan()
    try run(Array(0..<5), of: plan, in: "whole", cores: 1)
    try merge(plan, "whole", to: "whole.sqlite")
    let expected = try #require(world.bytes(of: "whole.sqlite"))
    for (shards, order) in [(1, [0]), (2, [1, 0]), (7, [5, 2, 6, 0, 4, 1, 3])] {
      let folder = "shards-\(shards)"
      for shard in order {
        try run(Array(stride(from: shard, to: 5, by: shards)).reversed(), of: plan, in: folder, cores: 3)
      }
      #expect(try merge(plan, folder, to: "\(folder).sqlite") == 0)
      #expect(world.bytes(of: "\(folder).sqlite") == expected, "\(shards) shards")
      #expect(world.files(in: "\(folder)/jobs") == (0..<5).map { "\($0).sqlite" })
    }
  }

  /// A hundred jobs, and with `WEIR_LONG_LAWS=1` a thousand.
  @Test("many jobs in 1, 2, 7 and 64 shards have the bytes of one machine")
  func manyJobs() throws {
    let isLong = ProcessInfo.processInfo.environment["WEIR_LONG_LAWS"] == "1"
    let ten = (1...10).map(String.init).joined(separator: ",")
    let plan = try world.plan(
      "spec.seed=\(ten)", "spec.services[0].endpoints=\(ten)",
      "spec.dataPlane.replicas=\(isLong ? ten : "3")",
      sets: ["spec.duration=1s", "spec.replications=1"])
    let count = isLong ? 1000 : 100
    #expect(plan.design.count == count)
    try run(Array(0..<count), of: plan, in: "whole", cores: 2)
    try merge(plan, "whole", to: "whole.sqlite")
    let expected = try #require(world.bytes(of: "whole.sqlite"))
    for shards in [1, 2, 7, 64] {
      for shard in (0..<shards).reversed() {
        try run(Array(stride(from: shard, to: count, by: shards)), of: plan, in: "shards-\(shards)", cores: 2)
      }
      #expect(try merge(plan, "shards-\(shards)", to: "\(shards).sqlite") == 0)
      #expect(world.bytes(of: "\(shards).sqlite") == expected, "\(shards) shards")
    }
  }

  @Test("a run that is stopped and goes on has the same bytes, and runs only what is missing")
  func resumed() throws {
    let plan = try world.plan()
    try run(Array(0..<5), of: plan, in: "whole")
    try merge(plan, "whole", to: "whole.sqlite")

    let stopped = runner(plan, "stopped", cores: 1)
    try stopped.folder.prepare()
    let share = Mutex(0.0)
    let first = try stopped.run(
      Array(0..<5), progress: { done in share.withLock { $0 = done } },
      isInterrupted: { share.withLock { $0 > 0.5 } })
    #expect(first.isInterrupted)
    #expect(first.finished == 2)
    #expect(try merge(plan, "stopped", to: "r.sqlite") == 3)
    let partial = try ResultsReader(path: world.path(of: "r.sqlite")).study()
    #expect(partial.variants.map(\.status) == Array(repeating: .partial, count: 5))
    #expect(partial.variants.map(\.replications.count) == [2, 2, 0, 0, 0])
    #expect(partial.variants.map(\.run.settings[0].value) == ["1", "2", "3", "4", "5"])

    let second = try stopped.run(Array(0..<5))
    #expect((second.skipped, second.finished, second.isInterrupted) == (2, 3, false))
    #expect(try merge(plan, "stopped", to: "r.sqlite") == 0)
    #expect(world.bytes(of: "r.sqlite") == world.bytes(of: "whole.sqlite"))
  }

  @Test("nothing but the result depends on a job that is run twice at once")
  func twice() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2")
    let runners = [runner(plan, "both"), runner(plan, "both")]
    try runners[0].folder.prepare()
    DispatchQueue.concurrentPerform(iterations: 2) { _ = try? runners[$0].run([0, 1]) }
    #expect(world.files(in: "both/jobs") == ["0.sqlite", "1.sqlite"])
    #expect(try merge(plan, "both", to: "both.sqlite") == 0)
  }

  // MARK: What is in it

  @Test("the database holds every point as a variant: values, rows of every replication, checks, no series")
  func contents() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,4", "spec.dataPlane.replicas=1,2")
    try run(Array(0..<4), of: plan, in: "jobs")
    try merge(plan, "jobs", to: "r.sqlite")
    let reader = try ResultsReader(path: world.path(of: "r.sqlite"))
    let study = try reader.study()
    #expect(study.command == .sweep)
    #expect(study.variants.map(\.status) == Array(repeating: .complete, count: 4))
    #expect(
      study.variants.map(\.run.variant) == [
        "endpoints=1 replicas=1", "endpoints=1 replicas=2", "endpoints=4 replicas=1",
        "endpoints=4 replicas=2",
      ])
    #expect(study.variants.allSatisfy { $0.run.specification == plan.specification })
    #expect(study.variants[0].run.inputs.map(\.file) == ["small.yaml"])
    #expect(try reader.timeline(replication: 0, variant: 1).isEmpty)
    #expect(try reader.histograms(replication: 0, variant: 1).isEmpty)
    for (job, variant) in study.variants.enumerated() {
      let alone = try world.result(of: job, in: "jobs")
      #expect(variant.replications == alone.replications)
      #expect(variant.summaries == alone.summaries)
      #expect(variant.checks == alone.checks)
      #expect(variant.run.gatewayReplicas == [1, 2, 1, 2][job])
      #expect(variant.replications.count == 2)
      #expect(!variant.replications[0].mirrors.isEmpty)
      #expect(variant.replications[0].mirrors.allSatisfy { $0.interval != nil })
      #expect(variant.replications[0].faults.count == 1)
      #expect(variant.checks.count == 1)
    }
    // One slow endpoint turns requests away and four do not, so the points are not all the same.
    #expect(study.variants[0].checks[0].verdict == .fail)
    #expect(study.variants[2].checks[0].verdict == .pass)
  }

  @Test("all points see the same arrivals, unless the seed is varied")
  func commonNumbers() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,4")
    try run([0, 1], of: plan, in: "a")
    let offered = try (0..<2).map { try world.result(of: $0, in: "a").conservation.offered }
    #expect(offered[0] == offered[1])
    let seeds = try world.plan("spec.seed=1,2")
    try run([0, 1], of: seeds, in: "b")
    let other = try (0..<2).map { try world.result(of: $0, in: "b").conservation.offered }
    #expect(other[0] != other[1])
  }

  // MARK: What must not be mixed

  @Test("everything that decides the results is in the specification, and nothing else")
  func specification() throws {
    let plan = try world.plan()
    let base = plan.specification
    #expect(base.count == 64)
    #expect(try world.plan(version: "other").specification == base)
    let others = [
      try world.plan("spec.services[0].endpoints=1,2,3,4"),
      try world.plan("spec.services[1].endpoints=1,2,3,4,5"),
      try world.plan("spec.services[0].endpoints=1,2,3,4,5", sets: ["spec.seed=2"]),
      try world.plan("spec.services[0].endpoints=1,2,3,4,5", sets: ["spec.replications=3"]),
      try world.plan("spec.services[0].endpoints=1,2,3,4,5", sets: ["spec.duration=3s"]),
    ]
    #expect(Set([base] + others.map(\.specification)).count == 6)
  }

  @Test("a folder of another sweep is refused, by shards and by merging, and nothing is written")
  func foreign() throws {
    let plan = try world.plan()
    try run([0, 1], of: plan, in: "jobs")
    let other = try world.plan("spec.services[0].endpoints=5,4,3,2,1")
    #expect(throws: SweepError.self) { try run([2], of: other, in: "jobs") }
    let merge = SweepMerge(
      plan: other, folder: SweepFolder(path: world.path(of: "jobs"), plan: other), cores: 2)
    #expect(try merge.inventory().foreign.count == 2)
    for allowsMissing in [false, true] {
      let inventory = try merge.write(to: world.path(of: "r.sqlite"), allowsMissing: allowsMissing)
      #expect(inventory.foreign.count == 2)
    }
    #expect(world.files(in: "jobs/jobs") == ["0.sqlite", "1.sqlite"])
    #expect(world.files(in: ".").filter { $0.hasSuffix(".sqlite") && !$0.contains("/") } == [])
  }

  @Test("a result under the number of another job, and one beyond the last, are refused")
  func misplaced() throws {
    let plan = try world.plan()
    try run([0, 1], of: plan, in: "jobs")
    let files = FileManager.default
    try files.removeItem(atPath: world.path(of: "jobs/jobs/1.sqlite"))
    try files.copyItem(
      atPath: world.path(of: "jobs/jobs/0.sqlite"), toPath: world.path(of: "jobs/jobs/1.sqlite"))
    try files.copyItem(
      atPath: world.path(of: "jobs/jobs/0.sqlite"), toPath: world.path(of: "jobs/jobs/9.sqlite"))
    let folder = SweepFolder(path: world.path(of: "jobs"), plan: plan)
    let inventory = try SweepMerge(plan: plan, folder: folder, cores: 2).inventory()
    #expect(inventory.foreign.count == 2)
    #expect(inventory.foreign[0].hasSuffix("jobs/9.sqlite is no job of this sweep, which has 5"))
    #expect(inventory.foreign[1].hasSuffix("jobs/1.sqlite holds job 0, not 1"))
    #expect(inventory.missing == [2, 3, 4])
  }

  @Test(
    "a result that is cut, empty, of another version, or no database counts as missing, and is run again",
    arguments: ["cut", "empty", "text", "flipped", "version"])
  func unusable(how: String) throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2")
    try run([0, 1], of: plan, in: "jobs")
    try merge(plan, "jobs", to: "whole.sqlite")
    let file = world.path(of: "jobs/jobs/1.sqlite")
    let whole = try #require(world.bytes(of: "jobs/jobs/1.sqlite"))
    switch how {
    case "cut": try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: file))
    case "empty": try Data().write(to: URL(fileURLWithPath: file))
    case "flipped":
      var bytes = whole
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: file))
    case "text": try Data(repeating: 0x61, count: 5000).write(to: URL(fileURLWithPath: file))
    default:
      try FileManager.default.removeItem(atPath: file)
      try run([1], of: try world.plan("spec.services[0].endpoints=1,2", version: "older"), in: "jobs")
    }
    let folder = SweepFolder(path: world.path(of: "jobs"), plan: plan)
    let inventory = try SweepMerge(plan: plan, folder: folder, cores: 2).inventory()
    #expect(inventory.missing == [1])
    #expect(inventory.unusable.count == (how == "version" ? 0 : 1))
    #expect(inventory.otherVersions == (how == "version" ? ["older": 1] : [:]))
    #expect(inventory.foreign.isEmpty)
    // Not whole is not written.
    #expect(
      try SweepMerge(plan: plan, folder: folder, cores: 2).write(to: world.path(of: "no.sqlite")).missing == [
        1
      ])
    #expect(world.bytes(of: "no.sqlite") == nil)
    let outcome = try run([0, 1], of: plan, in: "jobs")
    #expect((outcome.skipped, outcome.finished, outcome.replaced.count) == (1, 1, 1))
    #expect(try merge(plan, "jobs", to: "again.sqlite") == 0)
    #expect(world.bytes(of: "again.sqlite") == world.bytes(of: "whole.sqlite"))
  }

  @Test("inputs that change while the jobs run end the sweep")
  func changedInput() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2")
    try run([0], of: plan, in: "jobs")
    let file = world.path(of: "small.yaml")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("percent: 20", with: "percent: 90").write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: SweepError.mismatch("small.yaml has changed since the sweep began")) {
      try run([1], of: plan, in: "jobs")
    }
    #expect(world.files(in: "jobs/jobs") == ["0.sqlite"])
  }

  // MARK: Points that cannot be run

  @Test("what is wrong with points is said once a message, with the point and how many more have it")
  func mistakes() throws {
    let plan = try world.plan(
      "spec.dataPlane.replicas=1,0", "spec.services[0].endpoints=1,2,3", "spec.dataPlane.kind=envoy,nonsense")
    let diagnostics = Diagnostics()
    #expect(throws: SweepError.points(9)) {
      try runner(plan, "jobs").check(Array(0..<12), diagnostics: diagnostics)
    }
    let messages = diagnostics.all.map(\.message)
    #expect(messages.count == 2)
    #expect(
      messages.allSatisfy { $0.contains(", and at 5 more)") && $0.contains("(at replicas=") }, "\(messages)")
    #expect(world.files(in: "jobs") == [])
  }

  @Test("points with too many replications for one database are refused")
  func tooManyReplications() throws {
    let seeds = (1...64).map(String.init).joined(separator: ",")
    let plan = try world.plan(
      "spec.seed=\(seeds)", "spec.services[0].endpoints=\(seeds)", "spec.replications=1,10000",
      "spec.dataPlane.replicas=1,2")
    let diagnostics = Diagnostics()
    #expect(throws: SweepError.self) {
      try runner(plan, "jobs").check(Array(0..<8), diagnostics: diagnostics)
    }
    #expect(
      diagnostics.all.contains {
        $0.message.hasPrefix("10000 replications of each of 16384 points are more than 8192")
      })
  }

  @Test("why a job can never be done is kept until it is done")
  func failures() throws {
    let plan = try world.plan("spec.services[0].endpoints=1,2")
    let folder = SweepFolder(path: world.path(of: "jobs"), plan: plan)
    try run([0], of: plan, in: "jobs")
    try folder.note(failure: "a queue grows without end", of: 1)
    let merge = SweepMerge(plan: plan, folder: folder, cores: 2)
    let inventory = try merge.inventory()
    #expect(inventory.missing == [1])
    #expect(inventory.failures.map(\.job) == [1])
    #expect(inventory.failures.map(\.reason) == ["a queue grows without end"])
    try run([1], of: plan, in: "jobs")
    #expect(try merge.inventory().failures.isEmpty)
    #expect(world.files(in: "jobs/jobs") == ["0.sqlite", "1.sqlite"])
    folder.remove()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }
}
