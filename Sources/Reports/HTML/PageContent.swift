import Charts
import Results

/// What a page says, before it is laid out: the same for every kind of report.
struct PageContent {
  /// Something under a heading of the page.
  struct Section {
    /// Names it within the page: letters, digits and hyphens.
    let id: String
    let title: String
    /// What the section is about and what to see in it, empty without a word.
    var introduction = ""
    var blocks: [Block]
  }

  /// A number that is seen first.
  struct Tile {
    let name: String
    let value: String
    /// What belongs to it, such as its interval; empty without.
    var note = ""
  }

  /// A piece of a section.
  enum Block {
    case heading(String)
    case paragraph(String)
    case picture(Picture)
    case table(AlignedTable)
    /// A long table, folded away under a name.
    case foldedTable(name: String, AlignedTable)
    /// Verdicts, each with its text.
    case verdicts([(verdict: Verdict, text: String)])
    case facts([RunDigest.Fact])
    case list([String])
    /// A text as it is, folded away under its name.
    case text(name: String, text: String)
  }

  /// A table with the columns that are aligned to the right.
  struct AlignedTable {
    let table: DataTable
    let isRight: (Int) -> Bool

    init(_ rows: [[String]], isRight: @escaping (Int) -> Bool) {
      table = DataTable(head: rows.first ?? [], rows: Array(rows.dropFirst()))
      self.isRight = isRight
    }
  }

  /// The kind of report, such as "Run".
  let kind: String
  /// nil where nothing was checked.
  let verdict: Verdict?
  let headline: String
  /// A sentence of what was asked, empty without one.
  var description = ""
  var warnings: [String] = []
  var tiles: [Tile] = []
  /// Those without a block are left out.
  var sections: [Section]
  /// What the file is of, at its end.
  var footer = ""

  /// The charts in the order of the page.
  var pictures: [Picture] {
    sections.flatMap(\.blocks).compactMap { block in
      if case .picture(let picture) = block { picture } else { nil }
    }
  }
}

extension Picture? {
  /// The picture as a part of a section, none without one.
  var blocks: [PageContent.Block] { map { [.picture($0)] } ?? [] }
}
