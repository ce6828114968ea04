/// The colours and fonts of charts.
public enum ChartStyle {
  /// Style sheet rules for charts, in light and dark, for the screen and for paper; a page has it once.
  ///
  /// Elements have presentation attributes as well, so that a chart can be read where a page's policy forbids styles.
  public static let sheet: StaticString = """
    .chart svg{max-width:100%;height:auto}
    """
}
