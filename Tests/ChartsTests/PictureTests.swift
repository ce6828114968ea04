import Charts
import Testing

#if canImport(FoundationXML)
  import Foundation
  import FoundationXML
#endif

@Suite struct PictureTests {
  @Test func `a picture names itself to those who cannot see it`() {
    let text = written(Gallery.storm().picture().svg)
    #expect(
      text.hasPrefix(
        "<svg class=\"plot\" role=\"img\" aria-labelledby=\"load-title load-desc\" tabindex=\"0\""))
    #expect(
      text.contains("><title id=\"load-title\">Load and answers</title><desc id=\"load-desc\">Offered 400"))
  }

  @Test func `a picture needs no style attribute, no script and nothing from elsewhere`() {
    for (name, picture) in Gallery.all {
      let text = written(picture.svg)
      for word in [" style=", "<style", "<script", "href", "<image"] {
        #expect(!text.contains(word), "\(name)")
      }
    }
  }

  @Test func `a file has its style, its title and a paper`() {
    let file = Gallery.storm().picture().file()
    #expect(file.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-16 -44 792 "))
    #expect(file.contains("prefers-color-scheme:dark"))
    #expect(file.contains("<rect class=\"paper\""))
    #expect(!file.contains("tabindex"))
  }

  @Test func `each row of the table has a place in the plot`() {
    for chart in [
      Gallery.storm().picture(), Gallery.storm(points: 5000).picture(), Gallery.percentiles.picture(),
    ] {
      let drawing = Drawing(chart)
      #expect(drawing.rowPlaces.count == chart.table.rows.count)
      #expect(drawing.rowPlaces == drawing.rowPlaces.sorted())
      #expect(drawing.rowPlaces.allSatisfy { $0 >= drawing.plot[0] && $0 <= drawing.plot[1] })
    }
  }

  @Test func `usual pictures are small`() {
    for (name, picture) in Gallery.all { #expect(written(picture.svg).utf8.count < 26_000, "\(name)") }
  }

  @Test func `the same chart is the same bytes`() {
    #expect(Gallery.all.map { $0.picture.file() } == Gallery.all.map { $0.picture.file() })
  }

  #if canImport(FoundationXML)
    @Test(arguments: 0..<5) func `files are well formed, whatever names are in them`(seed: Int) {
      var hostile = Hostile(seed)
      let pictures = [
        hostile.timeChart().picture(), hostile.curveChart().picture(), hostile.intervalChart().picture(),
        hostile.heatMap().picture(), hostile.waterfall().picture(), hostile.scatter().picture(),
      ]
      for picture in pictures + (seed == 0 ? Gallery.all.map(\.picture) : []) {
        let parser = XMLParser(data: Data(picture.file().utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
      }
    }
  #endif

  private func written(_ markup: Markup) -> String {
    var text = ""
    markup.write(to: &text)
    return text
  }
}
