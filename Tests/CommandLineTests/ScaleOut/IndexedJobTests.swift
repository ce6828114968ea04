import Foundation
import Testing

@Suite("A sweep as an Indexed Job, in a stand-in for a cluster")
struct IndexedJobTests {
  /// Merges and fetches the database by the commands of the manifest.
  private func merged(_ cluster: IndexedJobCluster) async throws -> Data? {
    let commands = cluster.manifest.commands("Make one database")
    #expect(commands.count == 2)
    for command in commands {
      let ending = try await cluster.command(command)
      #expect(ending.exitCode == 0, "\(command): \(ending.stderr)")
    }
    return FileManager.default.contents(
      atPath: cluster.world.folder.path(of: "proj/\(cluster.manifest.name).sqlite"))
  }

  /// The shards that the manifest's own command names as not done.
  private func unfinished(_ cluster: IndexedJobCluster) async throws -> String {
    let check = try #require(cluster.manifest.commands("Watch").last)
    let ending = try await cluster.command(check)
    #expect(ending.exitCode == (ending.stdout.isEmpty ? 0 : 3), "\(ending.stderr)")
    return ending.stdout
  }

  @Test("a failed pod is a retry, a lost node is none, and the database is that of one machine byte by byte")
  func whole() async throws {
    let world = try IndexedJobWorld()
    let cluster = try IndexedJobCluster(try await world.manifest(), in: world)
    let outcome = try await cluster.run([1: [.volumeMissing], 2: [.nodeLost]])
    #expect(outcome.completed == [0, 1, 2])
    #expect(outcome.failed == [])
    #expect(outcome.failures == [1: 1])
    #expect(outcome.pods[0] == [0])
    #expect(outcome.pods[1] == [75, 0])
    #expect(outcome.pods[2]?.count == 2)
    // What was done before the node was lost was not done again.
    #expect(outcome.filesAtLoss["2.sqlite"] != nil)
    #expect(outcome.filesAtLoss.allSatisfy { cluster.jobFiles[$0.key] == $0.value })
    #expect(cluster.jobFiles.count == 8)
    #expect(try await unfinished(cluster) == "")
    #expect(try await merged(cluster) == world.database())
  }

  @Test(
    "an index that cannot succeed is not tried again, one that may is three times more, and the others are done"
  )
  func failures() async throws {
    let world = try IndexedJobWorld()
    let cluster = try IndexedJobCluster(try await world.manifest(), in: world)
    let outcome = try await cluster.run([
      0: [.inputMissing], 1: Array(repeating: .volumeMissing, count: 9),
    ])
    #expect(outcome.completed == [2])
    #expect(outcome.failed == [0, 1])
    #expect(outcome.pods == [0: [64], 1: [75, 75, 75, 75], 2: [0]])
    #expect(try await unfinished(cluster) == "0,1\n")
    let done = cluster.jobFiles
    // Deleted and applied again, as the manifest says.
    #expect(try await cluster.run().completed == [0, 1, 2])
    #expect(done.count == 2 && done.allSatisfy { cluster.jobFiles[$0.key] == $0.value })
    #expect(try await merged(cluster) == world.database())
  }

  @Test(
    "inputs that no ConfigMap can hold come into the volume by the manifest's commands, then the Job begins"
  )
  func inputsInVolume() async throws {
    let world = try IndexedJobWorld(shared: "..shared")
    let cluster = try IndexedJobCluster(try await world.manifest(), in: world)
    #expect(cluster.manifest.configMap.any == nil)
    await #expect(throws: IndexedJobCluster.Suspended.self) { try await cluster.run() }
    let commands = cluster.manifest.commands("Submit")
    #expect(commands.count >= 4)
    for command in commands {
      let ending = try await cluster.command(command)
      #expect(ending.exitCode == 0 && ending.stderr == "", "\(command): \(ending.stderr)")
    }
    #expect(try await cluster.run().completed == [0, 1, 2])
    #expect(try await unfinished(cluster) == "")
    #expect(try await merged(cluster) == world.database())
  }
}
