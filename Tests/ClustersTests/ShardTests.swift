import Clusters
import Testing

@Suite("Shards")
struct ShardTests {
  private func problem(_ text: String, _ environment: [String: String] = [:]) -> String? {
    do throws(Shard.Problem) {
      _ = try Shard(text, environment: environment)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("K/N is the shard K of N, whatever the environment says")
  func explicit() throws {
    let shard = try Shard("3/8", environment: ["SLURM_ARRAY_TASK_ID": "5", "JOB_COMPLETION_INDEX": "6"])
    #expect(shard.index == 3)
    #expect(shard.count == 8)
    #expect(shard.origin == nil)
  }

  @Test("every job is in exactly one shard", arguments: [1, 2, 7, 8, 64, 100])
  func partition(count: Int) throws {
    let jobs = try (0..<count).flatMap { try Shard("\($0)/\(count)", environment: [:]).jobs(of: 40) }
    #expect(jobs.sorted() == Array(0..<40))
  }

  @Test(
    "auto takes K from the one engine whose variable is set",
    arguments: ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX", "SLURM_ARRAY_TASK_ID"])
  func automatic(variable: String) throws {
    for index in 0..<3 {
      let shard = try Shard("auto/3", environment: [variable: "\(index)", "PATH": "/bin"])
      #expect(shard.index == index)
      #expect(shard.count == 3)
      #expect(shard.origin == "\(variable)=\(index)")
    }
    let shard = try Shard("auto", environment: [variable: "1", "WEIR_SHARD_COUNT": "2"])
    #expect(shard.index == 1)
    #expect(shard.count == 2)
  }

  @Test("tasks that Slurm was told to start again keep their shards, although it counts only these")
  func resubmission() throws {
    let environment = [
      "SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_ARRAY_TASK_MIN": "3",
      "SLURM_RESTART_COUNT": "1",
    ]
    let shard = try Shard("auto/8", environment: environment)
    #expect(shard.index == 5)
    #expect(shard.count == 8)
    #expect(shard.origin == "SLURM_ARRAY_TASK_ID=5, SLURM_RESTART_COUNT=1")
  }

  @Test("the size that AWS Batch says must be the number of shards")
  func size() throws {
    var environment = ["AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "8"]
    #expect(try Shard("auto/8", environment: environment).index == 1)
    #expect(
      problem("auto/9", environment)
        == "AWS_BATCH_JOB_ARRAY_SIZE is \"8\", and the sweep has 9 shards: they must be the same")
    environment["AWS_BATCH_JOB_ARRAY_SIZE"] = "many"
    #expect(problem("auto/8", environment)?.contains("\"many\"") == true)
  }

  @Test("what is no shard is refused, and said what it is instead")
  func mistakes() {
    let wanted = "it wants K/N, such as 0/8, or auto/N, found "
    for text in [
      "", "3", "3/", "/8", "a/8", "3/b", "-1/8", "+1/8", "1/8/2", " 1/8", "0/0", "1.0/2", "automatic/8",
    ] {
      #expect(problem(text) == "\(wanted)\"\(text)\"")
    }
    #expect(problem("8/8") == "it wants K/N with K from 0 to N - 1, found \"8/8\"")
    #expect(problem("99999999999999999999/8")?.hasPrefix(wanted) == true)
  }

  @Test("auto with no engine, two engines, or an index that is none, is refused")
  func engines() {
    #expect(
      problem("auto/8")?.hasPrefix("auto wants the variable of an engine, and none is set: JOB_COMP") == true)
    let both = ["SLURM_ARRAY_TASK_ID": "1", "JOB_COMPLETION_INDEX": "1"]
    #expect(
      problem("auto/8", both)
        == "JOB_COMPLETION_INDEX and SLURM_ARRAY_TASK_ID are both set, of which auto can take only one: "
        + "unset the others, or write K/N")
    #expect(
      problem("auto/8", ["SLURM_ARRAY_TASK_ID": "8"])
        == "SLURM_ARRAY_TASK_ID=8 is not among the 8 shards, which are 0 to 7: let a Slurm array job count from 0, "
        + "and to N - 1")
    #expect(
      problem("auto/8", ["SLURM_ARRAY_TASK_ID": ""])
        == "SLURM_ARRAY_TASK_ID wants a number from 0 to 7, found \"\"")
    #expect(
      problem("auto/8", ["SLURM_ARRAY_TASK_ID": "4294967294x"])
        == "SLURM_ARRAY_TASK_ID wants a number from 0 to 7, found \"4294967294x\"")
  }

  @Test("how many shards there are is said once, by the option or by the variable")
  func count() {
    let index = ["SLURM_ARRAY_TASK_ID": "1"]
    #expect(
      problem("auto", index)
        == "auto does not say how many shards there are: write auto/8, or set WEIR_SHARD_COUNT=8")
    #expect(problem("auto/", index) == "it wants auto/N with N of at least 1, found \"auto/\"")
    #expect(problem("auto/0", index) == "it wants auto/N with N of at least 1, found \"auto/0\"")
    #expect(problem("auto/8", index.merging(["WEIR_SHARD_COUNT": "8"]) { $1 }) == nil)
    #expect(
      problem("auto/8", index.merging(["WEIR_SHARD_COUNT": "9"]) { $1 })
        == "auto/8 and WEIR_SHARD_COUNT=9 differ: the number of shards is one for all")
    #expect(
      problem("auto", index.merging(["WEIR_SHARD_COUNT": "x"]) { $1 })
        == "WEIR_SHARD_COUNT wants a number of at least 1, found \"x\"")
  }
}
