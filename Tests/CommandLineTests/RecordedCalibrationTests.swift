import Foundation
import Testing

/// Requests of real systems, without the windows in which faults were injected, where they lie beside the package.
@Suite("calibration of recorded systems")
struct RecordedCalibrationTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/traces").standardizedFileURL
  static let trainTicket = "nezha_trainticket_gateway_requests_2023-01-29_30.csv.gz"
  static let boutique = "nezha_onlineboutique_frontend_requests_2022-08-22_23.csv.gz"

  static func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// The metrics of all requests, by name.
  private func metrics(_ arguments: String...) async throws -> (
    all: [String: [String: Any]], report: JSONText
  ) {
    let weir = WeirCommand(folder: try TemporaryFolder())
    let ending = try await weir.start(["trace", "calibrate", "-o", "json"] + arguments).ending()
    #expect(ending.exitCode == 0, "\(ending.stderr)")
    let report = try JSONText(ending.stdout)
    let metrics = try #require(report["metrics"] as? [[String: Any]])
    var all: [String: [String: Any]] = [:]
    for metric in metrics where metric["service"] is NSNull {
      all[try #require(metric["metric"] as? String)] = metric
    }
    return (all, report)
  }

  @Test(
    "one fault-free minute of TrainTicket's gateway predicts the rate and the 90th percentile of another day's",
    .enabled(if: isThere(trainTicket), "the recording is not beside the package"))
  func faultFreeTrainTicket() async throws {
    let (all, report) = try await metrics(
      Self.folder.appending(path: Self.trainTicket).path, "--where", "fault=none", "--window", "60s")
    let recording = try #require(report["recording"] as? [String: Any])
    #expect(recording["requests"] as? Int == 133)
    #expect(recording["periods"] as? Int == 2)
    #expect(all["offered_rate"]?["believed"] as? Bool == true)
    #expect(all["response_time_p90"]?["believed"] as? Bool == true)
    #expect(abs(try #require(all["response_time_p50"]?["error"] as? Double)) < 0.25)
    // 62 requests tell no 99th percentile, and the report says so.
    #expect((all["response_time_p99"]?["objection"] as? String)?.contains("too few") == true)
  }

  @Test(
    "of all of TrainTicket's windows, 30 % of them held back, every metric may be believed",
    .enabled(if: isThere(trainTicket), "the recording is not beside the package"))
  func allOfTrainTicket() async throws {
    let (all, _) = try await metrics(Self.folder.appending(path: Self.trainTicket).path, "--window", "60s")
    for (name, metric) in all { #expect(metric["believed"] as? Bool == true, "\(name): \(metric)") }
  }

  @Test(
    "of Online Boutique's one fault-free minute the rate and the median may be believed, and what may not says why",
    .enabled(if: isThere(boutique), "the recording is not beside the package"))
  func faultFreeBoutique() async throws {
    let (all, report) = try await metrics(
      Self.folder.appending(path: Self.boutique).path, "--where", "fault=none", "--window", "60s")
    #expect(all["offered_rate"]?["believed"] as? Bool == true)
    #expect(all["response_time_p50"]?["believed"] as? Bool == true)
    #expect(
      (all["response_time_p90"]?["objection"] as? String)?.contains("durations depend on the load") == true)
    let arrivals = try #require(report["arrivals"] as? [String: Any])
    #expect(arrivals["poisson"] as? Bool == false)
  }
}
