/// Shaded times of a plot, with their names in lanes above it.
struct ShadeLanes {
  /// All stretches of one name and tone, in units of the picture.
  struct Group {
    let name: String
    let tone: Tone
    /// Whether it is only the place where measuring begins, without an area.
    var isMoment = false
    var spans: [ClosedRange<Double>]
  }

  /// At most as many lanes; names beyond them go to the legend.
  static let most = 3
  static let widestName = 300.0

  private let id: String
  private let named: [(group: Group, lane: Int, label: ClosedRange<Double>)]
  /// What has no place in a lane.
  let unnamed: [Group]
  /// How many lanes there are.
  let count: Int

  /// Gives each group the first lane in which neither its stretches nor its name touch what stands there.
  init(id: String, _ groups: [Group], _ frame: Frame) {
    var lanes: [[ClosedRange<Double>]] = []
    var named: [(group: Group, lane: Int, label: ClosedRange<Double>)] = []
    var unnamed: [Group] = []
    for group in groups {
      guard let first = group.spans.first else { continue }
      let width = min(TextWidth.of(group.name), Self.widestName)
      let start = min(first.lowerBound, frame.right - width)
      let label = start...(start + width)
      let taken = [label] + group.spans
      if let lane = lanes.firstIndex(where: { !Self.touch($0, taken) }) {
        lanes[lane] += taken
        named.append((group, lane, label))
      } else if lanes.count < Self.most {
        lanes.append(taken)
        named.append((group, lanes.count - 1, label))
      } else {
        unnamed.append(group)
      }
    }
    self.id = id
    self.named = named
    self.unnamed = unnamed
    count = lanes.count
  }

  /// The height of the lanes.
  var height: Double { Double(count) * Frame.lineHeight }

  /// Entries of the legend for what has no place.
  var entries: [Legend.Entry] {
    let shown = unnamed.prefix(6).map { Legend.Entry.shade($0.name, $0.tone, pattern: pattern($0.tone)) }
    return unnamed.count > 6 ? shown + [.note("and \(unnamed.count - 6) more")] : shown
  }

  /// The shaded areas in `frame` and the names above it.
  func markup(_ frame: Frame) -> Markup {
    var markups: [Markup] = []
    let all =
      named.map { ($0.group, frame.top - Double($0.lane) * Frame.lineHeight - 3) }
      + unnamed.map { ($0, frame.top) }
    for tone in Tone.allCases where all.contains(where: { $0.0.tone == tone && !$0.0.isMoment }) {
      if let id = pattern(tone) { markups.append(Drawn.hatching(id, tone)) }
    }
    for (group, bar) in all where !group.isMoment { markups.append(area(group, bar, frame)) }
    for (group, lane, label) in named {
      let baseline = frame.top - Double(lane) * Frame.lineHeight - 7
      let ink: Label.Ink = group.isMoment ? .muted : .tone(group.tone)
      markups.append(
        Label(group.name, x: label.lowerBound, y: baseline, width: Self.widestName + 0.1, ink: ink).markup)
    }
    return .group(markups)
  }

  private func area(_ group: Group, _ bar: Double, _ frame: Frame) -> Markup {
    var path = PathText()
    var bars = PathText()
    for span in group.spans {
      path.rectangle(span.lowerBound, frame.top, span.upperBound, frame.bottom)
      bars.rectangle(span.lowerBound, bar, span.upperBound, bar + 3)
    }
    let title = Markup.tag("title", [], [.text(String(group.name.prefix(500)))])
    return .group([
      .tag(
        "path",
        [
          ("class", "fill \(group.tone.style)"), ("fill", group.tone.light), ("fill-opacity", "0.1"),
          ("d", path.text),
        ]),
      .tag(
        "path",
        [
          ("class", "line \(group.tone.style)"), ("stroke", group.tone.light), ("stroke-opacity", "0.5"),
          ("fill", pattern(group.tone).map { "url(#\($0))" } ?? "none"), ("d", path.text),
        ], [title]),
      .tag("path", [("class", "fill \(group.tone.style)"), ("fill", group.tone.light), ("d", bars.text)]),
    ])
  }

  /// The hatching of a tone; faults have none, so that what they lead to can be told from them where both are.
  private func pattern(_ tone: Tone) -> String? { tone == .bad ? nil : "\(id)-\(tone.rawValue)" }

  private static func touch(_ first: [ClosedRange<Double>], _ second: [ClosedRange<Double>]) -> Bool {
    first.contains { one in
      second.contains { one.lowerBound < $0.upperBound + 8 && $0.lowerBound < one.upperBound + 8 }
    }
  }
}
