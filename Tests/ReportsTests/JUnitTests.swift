import Foundation
import Reports
import Results
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("JUnit of searches, sweeps and maps")
struct JUnitTests {
  /// The elements of a document, as a reader of JUnit sees them.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []

    init(_ text: String) throws {
      super.init()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = self
      guard parser.parse() else { throw parser.parserError ?? CocoaError(.propertyListReadCorrupt) }
    }

    func parser(
      _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
      attributes: [String: String]
    ) { elements.append((name, attributes)) }

    func all(_ name: String) -> [[String: String]] { elements.filter { $0.name == name }.map(\.attributes) }
  }

  @Test("a search that finds is one test that passes, and what it tried are properties")
  func found() throws {
    let document = try Reader(JUnitReport.find(FindReportTests.search(FindReportTests.found), isStrict: true))
    #expect(document.all("testcase").map { $0["name"] } == ["a value of spec.x passes"])
    #expect(document.all("testsuites").first?["failures"] == "0")
    let tried = document.all("property").suffix(3)
    #expect(tried.map { $0["name"] } == ["spec.x=10%", "spec.x=12%", "spec.x=15%"])
    #expect(tried.map { $0["value"]?.prefix { $0 != ":" } } == ["pass", "unclear", "fail"])
  }

  @Test(
    "a search fails where nothing passes, and is skipped where it is not clear, unless that is strict",
    arguments: [
      (SearchRecord.Outcome.nonePasses, false, 1, 0), (.inconclusive, false, 0, 1),
      (.notMonotone, false, 0, 1),
      (.inconclusive, true, 1, 0), (.allPass, true, 0, 0),
    ])
  func outcomes(outcome: SearchRecord.Outcome, isStrict: Bool, failures: Int, skipped: Int) throws {
    var record = FindReportTests.found
    record.outcome = outcome
    record.path = Fixture.hostile
    let document = try Reader(JUnitReport.find(FindReportTests.search(record), isStrict: isStrict))
    #expect(document.all("failure").count == failures)
    #expect(document.all("skipped").count == skipped)
  }

  @Test("an interrupted search has a test that fails")
  func partial() throws {
    var study = FindReportTests.search(FindReportTests.found)
    study.variants[0].status = .partial
    #expect(try Reader(JUnitReport.find(study, isStrict: false)).all("failure").count == 1)
  }

  @Test("a map has a test a cell, which fails where it stays down and is skipped where it was down before")
  func map() throws {
    let document = try Reader(JUnitReport.stability(FindReportTests.map))
    #expect(document.all("testcase").count == 6)
    #expect(document.all("testcase")[3]["name"] == "goodput comes back at load 200/s, trigger 9s")
    #expect(document.all("failure").count == 1)
    #expect(document.all("skipped").count == 2)
  }

  @Test("a sweep has a suite a point with its checks; a point that is missing fails")
  func sweep() throws {
    var study = SweepReportTests.grid
    study.variants[5].replications = []
    let document = try Reader(SweepReport(study).junit())
    #expect(document.all("testsuite").count == 6)
    #expect(document.all("testsuite")[1]["name"] == "shop percent=5 replicas=20")
    #expect(document.all("testcase").count == 6)
    #expect(document.all("testcase").last?["name"] == "the point was simulated")
    #expect(document.all("failure").count == 3)
    #expect(document.all("skipped").count == 1)
    #expect(try Reader(SweepReport(study).junit(isStrict: true)).all("failure").count == 4)
    study.variants[0].checks = []
    let first = try Reader(SweepReport(study).junit()).all("testcase")[0]
    #expect(first["name"] == "the point was simulated")
  }
}
