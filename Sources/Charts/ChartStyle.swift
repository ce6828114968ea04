/// The colours and fonts of charts.
public enum ChartStyle {
  /// Style sheet rules for charts, in light and dark, for the screen and for paper; a page has it once.
  ///
  /// A page may use the custom properties for its own: `--ink`, `--muted`, `--grid`, `--axis`, `--paper`, one for each ``Tone``, and
  /// `--q0` to `--q6` with the inks `--i0` to `--i6` for the classes of heat maps. Paper is always light.
  /// Elements have presentation attributes as well, so that a chart can be read where a page's policy forbids styles.
  public static let sheet: StaticString = """
    :root{
    --ink:#1f2328;--muted:#59636e;--grid:#e4e8ec;--axis:#818b98;--paper:#ffffff;--reference:#434e56;
    --good:#00826c;--bad:#a3160a;--warm:#9a6400;--first:#0b50a0;--second:#8a2a86;--third:#0a7c9c;
    --fourth:#a65e4b;--fifth:#5f68d8;--sixth:#2f5a1e;--q0:#e2f1fa;--q1:#add2e8;--q2:#7bb2d8;
    --q3:#4d91c5;--q4:#2770ad;--q5:#0e4f8d;--q6:#093164;--i0:#1f2328;--i1:#1f2328;--i2:#1f2328;
    --i3:#000000;--i4:#ffffff;--i5:#ffffff;--i6:#ffffff;
    }
    @media screen and (prefers-color-scheme:dark){:root{
    --ink:#e6edf3;--muted:#9aa5b1;--grid:#2a313a;--axis:#6e7985;--paper:#0d1117;--reference:#a3abb3;
    --good:#5fe3b8;--bad:#f4622f;--warm:#f6be4b;--first:#6fa8ff;--second:#c07fd0;--third:#8addfc;
    --fourth:#c59b78;--fifth:#8a86ff;--sixth:#a6e195;--q0:#232e42;--q1:#30496a;--q2:#386695;
    --q3:#3e87bd;--q4:#50a8dd;--q5:#77c9f3;--q6:#b4e7fd;--i0:#ffffff;--i1:#ffffff;--i2:#ffffff;
    --i3:#000000;--i4:#000000;--i5:#000000;--i6:#000000;
    }}
    .plot{max-width:100%;height:auto;font-variant-numeric:tabular-nums}
    .plot:focus-visible{outline:2px solid var(--first);outline-offset:2px}
    .plot text{fill:var(--ink)}
    .plot .muted{fill:var(--muted)}
    .plot .heading{font-weight:600}
    .plot .paper{fill:var(--paper)}
    .plot .halo{stroke:var(--paper)}
    .plot .grid{stroke:var(--grid)}
    .plot .axis{stroke:var(--axis)}
    .plot .measured{stroke:var(--muted)}
    .t-reference{--tone:var(--reference)}.t-good{--tone:var(--good)}.t-bad{--tone:var(--bad)}
    .t-warm{--tone:var(--warm)}.t-first{--tone:var(--first)}.t-second{--tone:var(--second)}
    .t-third{--tone:var(--third)}.t-fourth{--tone:var(--fourth)}.t-fifth{--tone:var(--fifth)}
    .t-sixth{--tone:var(--sixth)}
    .plot .line{stroke:var(--tone)}
    .plot .fill,.plot .name{fill:var(--tone)}
    .plot .mark:hover{stroke:var(--ink);stroke-width:2}
    .plot .q0{fill:var(--q0)}.plot .q1{fill:var(--q1)}.plot .q2{fill:var(--q2)}
    .plot .q3{fill:var(--q3)}.plot .q4{fill:var(--q4)}.plot .q5{fill:var(--q5)}
    .plot .q6{fill:var(--q6)}
    .plot .i0{fill:var(--i0)}.plot .i1{fill:var(--i1)}.plot .i2{fill:var(--i2)}
    .plot .i3{fill:var(--i3)}.plot .i4{fill:var(--i4)}.plot .i5{fill:var(--i5)}
    .plot .i6{fill:var(--i6)}
    """
}
