import Charts

extension RunDrawings {
  /// Offered load, what was answered with success, and what was not, over time; nil where there was no traffic.
  var load: Picture? {
    guard let offered = course.total("gateway/", "offered"),
      let goodput = course.total("gateway/", "goodput"),
      let answered = course.total("gateway/", "answered")
    else { return nil }
    let failed = zip(offered, goodput).map { $0 - $1 }
    let worst = failed.indices.max { failed[$0] < failed[$1] } ?? 0
    let peak = failed.indices.contains(worst) ? failed[worst] : 0
    let said =
      peak > 0
      ? "At worst, at \(worst) s, \(Self.wording("goodput").text(peak)) failed or had no answer."
      : "None failed."
    return TimeChart(
      Caption(
        id: "load", title: "Offered load, answers and failures",
        summary: "Client requests by the second of their arrival, \(meanOf). \(said)"),
      times: seconds, axis: "requests/s", wording: Self.wording("goodput"),
      lines: [
        TimeChart.Line("failed or unanswered", .bad, failed, isFilled: true),
        TimeChart.Line("answered", .second, answered),
        TimeChart.Line("offered", .reference, offered, isDashed: true),
        TimeChart.Line("answered with success", .good, goodput),
      ],
      shades: faults, measuredFrom: measuredFrom
    ).picture()
  }
}
