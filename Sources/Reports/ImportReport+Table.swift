import Logs

extension ImportReport {
  /// The report for people.
  public func table(_ style: TextStyle = .page()) -> String {
    let head = ["file", "format", "lines", "requests", "left out", "refused"]
    var rows = zip(files, zip(formats, accounts)).map { file, read in
      Self.row(file, read.0.title, read.1)
    }
    if files.count > 1 { rows.append(Self.row("all", "", all)) }
    var lines = style.table([head] + rows, isRight: { $0 > 1 }) + [""]
    lines += style.paragraph("written", written)
    if summary.count > 0 {
      lines += style.paragraph(
        "origin",
        "\(WrittenTime.text(summary.origin)) is second 0; the last request arrives \(seconds(summary.span)) s later"
      )
    }
    if !omissions.isEmpty { lines += style.paragraph("left out", sentence(omissions, style.voice)) }
    if !refusals.isEmpty { lines += style.paragraph("refused", sentence(refusals, style.voice)) }
    for note in notes { lines += style.paragraph("note", note) }
    for assumption in assumptions {
      lines += style.paragraph("assumed", "\(assumption.id): \(assumption.text)")
    }
    return style.text(lines)
  }

  private static func row(_ file: String, _ format: String, _ account: ImportAccounting) -> [String] {
    [Printable.terminal(file), format]
      + [account.lines, account.records, account.filtered, account.refused].map(String.init)
  }

  private var written: String {
    "\(counted(summary.count, "request")) to \(Printable.terminal(target ?? "standard output")): "
      + summary.columns.joined(separator: ", ")
  }

  /// `3 blank (access.log:1, access.log:4, …), 1 cut (access.log:9)`.
  private func sentence(_ reasons: [Reason], _ voice: Voice) -> String {
    reasons.map { reason in
      let places = reason.tally.first.map { Printable.terminal(place($0)) }.joined(separator: ", ")
      let more = reason.tally.count > reason.tally.first.count ? ", \(voice.more)" : ""
      return "\(reason.tally.count) \(Printable.terminal(reason.name)) (\(places)\(more))"
    }.joined(separator: "; ")
  }

  /// What is worth knowing of the requests, a sentence each.
  private var notes: [String] {
    var notes = remarks.map(Printable.terminal)
    if let doctored = summary.doctored {
      notes.append(
        "doctored-clock: every request is in one \(doctored.field), or two, of its \(doctored.field == "minute" ? "hour" : "minute"): these are no arrivals (weir trace inspect)"
      )
    }
    if all.spread > 0 {
      notes.append(
        "\(counted(all.spread, "request")) of a clock of whole seconds: \(spread) (--spread \(options.spread.rawValue), seed \(options.seed)); what happens within a second is synthetic, and --spread even and burst show how much depends on it"
      )
    }
    if all.inversions.count > 0 {
      notes.append(
        "\(counted(all.inversions.count, "request")) arrived before the one of the line above; they are sorted"
      )
    }
    notes += leftOutNotes
    if all.missingHost.count > 0 {
      notes.append(
        "\(counted(all.missingHost.count, "request")) without a host: "
          + (options.defaultHost.map { "taken for \(Printable.terminal($0))" }
            ?? "routes for hosts need --host"))
    }
    if all.missingDuration.count > 0 {
      notes.append(
        "\(counted(all.missingDuration.count, "request")) with the time of the end and no duration: they arrived earlier than is written"
      )
    }
    if all.queries > 0 {
      notes.append(
        "\(counted(all.queries, "path")) with a query, which is "
          + (options.keepsQuery ? "kept: it may hold personal data" : "left out (--keep-query)"))
    }
    if all.clients > 0 {
      notes.append(
        "\(counted(all.clients, "request")) with the client's address, which is "
          + (options.keepsClient ? "kept: it is personal data" : "left out (--keep-client)"))
    }
    return notes
  }

  private var leftOutNotes: [String] {
    var notes: [String] = []
    if all.healthChecks.count > 0 {
      notes.append(
        "\(counted(all.healthChecks.count, "probe")) of health"
          + (options.dropsHealthChecks ? ", left out" : ": --drop-health-checks leaves them out"))
    }
    if all.duplicates.count > 0 {
      notes.append(
        "\(counted(all.duplicates.count, "request")) with an id that a line before had"
          + (options.dropsDuplicates ? ", left out" : ": --drop-duplicates leaves them out"))
    }
    if all.serverSide.count > 0, all.serverSide.count < all.records || options.dropsDuplicates {
      notes.append(
        "\(counted(all.serverSide.count, "line")) of proxies in front of servers, beside those of clients"
          + (options.dropsDuplicates ? ", left out" : ": --drop-duplicates leaves them out"))
    }
    if all.forgotRequestIDs {
      notes.append(
        "there are more request ids than are remembered: only those near to each other were compared")
    }
    return notes
  }

  private var spread: String {
    switch options.spread {
    case .uniform: "each second's are placed at uniform draws"
    case .even: "each second's are placed evenly"
    case .burst: "each second's are placed at one moment"
    case .none: "they are left at the beginning of their second"
    }
  }

  private func counted(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }

  private func seconds(_ nanoseconds: Int64) -> String {
    var bytes: [UInt8] = []
    bytes.append(seconds: nanoseconds)
    return String(decoding: bytes, as: UTF8.self)
  }
}
