import Charts
import Testing

@Suite struct GeometryTests {
  @Test func `charts as they are in reports lie inside their boxes, and no texts touch`() {
    for (name, picture) in Gallery.all {
      #expect(Drawing(picture).problems == [], "\(name)")
    }
  }

  @Test(arguments: 0..<25) func `hostile charts over time do so as well`(seed: Int) {
    var hostile = Hostile(seed)
    expectSound(hostile.timeChart().picture())
  }

  @Test(arguments: 0..<25) func `hostile curves do so as well`(seed: Int) {
    var hostile = Hostile(seed)
    expectSound(hostile.curveChart().picture())
  }

  @Test(arguments: 0..<25) func `hostile intervals do so as well`(seed: Int) {
    var hostile = Hostile(seed)
    expectSound(hostile.intervalChart().picture())
  }

  @Test(arguments: 0..<25) func `hostile heat maps do so as well`(seed: Int) {
    var hostile = Hostile(seed)
    expectSound(hostile.heatMap().picture())
  }

  @Test(arguments: 0..<25) func `hostile waterfalls do so as well`(seed: Int) {
    var hostile = Hostile(seed)
    expectSound(hostile.waterfall().picture())
  }

  @Test(arguments: 0..<25) func `hostile points do so as well`(seed: Int) {
    var hostile = Hostile(seed)
    expectSound(hostile.scatter().picture())
  }

  private func expectSound(_ picture: Picture) {
    #expect(Drawing(picture).problems.prefix(3) == [])
    let table = picture.table
    #expect(table.rows.count <= Reduction.limit)
    #expect(table.rows.allSatisfy { $0.count == table.head.count })
    #expect(picture.file().utf8.count < 1_000_000)
  }
}
