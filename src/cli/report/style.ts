/** The page's own style sheet: light and dark, on a telephone and on A4. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2330; --soft: #566074; --line: #d5dae3; --panel: #f5f7fa;
  --link: #0b57a4; --good: #17692f; --good-back: #e6f4ea; --bad: #a3161d; --bad-back: #fdeceb; --wait: #7a4b00;
  --wait-back: #fff4dc; --info: #274472; --info-back: #e9f0fa; --bar: #2c8a4b; --bar-bad: #c53b41; --bar-wait: #b07a1c; --bar-open: #7b8496; }
@media (prefers-color-scheme: dark) { :root { --paper: #12161d; --ink: #e6e9ef; --soft: #a7b0c0; --line: #343c49;
  --panel: #1a2029; --link: #8cc1ff; --good: #86dba0; --good-back: #14301e; --bad: #ffa8a6; --bad-back: #3c1718; --wait: #f5cd7f;
  --wait-back: #35280c; --info: #b3d0fb; --info-back: #172740; --bar: #4cae6c; --bar-bad: #e2686c; --bar-wait: #d7a446; --bar-open: #8a93a5; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; overflow-wrap: anywhere; }
main { padding-top: 1.5rem; }
footer { margin-top: 2.5rem; padding-bottom: 2rem; color: var(--soft); font-size: .87em; }
footer p { border-top: 1px solid var(--line); padding-top: .75rem; }
h1 { font-size: 1.6em; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2em; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1em; margin: 1.3rem 0 .4rem; }
p, ul, ol { margin: .4rem 0; }
ul, ol { padding-left: 1.4rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.kind { color: var(--soft); margin: 0 0 .15rem; }
.outcome { margin: 1rem 0 1.2rem; padding: .8rem 1rem; border-left: 5px solid; border-radius: 4px; }
.outcome p { margin: .2rem 0; }
.outcome p:first-child { font-weight: 650; font-size: 1.1em; }
.good { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); } .soft, .none { color: var(--soft); }
.outcome.good { background: var(--good-back); border-color: var(--bar); }
.outcome.bad { background: var(--bad-back); border-color: var(--bar-bad); }
.outcome.wait { background: var(--wait-back); border-color: var(--bar-wait); }
.outcome.info { background: var(--info-back); border-color: var(--link); color: var(--info); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.2rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: .4rem 0 .8rem; font-size: .95em; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .6rem .32rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } thead th { color: var(--soft); font-weight: 500; }
tbody th[scope=rowgroup] { background: var(--panel); padding-left: .5rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
thead th { overflow-wrap: normal; }
td.tight, th.tight { white-space: nowrap; overflow-wrap: normal; }
.word { overflow-wrap: normal; } .section { width: 4.2rem; } .state { width: 5.5rem; } .field { width: 34%; } tbody .field { font-weight: 400; } .value, code { font-family: ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; font-size: .9em; }
.note { font-weight: 400; color: var(--soft); }
.card { margin: .6rem 0; padding: .6rem .9rem; background: var(--panel); border-radius: 4px; }
.card p:first-child { margin-top: 0; } .card p:last-child { margin-bottom: 0; }
.names { font-size: .93em; } details { margin: .3rem 0 .6rem; } summary { cursor: pointer; color: var(--link); }
svg { display: block; width: 100%; max-width: 28rem; height: auto; margin: .5rem 0; }
svg text { fill: var(--ink); font: 13px system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
.track { fill: var(--line); } .found { fill: var(--bar); } .wrong { fill: var(--bar-bad); } .waiting { fill: var(--bar-wait); } .open { fill: var(--bar-open); }
@media (max-width: 34rem) { main, footer { padding-left: .9rem; padding-right: .9rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  table { font-size: .86em; } th, td { padding-right: .35rem; } .section { width: 3.4rem; } }
@page { size: A4; margin: 14mm 13mm; }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #4a5160; --line: #c4c9d2; --panel: #f3f4f6; --link: #0b3f78;
    --good: #14572a; --good-back: #fff; --bad: #8f1017; --bad-back: #fff; --wait: #6b4200; --wait-back: #fff; --info: #1f3860; --info-back: #fff;
    --bar: #2c8a4b; --bar-bad: #c53b41; --bar-wait: #b07a1c; --bar-open: #7b8496; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 9.5pt; } main, footer { max-width: none; padding: 0; } main { padding-top: 0; }
  h2, h3, caption { break-after: avoid; } tr, .card, .outcome, svg { break-inside: avoid; } .card.long { break-inside: auto; }
  .outcome { border: 1px solid; border-left-width: 5px; }
  details::details-content { content-visibility: visible; block-size: auto; display: block; }
  summary { list-style: none; color: var(--soft); } summary::-webkit-details-marker { display: none; } }
`;
