import Foundation
import Testing

/// All tests in the browser, one after the other: they share it.
@Suite("Pages in a browser", .serialized, .enabled(if: Browser.program != nil, Browser.requirement))
struct BrowserTests {}

extension BrowserTests {
  /// The inspection sees what it is there to see.
  @Suite("The inspection of a page")
  struct InspectionTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("has nothing to say about a sound page")
    func sound() async throws {
      try folder.write(SamplePage.sound, to: "page.html")
      let complaints = try await Tab.with { tab in
        try await Inspection.complaints(in: tab, about: folder.url(of: "page.html"), on: Media.all)
      }
      #expect(complaints == [])
    }

    @Test("says what is wrong", arguments: Defects.all)
    func defects(_ group: Defects) async throws {
      try await Tab.with { tab in
        for defect in group.defects {
          try #require(SamplePage.sound.contains(defect.part), "\(defect)")
          try folder.write(defect.page, to: "page.html")
          tab.forget()
          let complaints = try await Inspection.complaints(
            in: tab, about: folder.url(of: "page.html"), asking: group.questions, on: group.media)
          #expect(complaints.contains { $0.contains(defect.complaint) }, "\(defect): \(complaints)")
        }
      }
    }
  }
}
