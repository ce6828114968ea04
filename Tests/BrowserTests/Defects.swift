import Testing

/// Something that is wrong with a page: what of `SamplePage.sound` is replaced by what, and what is said then.
struct Defect: Sendable {
  let part: String
  let replacement: String
  let complaint: String

  init(_ part: String, _ replacement: String, _ complaint: String) {
    (self.part, self.replacement, self.complaint) = (part, replacement, complaint)
  }

  /// The page with it.
  var page: String { SamplePage.sound.replacingOccurrences(of: part, with: replacement) }
}

/// Defects that the same questions find.
struct Defects: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let questions: [Inspection.Question]
  let media: [Media]
  let defects: [Defect]

  static let text = "<p id=\"text\">Nothing was lost.</p>"

  static let all: [Defects] = [
    Defects(
      testDescription: "what the browser complains about", questions: [], media: [.wide],
      defects: [
        Defect(text, "<img src=\"gone.png\" alt=\"gone\">", "request: file:///"),
        Defect(text, "<img src=\"https://example.com/a\" alt=\"\">", "request: https://example.com/a"),
        Defect("let second = -1", "console.error('lost'); let second = -1", "error: lost"),
        Defect(
          "let second = -1", "let second = -1; lost()", "exception: ReferenceError: lost is not defined"),
        Defect(text, "<p onclick=\"lost()\">Nothing was lost.</p>", "issue: ContentSecurityPolicyIssue"),
        Defect(text, "<p style=\"margin: 0\">Nothing was lost.</p>", "Content Security Policy"),
        Defect("let second = -1", "eval('1'); let second = -1", "exception: EvalError"),
        Defect("<!doctype html>\n", "", "issue: QuirksModeIssue"),
      ]),
    Defects(
      testDescription: "what the page allows itself", questions: [.structure], media: [],
      defects: [
        Defect(
          "default-src 'none'", "default-src 'self'",
          "the content policy does not start with default-src 'none'"),
        Defect("'nonce-script'", "'unsafe-inline'", "the content policy allows any script"),
        Defect(
          "'nonce-script'", "'nonce-script' https://example.com",
          "the content policy allows https://example.com"),
      ]),
    Defects(
      testDescription: "names and order", questions: [.structure], media: [],
      defects: [
        Defect("<title>Sample</title>", "", "the page has no title"),
        Defect("<main>", "<div>", "the page has no main part"),
        Defect("<h2 id=\"load-head\">Load</h2>", "<h2 id=\"load-head\"></h2>", "h2#load-head is empty"),
        Defect(" lang=\"en\"", "", "the page does not say its language"),
        Defect("name=\"viewport\"", "name=\"view\"", "does not fit itself to the width of a phone"),
        Defect("id=\"text\"", "id=\"load\"", "two elements have the id load"),
        Defect("href=\"#load\"", "href=\"#gone\"", "a “Load” refers to gone, which is not there"),
        Defect("aria-labelledby=\"load-head\"", "aria-labelledby=\"gone\"", "section#load refers to gone"),
        Defect(text, "<h4>Nothing</h4>", "h4 “Nothing” comes after a heading of level 2"),
        Defect(text, "<h1>Nothing</h1>", "the page has 2 headings of the first level"),
        Defect("<title id=\"rate-title\">Requests</title>", "", "chart #rate has no title"),
        Defect("It rises from 1 to 3.", " ", "chart #rate has no desc"),
        Defect(" role=\"img\"", "", "is neither a chart with role img nor hidden"),
        Defect(
          "<tbody>", "<tbody hidden><tr><th>none</th></tr></tbody><tfoot>",
          "chart #rate has no table of its data"),
        Defect(" data-at=\"60 340 620\"", "", "has neither places to read values at nor marks with names"),
        Defect("<th>second</th><th>requests</th>", "", "has no heads"),
        Defect("<summary>Data</summary>", "<summary></summary>", "summary has no name"),
      ]),
    Defects(
      testDescription: "places", questions: [.looks], media: [.wide, Media(width: 360)],
      defects: [
        Defect(
          "max-width: 40rem", "max-width: 40rem; min-width: 500px", "light-360: the page is 516 pixels wide"),
        Defect("max-width: 40rem", "max-width: 40rem; margin-left: -20px", "sticks out of the window"),
        Defect(text, "<img src=\"gone.png\" alt=\"gone\">", "the picture “gone” is not there"),
        Defect("L620,50\"", "L650,50\"", "path.line sticks out of chart #rate"),
        Defect("x=\"580\" y=\"290\">2 s", "x=\"625\" y=\"290\">2 s", "text “2 s” sticks out of chart #rate"),
        Defect("translate(20,200)", "translate(5,200)", "text#turned “a second” sticks out of chart #rate"),
        Defect("x=\"580\" y=\"290\">2 s", "x=\"80\" y=\"290\">2 s", "“0 s” and “2 s” overlap"),
        Defect("x=\"60\" y=\"290\"", "x=\"5\" y=\"190\"", "“a second” and “0 s” overlap"),
        Defect(".line {", "#text { margin-top: -1.5rem } .line {", "“Data” and “Nothing was lost.” overlap"),
        Defect(
          text,
          "<p id=\"cut\">Nothing was lost.</p><style nonce=\"style\">"
            + "#cut { width: 4rem; white-space: nowrap; overflow: hidden }</style>",
          "p#cut “Nothing was lost.” is cut off"),
        Defect(".table { overflow-x: auto }", "td { min-width: 20rem }", "unfolded light-360: the page is"),
      ]),
    Defects(
      testDescription: "contrast", questions: [.looks],
      media: [.wide, Media(isDark: true), Media(width: Media.paperWidth, isDark: true, isPaper: true)],
      defects: [
        Defect("--ink: #222", "--ink: #888", "light-1280: “Nothing was lost.” has a contrast of 3.54"),
        Defect("--ink: #ddd", "--ink: #666", "dark-1280: “Nothing was lost.” has a contrast of"),
        Defect("--area: #cde", "--area: #555", "light-1280: “outage” has a contrast of"),
        Defect(
          "@media screen and (prefers", "@media (prefers", "print-dark: “Nothing was lost.” has a contrast of"
        ),
        Defect(".line {", "#turned { opacity: 0.5 } .line {", "“a second” has a contrast of"),
      ]),
    Defects(
      testDescription: "paper and motion", questions: [.looks], media: [.paper, Media(isStill: true)],
      defects: [
        Defect(
          "@media print {", "@media print { svg { min-width: 800px } ",
          "print: chart #rate sticks out of the window"),
        Defect(
          ".line {", "@keyframes turn { to { rotate: 1turn } } .line { animation: turn 1s infinite;",
          "light-1280-still: path.line would move"),
        Defect(".line {", "html { scroll-behavior: smooth } .line {", "light-1280-still: html would move"),
        Defect("@media print {", "@media print { body { display: none }", "print: nothing can be read"),
        Defect("a { transition: none }", "", "light-1280-still: a “Load” would move"),
      ]),
    Defects(
      testDescription: "use", questions: [.use], media: [],
      defects: [
        Defect(
          "svg.addEventListener('mousemove'", "svg.addEventListener('never'",
          "chart #rate reads out nothing under the mouse"),
        Defect(
          "addEventListener('mouseleave', leave)", "addEventListener('never', leave)",
          "reads on when the mouse has left"),
        Defect(" tabindex=\"0\"", "", "chart #rate is not reached with Tab"),
        Defect(
          "svg:focus-visible { outline", "svg:focus-visible { outline: 0 } never { outline",
          "does not show that it has the focus"),
        Defect("addEventListener('keydown'", "addEventListener('never'", "on arrow keys"),
        Defect("read(second + 1)", "read(0)", "on arrow keys"),
        Defect(
          "top: 0; left: 0;", "top: 0; left: 95vw; white-space: nowrap;",
          "what chart #rate reads out sticks out of the window"),
      ]),
    Defects(
      testDescription: "without scripts", questions: [.withoutScripts], media: [],
      defects: [
        Defect(
          "<section id=\"load\"",
          """
          <script nonce="script">
          addEventListener('DOMContentLoaded', () => { document.getElementById('load').hidden = false })
          </script><section hidden id="load"
          """, "without scripts: section#load cannot be seen")
      ]),
  ]
}
