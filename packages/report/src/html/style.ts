import { tokens } from './tokens.ts'

/** The whole of a page's style: no file, no font and no host is asked for anything. */
export const style: string = `${tokens}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--bg); color: var(--t2); font: 450 0.875rem/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 884px; margin: 0 auto; padding: 28px 32px 48px; background: var(--panel); min-height: 100vh; }
h1 { margin: 0 0 16px; color: var(--t1); font-size: 1.5rem; line-height: 1.875rem; font-weight: 650; letter-spacing: -0.02em; }
h2 { margin: 0 0 4px; color: var(--t1); font-size: 1.0625rem; line-height: 1.5rem; font-weight: 650; letter-spacing: -0.01em; }
h3 { margin: 0; color: var(--t1); font-size: 0.8125rem; line-height: 1.125rem; font-weight: 600; }
p { margin: 0; }
code { font: 0.75rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; color: var(--t2); }
section { margin-top: 36px; padding-top: 20px; border-top: 1px solid var(--line2); }
.claim { margin-bottom: 18px; color: var(--t1); font-size: 0.9375rem; line-height: 1.375rem; max-width: 76ch; }
.banner { padding: 6px 16px; text-align: center; font-size: 0.8125rem; font-weight: 650; letter-spacing: 0.04em; color: #1a1400; border-bottom: 1px solid #1a1400;
  background: repeating-linear-gradient(135deg, #f4cf58 0 14px, #e0b52f 14px 28px); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.banner.unstated { background: none; color: var(--warn); border-bottom: 1px solid var(--warn); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; margin: 0; font-size: 0.8125rem; }
.inputs { margin-top: 28px; }
.inputs > div { break-inside: avoid; }
.input { margin: 10px 0 2px; color: var(--t1); font-size: 0.8125rem; font-weight: 600; }
.input::first-letter { text-transform: uppercase; }
dl.facts dt { color: var(--t3); }
dl.facts dd { margin: 0; color: var(--t2); overflow-wrap: anywhere; }
.verdict { margin-top: 22px; break-inside: avoid; padding: 14px 18px; border: 1px solid var(--line2); border-left-width: 5px; border-radius: 3px; }
.verdict .word { color: var(--t1); font-size: 1.375rem; line-height: 1.75rem; font-weight: 750; }
.verdict .word::before { font-size: 1rem; margin-right: 10px; }
.verdict .of { color: var(--t3); font-size: 0.8125rem; }
.verdict ul { margin: 8px 0 0; padding-left: 20px; }
.good { border-left-color: var(--ok); } .good .word::before { content: "●"; color: var(--ok); }
.bad { border-left-color: var(--crit); } .bad .word::before { content: "◆"; color: var(--crit); }
.open { border-left-color: var(--warn); } .open .word::before { content: "▲"; color: var(--warn); }
.found { margin-top: 24px; }
.found ol { margin: 6px 0 0; padding-left: 22px; color: var(--t1); }
.found li { margin: 3px 0; }
.found a { color: inherit; text-decoration-color: var(--line2); text-underline-offset: 3px; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 26px 24px; }
figure { margin: 0; break-inside: avoid; }
.full { grid-column: 1 / -1; }
.half { min-width: 0; }
.says { color: var(--t2); font-size: 0.8125rem; line-height: 1.125rem; }
.plotted { margin-top: 8px; overflow-x: auto; }
.plot { display: block; width: 100%; height: auto; font: 12px Inter, system-ui, sans-serif; color: var(--t3); }
.plot text { white-space: pre; }
.missing { margin-top: 8px; display: grid; place-items: center; min-height: 150px; padding: 16px; text-align: center; color: var(--t3); font-size: 0.8125rem; border: 1px solid var(--line);
  background: repeating-linear-gradient(135deg, var(--panel) 0 6px, var(--raised) 6px 7px); }
.missing span { background: var(--panel); padding: 4px 10px; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 6px 0 0; padding: 0; list-style: none; font-size: 0.75rem; color: var(--t2); }
.keys svg { vertical-align: -2px; margin-right: 6px; }
.evidence { margin-top: 6px; padding-top: 5px; border-top: 1px solid var(--line); color: var(--t3); font-size: 0.75rem; line-height: 1.0625rem; }
.evidence b { color: var(--t2); font-weight: 600; }
.evidence code { color: var(--t3); font-size: 0.6875rem; }
.table { margin-top: 26px; break-inside: avoid-page; }
.table.long { break-inside: auto; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin-top: 6px; font-size: 0.8125rem; line-height: 1.125rem; }
th { color: var(--t3); font-weight: 500; text-align: left; vertical-align: bottom; border-bottom: 1px solid var(--line2); }
th, td { padding: 4px 12px 4px 0; }
td { color: var(--t1); border-bottom: 1px solid var(--line); vertical-align: top; }
tr { break-inside: avoid; }
td + .left, th + .left { padding-left: 18px; }
.right { text-align: right; padding: 4px 0 4px 14px; white-space: nowrap; }
.na { color: var(--t3); }
sup { font-size: 0.625rem; line-height: 0; color: var(--t3); margin-left: 2px; }
.reasons { margin-top: 4px; color: var(--t3); font-size: 0.75rem; line-height: 1.0625rem; }
.reasons sup { margin-right: 4px; }
ul.notes { margin: 18px 0 0; padding-left: 20px; font-size: 0.8125rem; max-width: 84ch; }
footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--line2); color: var(--t3); font-size: 0.75rem; }
.defs { position: absolute; width: 0; height: 0; }
@media (max-width: 720px) {
  main { padding: 20px 16px 32px; }
  .figures { grid-template-columns: minmax(0, 1fr); }
  .full .plot { min-width: 640px; }
  dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: 6px; }
}
@page { size: A4; margin: 15mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #5f6b7d; } }
@media print {
  html { font-size: 13.4px; }
  main { max-width: none; padding: 8px 0 0; }
  section { break-inside: auto; }
  h2, h3, .claim { break-after: avoid; break-inside: avoid; }
  section > h2::after { content: ""; display: block; height: 15rem; margin-bottom: -15rem; }
  .plotted, .scroll { overflow: visible; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .full .plot { min-width: 0; }
}
`

/** On paper each page of simulated data says so, not only the first. */
export const simulatedPages: string =
  '@page { @top-center { content: "SIMULATED · not a market"; font: 700 9pt system-ui, sans-serif; color: #7a5900; } }\n'
