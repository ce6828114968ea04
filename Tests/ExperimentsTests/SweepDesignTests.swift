import Documents
import Experiments
import Scenarios
import Testing

@Suite("The points of a sweep")
struct SweepDesignTests {
  static func parameters(_ texts: String...) -> [VariedParameter] {
    let diagnostics = Diagnostics()
    let parameters = readVariedParameters(texts, diagnostics: diagnostics)
    #expect(diagnostics.all.isEmpty, "\(diagnostics.all.map(\.message))")
    return parameters
  }

  @Test("a grid has every combination once, the last path changing first")
  func grid() throws {
    let design = try SweepDesign(grid: Self.parameters("spec.a=1,2,3", "spec.b=x,y"), steps: 5)
    #expect(design.count == 6)
    let points = (0..<6).map { design.settings(of: $0).map(\.value).joined() }
    #expect(points == ["1x", "1y", "2x", "2y", "3x", "3y"])
    #expect(design.settings(of: 3).map(\.path) == ["spec.a", "spec.b"])
  }

  @Test("a range has evenly spaced values, its ends as they were written, and no value twice")
  func steps() throws {
    let design = try SweepDesign(
      grid: Self.parameters("spec.a=10%..50%", "spec.b=1..3", "spec.c=1s..2s"), steps: 5)
    #expect(design.axes[0].values == ["10%", "20%", "30%", "40%", "50%"])
    #expect(design.axes[1].values == ["1", "2", "3"])
    #expect(design.axes[2].values == ["1s", "1.25s", "1.5s", "1.75s", "2s"])
  }

  @Test("too many combinations, no parameter, and lists in a hypercube are refused")
  func refusals() throws {
    let ranges = ["a", "b", "c", "d"].map { "spec.\($0)=1..100" }
    let many = readVariedParameters(ranges, diagnostics: Diagnostics())
    #expect(
      throws: SweepError.design("20 × 20 × 20 × 20 points are more than 100000, the most that are run")
    ) { try SweepDesign(grid: many, steps: 20) }
    #expect(throws: SweepError.design("nothing is varied")) { try SweepDesign(grid: [], steps: 5) }
    #expect(
      throws: SweepError.design(
        "with --points every path has a range LOW..HIGH, and spec.a has a list; lists are run in all combinations"
      )
    ) { try SweepDesign(hypercube: Self.parameters("spec.a=1,2"), points: 3, seed: 1) }
    #expect(throws: SweepError.self) {
      try SweepDesign(hypercube: Self.parameters("spec.a=1..2"), points: 0, seed: 1)
    }
    #expect(throws: SweepError.self) {
      try SweepDesign(hypercube: Self.parameters("spec.a=1..2"), points: 100_001, seed: 1)
    }
  }

  @Test(
    "every stratum of every axis of a Latin hypercube holds exactly one point",
    arguments: [1, 2, 3, 7, 50, 1000, 4093], [1, 42, UInt64.max])
  func strata(points: Int, seed: UInt64) {
    for path in ["spec.a", "spec.b"] {
      let axis = LatinHypercube(path: path, points: points, seed: seed)
      let strata = (0..<points).map { Int(axis.position(of: $0) * Double(points)) }
      #expect(strata.sorted() == Array(0..<points))
    }
  }

  @Test("axes are drawn apart from one another, and each by the seed alone")
  func keys() throws {
    func positions(_ path: String, _ seed: UInt64) -> [Double] {
      let axis = LatinHypercube(path: path, points: 100, seed: seed)
      return (0..<100).map { axis.position(of: $0) }
    }
    #expect(positions("spec.a", 1) == positions("spec.a", 1))
    #expect(positions("spec.a", 1) != positions("spec.b", 1))
    #expect(positions("spec.a", 1) != positions("spec.a", 2))
    let one = try SweepDesign(hypercube: Self.parameters("spec.a=1s..9s"), points: 20, seed: 7)
    let two = try SweepDesign(hypercube: Self.parameters("spec.b=1..9", "spec.a=1s..9s"), points: 20, seed: 7)
    #expect(one.axes[0] == two.axes[1])
  }

  @Test("the two axes of a hypercube are not correlated beyond chance")
  func correlation() {
    let count = 2000
    let first = LatinHypercube(path: "spec.a", points: count, seed: 3)
    let second = LatinHypercube(path: "spec.b", points: count, seed: 3)
    let sum = (0..<count).reduce(0.0) { sum, index in
      sum + (first.position(of: index) - 0.5) * (second.position(of: index) - 0.5)
    }
    // The variance of each is 1/12; the correlation's standard deviation is 1/√n, and four of them are as good as never passed.
    #expect(abs(sum / Double(count) * 12) < 4 / Double(count).squareRoot())
  }

  @Test("whole numbers of a range are equally likely, both ends included")
  func wholeNumbers() throws {
    let design = try SweepDesign(hypercube: Self.parameters("spec.a=1..10"), points: 100, seed: 5)
    let counts = Dictionary(grouping: design.axes[0].values, by: { $0 }).mapValues(\.count)
    #expect(counts == Dictionary(uniqueKeysWithValues: (1...10).map { ("\($0)", 10) }))
  }
}
