import Charts
import Foundation
import Results

/// A page for a browser: one file that loads nothing and obeys a policy under which nothing else could run.
struct Page {
  let content: PageContent

  /// The whole file.
  var text: String {
    var text = "<!DOCTYPE html>\n"
    Markup.tag("html", [("lang", "en")], [head, body]).write(to: &text)
    return text + "\n"
  }

  private static let style =
    ChartStyle.sheet.description + "\n" + String(decoding: PackageResources.page_css, as: UTF8.self)
  private static let script = String(decoding: PackageResources.page_js, as: UTF8.self)

  /// Only this style and this script, known by their hashes (Content Security Policy Level 3, 2.3.1).
  private static let policy =
    "default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(script))'; base-uri 'none'; form-action 'none'"

  private static func hash(_ text: String) -> String {
    "sha256-" + Data(SHA256.digest(text)).base64EncodedString()
  }

  private var head: Markup {
    .tag(
      "head", [],
      [
        .tag("meta", [("charset", "utf-8")]),
        .tag("meta", [("http-equiv", "Content-Security-Policy"), ("content", Self.policy)]),
        .tag("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        .tag("meta", [("name", "color-scheme"), ("content", "light dark")]),
        .tag("title", [], [shown("\(content.headline) · Weir")]),
        .tag("style", [], [.verbatim(Self.style)]),
      ])
  }

  private var body: Markup {
    let sections = content.sections.filter { !$0.blocks.isEmpty }
    return .tag(
      "body", [],
      [
        .tag("a", [("class", "skip"), ("href", "#main")], [.text("Skip to the report")]),
        .tag(
          "div", [("class", "layout")],
          [
            .tag("header", [], heading),
            navigation(sections),
            .tag("main", [("id", "main")], [tiles] + sections.map(section)),
            .tag("footer", [], [.tag("p", [], [shown(content.footer)])]),
          ]),
        .tag("script", [], [.verbatim(Self.script)]),
      ])
  }

  private var heading: [Markup] {
    var lines = [
      Markup.tag("p", [("class", "kind")], [.text("Weir · \(content.kind)")]),
      .tag("h1", [], [verdict, shown(content.headline)]),
    ]
    if !content.description.isEmpty { lines.append(.tag("p", [], [shown(content.description)])) }
    return lines + content.warnings.map { .tag("p", [("class", "warning")], [shown($0)]) }
  }

  private var verdict: Markup {
    guard let verdict = content.verdict else { return .group([]) }
    return .group([
      .tag("span", [("class", "verdict \(verdict.rawValue)")], [.text(Self.word(verdict))]), .text(" "),
    ])
  }

  /// A verdict with its sign: what a colour says is said in words too.
  private static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "✓ Pass"
    case .fail: "✗ Fail"
    case .inconclusive: "? Inconclusive"
    }
  }

  private func navigation(_ sections: [PageContent.Section]) -> Markup {
    .tag(
      "nav", [("aria-label", "Sections")],
      [
        .tag(
          "ul", [],
          sections.map { .tag("li", [], [.tag("a", [("href", "#\($0.id)")], [.text($0.title)])]) })
      ])
  }

  private var tiles: Markup {
    guard !content.tiles.isEmpty else { return .group([]) }
    return .tag(
      "dl", [("class", "tiles")],
      content.tiles.map { tile in
        .tag(
          "div", [("class", "tile")],
          [
            .tag("dt", [], [shown(tile.name)]),
            .tag(
              "dd", [],
              [shown(tile.value)]
                + (tile.note.isEmpty ? [] : [.tag("div", [("class", "note")], [shown(tile.note)])])),
          ])
      })
  }

  private func section(_ section: PageContent.Section) -> Markup {
    .tag(
      "section", [("id", section.id)],
      [.tag("h2", [], [.text(section.title)])]
        + (section.introduction.isEmpty ? [] : [.tag("p", [], [shown(section.introduction)])])
        + section.blocks.map(block))
  }

  // MARK: Blocks

  private func block(_ block: PageContent.Block) -> Markup {
    switch block {
    case .heading(let text): .tag("h3", [], [shown(text)])
    case .paragraph(let text): .tag("p", [], [shown(text)])
    case .picture(let picture): figure(picture)
    case .table(let table): self.table(table)
    case .foldedTable(let name, let table): folded(name, [self.table(table)])
    case .verdicts(let verdicts): list(verdicts)
    case .facts(let facts): list(facts)
    case .list(let items): .tag("ul", [], items.map { .tag("li", [], [shown($0)]) })
    case .text(let name, let text):
      folded(name, [.tag("pre", [("tabindex", "0")], [.text(Printable.lines(text))])])
    }
  }

  private func figure(_ picture: Picture) -> Markup {
    let table = PageContent.AlignedTable([picture.table.head] + picture.table.rows, isRight: { $0 > 0 })
    return .tag(
      "figure", [("class", "chart"), ("id", "chart-\(picture.id)")],
      [
        .tag(
          "figcaption", [],
          [.tag("b", [], [shown(picture.title)]), .tag("span", [], [shown(picture.summary)])]),
        .tag("div", [("class", "drawing")], [picture.svg]),
        folded("The numbers of this chart", [self.table(table)]),
      ])
  }

  private func folded(_ name: String, _ inner: [Markup]) -> Markup {
    .tag("details", [], [.tag("summary", [], [shown(name)])] + inner)
  }

  private func table(_ aligned: PageContent.AlignedTable) -> Markup {
    func row(_ cells: [String], _ name: String) -> Markup {
      .tag(
        "tr", [],
        cells.enumerated().map { column, text in
          let scope = name == "th" ? "col" : nil
          return .tag(
            name, [("scope", scope), ("class", aligned.isRight(column) ? "right" : nil)], [shown(text)])
        })
    }
    return .tag(
      "div", [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table")],
      [
        .tag(
          "table", [],
          [
            .tag("thead", [], [row(aligned.table.head, "th")]),
            .tag("tbody", [], aligned.table.rows.map { row($0, "td") }),
          ])
      ])
  }

  private func list(_ verdicts: [(verdict: Verdict, text: String)]) -> Markup {
    .tag(
      "ul", [("class", "verdicts")],
      verdicts.map { verdict, text in
        .tag(
          "li", [],
          [
            .tag("span", [("class", "verdict \(verdict.rawValue)")], [.text(Self.word(verdict))]),
            shown(" \(text)"),
          ])
      })
  }

  private func list(_ facts: [RunDigest.Fact]) -> Markup {
    .tag(
      "dl", [("class", "facts")],
      facts.flatMap { [.tag("dt", [], [shown($0.heading)]), .tag("dd", [], [shown($0.text)])] })
  }

  /// Text from scenarios and manifests, without what turns the writing direction or cannot be seen.
  ///
  /// A number stays on a line with its sign of per cent.
  private func shown(_ text: String) -> Markup {
    .text(Printable.terminal(text).replacing(" %", with: "\u{A0}%"))
  }
}
