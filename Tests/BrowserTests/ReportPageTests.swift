import Foundation
import Testing

extension BrowserTests {
  @Suite("Reports in a browser")
  struct ReportPageTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("each kind is sound on every medium", arguments: ReportPage.kinds)
    func kind(_ report: ReportPage) async throws {
      let page = try await report.write(to: folder)
      let complaints = try await Tab.with { tab in
        let complaints = try await Inspection.complaints(in: tab, about: page, on: Media.all)
        try await Screenshots.take(of: page, named: report.name, in: tab)
        return complaints
      }
      #expect(complaints == [])
    }

    @Test("the run of every scenario of the gallery is sound", arguments: ReportPage.gallery)
    func gallery(_ report: ReportPage) async throws {
      let page = try await report.write(to: folder)
      let complaints = try await Tab.with { tab in
        try await Inspection.complaints(
          in: tab, about: page, asking: [.structure, .looks], on: [.wide])
      }
      #expect(complaints == [])
    }

    @Test("a page is the same, byte by byte, when it is made again")
    func again() async throws {
      let report = ReportPage("again", "run", "quickstart", "--duration", "5s")
      let first = try Data(contentsOf: try await report.write(to: folder))
      #expect(try Data(contentsOf: try await report.write(to: folder)) == first)
    }

    @Test("hostile and endless names stay text")
    func hostile() async throws {
      try folder.write(HostileScenario.text, to: "hostile.yaml")
      let page = try await ReportPage("hostile", "run", "hostile.yaml").write(to: folder)
      let complaints = try await Tab.with { tab in
        try await Inspection.complaints(in: tab, about: page, on: [.wide, Media(width: 360), .paper])
      }
      #expect(complaints == [])
    }
  }
}
