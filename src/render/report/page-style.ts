/** The look of the HTML report: light and dark on screen, black on white on A4. Every colour has a contrast of 4.5:1 at least. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--shade:#f6f8fa;--bar:#0b63c5;--good:#1a7f37;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--shade:#161b22;--bar:#6cb6ff;--good:#6bc46d;--bad:#ff8a80}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:62rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.3rem;margin:2.25rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.6rem 0;max-width:46rem}
code{font:.92em/1.4 ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;color:var(--soft);padding:.25rem 0;font-size:.85rem}
th,td{border:1px solid var(--line);padding:.3rem .55rem;text-align:left;vertical-align:top}
thead th{background:var(--shade);white-space:nowrap}
tbody th{font-weight:600}
.amount{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.time,.good,.bad,.label,th code{white-space:nowrap}
.good{color:var(--good)}
.bad{color:var(--bad);font-weight:600}
.muted{color:var(--soft)}
figure{margin:1.25rem 0;max-width:46rem}
figcaption{font-weight:600;margin-bottom:.35rem}
svg{display:block;width:100%;height:auto;font-size:14px}
svg text{fill:var(--ink)}
svg .strong,svg .value{font-weight:600}
svg text.muted{fill:var(--soft)}
svg .bar,svg .measured{fill:var(--bar)}
svg .axis{stroke:var(--soft);stroke-width:1}
svg .between{stroke:var(--soft);stroke-width:3}
svg .guess{fill:var(--paper);stroke:var(--ink);stroke-width:2}
@media screen and (max-width:40rem){svg{font-size:17px}}
@page{size:A4;margin:16mm 14mm}
@media print{
:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#999;--shade:#fff;--bar:#0b63c5;--good:#000;--bad:#000}
body{max-width:none;padding:0;font-size:10pt}
.wide{overflow:visible}
table{font-size:8.5pt}
thead{display:table-header-group}
tr,figure,h2,h3{break-inside:avoid}
caption{font-size:8.5pt}
h1,h2,h3,caption,figcaption{break-after:avoid}
figure{max-width:150mm}
svg .bar,svg .measured{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`.trim();
