import Foundation
import Testing

/// The scenarios as they are, in their small form; `WEIR_UPDATE_GOLDENS=1` (`make references`) writes what they give.
@Suite("The references of the gallery")
struct GalleryReferenceTests {
  static let isUpdating = ProcessInfo.processInfo.environment["WEIR_UPDATE_GOLDENS"] == "1"

  @Test("are what the scenarios give, and all checks hold, without a warning", arguments: Gallery.names)
  func scenarios(name: String) async throws {
    let weir = Gallery.command(in: try TemporaryFolder())
    let ending = try await weir.run("run", name, "--strict", "-o", "json")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
    let report = try JSONText(ending.stdout)
    #expect(!report.checks.isEmpty)
    #expect(report.checks.allSatisfy { $0["verdict"] as? String == "pass" })
    try expect(GalleryReference(run: report), name)
  }

  @Test("are what the sweeps give", arguments: Gallery.sweeps)
  func sweeps(name: String) async throws {
    let weir = Gallery.command(in: try TemporaryFolder())
    let ending = try await weir.run("sweep", "\(Gallery.folder)/\(name)/sweep.yaml", "-o", "json")
    #expect(ending.exitCode == 0)
    #expect(ending.stderr == "")
    try expect(GalleryReference(sweep: try JSONText(ending.stdout)), "\(name)-sweep")
  }

  @Test("are of the scenarios that there are", .disabled(if: isUpdating))
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: GalleryReference.folder.path)
    #expect(Set(files) == Set(Gallery.names.map { "\($0).csv" } + Gallery.sweeps.map { "\($0)-sweep.csv" }))
  }

  @Test("tell what differs: which scenario, which metric, what it was and what it is")
  func differences() throws {
    let head = "metric,labels,mean,low,high,n,never,verdict\n"
    let was = GalleryReference(
      text: head
        + "retries,{service=a/b},8,7,9,3,,\nrecovery_time,{fault=f},,,,0,3,\np99 < 1s,,0.5,,,3,,pass\n")
    let now = GalleryReference(
      text: head + "retries,{service=a/b},9,7,9,3,,\n\"x,y\",,1,,,1,,\np99 < 1s,,0.5,,,3,,pass\n")
    #expect(GalleryReference.differences("s", was: was, is: was).isEmpty)
    #expect(
      GalleryReference.differences("s", was: was, is: now) == [
        "s: retries,{service=a/b}: was mean 8, low 7, high 9, n 3, is mean 9, low 7, high 9, n 3",
        "s: x,y,: was absent, is mean 1, n 1",
        "s: recovery_time,{fault=f}: was n 0, never 3, is absent",
      ])
    let verdict = GalleryReference(text: was.text.replacing("pass", with: "fail"))
    #expect(
      GalleryReference.differences("s", was: was, is: verdict) == [
        "s: p99 < 1s,: was mean 0.5, n 3, verdict pass, is mean 0.5, n 3, verdict fail"
      ])
  }

  @Test("tell of no more than twenty differences")
  func manyDifferences() throws {
    let text = (0..<30).map { "metric\($0),,1,,,1,,\n" }.joined()
    let differences = GalleryReference.differences(
      "s", was: GalleryReference(text: text), is: GalleryReference(text: ""))
    #expect(differences.count == 21)
    #expect(differences.last == "s: and 10 more")
  }

  private func expect(
    _ found: GalleryReference, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = GalleryReference.folder.appending(path: "\(name).csv")
    if Self.isUpdating {
      try FileManager.default.createDirectory(at: GalleryReference.folder, withIntermediateDirectories: true)
      return try Data(found.text.utf8).write(to: file)
    }
    let was = GalleryReference(text: String(decoding: try Data(contentsOf: file), as: UTF8.self))
    guard was.text != found.text else { return }
    let differences = GalleryReference.differences(name, was: was, is: found)
    // Not `#expect`, which would show both files.
    Issue.record(
      """
      what \(name) gives is not what it gave; `make references` where that is meant:
      \(differences.isEmpty ? "\(name): only the order of lines" : differences.joined(separator: "\n"))
      """, sourceLocation: sourceLocation)
  }
}
