namespace ChainForge.Media;

/// <summary>How reports look, in light and in dark. No script, nothing from elsewhere.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1d1d20; --quiet: #66666e; --paper: #fff; --card: #f6f6f4; --line: #8883; --grid: #8882;
          --good: #1a7f37; --visible: #9a6200; --bad: #c2281d; --y: #3c3c44; --u: #1e66d0; --v: #b0308c; --sharp: #00796b; --loud: #6a4fc3; font: 16px/1.5 system-ui, sans-serif; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --quiet: #a0a0a8; --paper: #17171a; --card: #212126;
          --good: #4cc26a; --visible: #f0b13c; --bad: #ff7468; --y: #d0d0d6; --u: #6ea8ff; --v: #f07fd0; --sharp: #4dc6b6; --loud: #b39dff; } }
        body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper); }
        h1 { margin-bottom: .2rem; } h2 { margin-top: 2.5rem; } h3 { margin: 0; font-size: 1rem; }
        video, img.strip { display: block; width: 100%; max-height: 36rem; border-radius: .5rem; background: #000; margin: 1rem 0; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
        th, td { text-align: left; padding: .4rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { font-size: .85rem; color: var(--quiet); font-weight: 600; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td img { width: 9rem; border-radius: .25rem; }
        .quiet { color: var(--quiet); } small, .small { font-size: .85rem; }
        .grade { display: inline-block; padding: 0 .6em; border-radius: 1em; border: 1px solid currentColor; font-size: .8rem; font-weight: 600; white-space: nowrap; }
        .good { color: var(--good); } .visible { color: var(--visible); } .bad { color: var(--bad); }
        .joint { background: var(--card); border-radius: .6rem; padding: .9rem 1rem; margin: 1rem 0; }
        .joint header { display: flex; gap: .7rem; align-items: baseline; flex-wrap: wrap; }
        .joint p { margin: .3rem 0 0; }
        .joint figure { margin: .7rem 0 0; } .joint img { width: 100%; display: block; border-radius: .3rem; }
        .panes { display: grid; grid-template-columns: repeat(3, 1fr); font-size: .8rem; color: var(--quiet); margin-top: .25rem; }
        figure.chart { margin: 1.2rem 0; } .chart figcaption { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9rem; } .chart b { margin-right: .3rem; }
        .chart { overflow-x: auto; } .chart svg { width: 100%; min-width: 46rem; height: auto; display: block; font: 11px system-ui, sans-serif; }
        .chart text { fill: var(--quiet); } .chart .grid { stroke: var(--grid); } .chart path { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
        .chart .seam { stroke-width: 1.2; stroke-dasharray: 3 3; stroke: currentColor; } .chart .number { fill: currentColor; font-weight: 600; }
        .y { stroke: var(--y); color: var(--y); } .u { stroke: var(--u); color: var(--u); } .v { stroke: var(--v); color: var(--v); }
        .sharp { stroke: var(--sharp); color: var(--sharp); } .loud { stroke: var(--loud); color: var(--loud); }
        .came { stroke-dasharray: 2 3; opacity: .65; }
        .key::before { content: ""; display: inline-block; width: 1.1em; height: .2em; margin-right: .35em; vertical-align: middle; background: currentColor; }
        """;
}
