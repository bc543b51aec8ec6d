/** The report's only style. It holds nothing from samples: what a file says never reaches a <style>. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fcfbf8; --raised: #f4f2ec; --ink: #1c1e21; --muted: #5a5d63; --rule: #dedad0; --edge: #8b8a84;
  --link: #1d4372; --good: #1d6b32; --bad: #a8201a; --mark: #b35806;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181b; --raised: #1e2125; --ink: #e7e5e0; --muted: #a3a7ad; --rule: #31363c; --edge: #6f757d;
    --link: #a9cbf7; --good: #7fd196; --bad: #ff9a90; --mark: #f1a45b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: clamp(1rem, 4vw, 3.5rem) clamp(1rem, 4vw, 2.5rem) 5rem; max-width: 68rem;
  background: var(--ground); color: var(--ink);
  font: 0.9375rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere;
}
h1, h2 { font-family: 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Source Serif 4', Georgia, 'Noto Serif', serif; font-weight: 500; text-wrap: balance; }
h1 { margin: 0; font-size: 2rem; line-height: 1.15; }
h2 { margin: 3rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); font-size: 1.3rem; line-height: 1.25; }
h3 { margin: 1.25rem 0 0; font-size: 0.9375rem; }
p { max-width: 50rem; margin: 0.5rem 0; text-wrap: pretty; }
.lead { font-size: 1.0625rem; }
.note, .muted, figcaption { color: var(--muted); }
.note, figcaption { font-size: 0.8125rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav { margin-top: 1rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.8125rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; min-width: 100%; font-size: 0.8125rem; overflow-wrap: normal; }
caption { position: sticky; left: 0; width: min(50rem, calc(100vw - 2rem)); padding: 0 0 0.5rem; text-align: left; color: var(--muted); caption-side: top; }
th, td { padding: 0.4rem 1rem 0.4rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom-color: var(--edge); color: var(--muted); font-weight: 500; vertical-align: bottom; }
tbody th { min-width: 8.5rem; font-weight: 500; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
td a { color: inherit; text-decoration-line: none; }
td a:hover, td a:focus-visible { text-decoration-line: underline; }
.letter { font-weight: 600; color: var(--link); }
.right { color: var(--good); } .wrong { color: var(--bad); } .none { color: var(--mark); } .open { color: var(--muted); }
.verdict { display: inline-block; min-width: 1.1em; text-align: center; }
.key { display: inline-block; margin-right: 1rem; color: var(--ink); }
figure { margin: 1.25rem 0 2rem; overflow-x: auto; }
figcaption { position: sticky; left: 0; margin-top: 0.5rem; max-width: 50rem; text-wrap: pretty; }
.picture { display: block; width: 100%; min-width: 21rem; max-width: 42rem; height: auto; font: inherit; }
.picture text { fill: var(--ink); font-size: 13px; paint-order: stroke; stroke: var(--ground); stroke-width: 6px; }
.picture a { text-decoration: none; }
.picture .letter { fill: var(--link); font-size: 14px; }
.picture .tick, .picture .axis { fill: var(--muted); font-size: 12px; }
.picture line, .picture polyline { fill: none; stroke-width: 1; }
.picture .grid { stroke: var(--rule); }
.picture .neutral { stroke: var(--edge); stroke-dasharray: 3 3; }
.picture .interval { stroke: var(--link); stroke-width: 2.5; }
.picture .thin { stroke: var(--edge); stroke-width: 1.25; }
.picture .front { stroke: var(--mark); stroke-width: 1.5; }
.picture .mark { fill: var(--link); }
.picture circle.mark { stroke: var(--ground); stroke-width: 1.5; }
details { border-bottom: 1px solid var(--rule); }
summary { padding: 0.45rem 0; cursor: pointer; }
.sample:target, p:target, [id]:target > .sample:first-child { background: var(--raised); box-shadow: -0.75rem 0 var(--raised), 0.75rem 0 var(--raised); }
[id] { scroll-margin-top: 1rem; }
pre, code { font: 0.8125rem/1.5 ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
pre { margin: 0.5rem 0 1rem; padding: 0.75rem 1rem; background: var(--raised); white-space: pre-wrap; }
td code { display: block; min-width: 14rem; overflow-wrap: anywhere; }
details p a { display: inline-block; margin-right: 0.25rem; }
dl { margin: 1rem 0; }
dl > div { display: grid; grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr); gap: 0 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--rule); }
dt { color: var(--muted); } dd { margin: 0; }
@media (max-width: 40rem) {
  dl > div { grid-template-columns: minmax(0, 1fr); }
  /* Tables scroll: a heading out of sight must not make the row tall. */
  thead .number { white-space: nowrap; }
  /* Pictures shrink with the page; their words must not. */
  .picture text, .picture .letter { font-size: 17px; }
  .picture .tick, .picture .axis { font-size: 16px; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #f4f2ec; --ink: #000; --muted: #444; --rule: #ccc; --edge: #777; --link: #1d4372; --good: #1d6b32; --bad: #a8201a; --mark: #b35806; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  nav { display: none; }
  .scroll, figure { overflow: visible; }
  h2 { break-after: avoid; } tr, figure { break-inside: avoid; }
}
`;
