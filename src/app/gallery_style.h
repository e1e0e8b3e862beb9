// The look of the demo's page.
#pragma once

namespace kinemote::app {

inline constexpr const char* kGalleryStyle = R"css(
:root {
  color-scheme: light dark;
  --ground: #f4f5f2; --card: #ffffff; --ink: #1b232e; --soft: #566172; --rule: #dfe3e8;
  --accent: #0072b2; --good: #00795a; --warn: #b34700; --stage: #eef0f3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151b; --card: #191f28; --ink: #e7ebf0; --soft: #9ba7b6; --rule: #2b3440;
    --accent: #6cc0f0; --good: #4fcda3; --warn: #f0a06a; --stage: #222a35;
  }
  img.strip { filter: brightness(.9); }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 Inter, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
}
main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 56px; padding-bottom: 8px; }
h1 { font-size: 40px; line-height: 1.15; letter-spacing: -.02em; margin: 0 0 12px; }
h2 { font-size: 25px; letter-spacing: -.01em; margin: 64px 0 6px; }
h3 { font-size: 16px; margin: 0; }
p { margin: 6px 0 16px; max-width: 74ch; }
p.lead { font-size: 19px; color: var(--soft); }
a { color: var(--accent); text-underline-offset: 3px; }
nav { display: flex; flex-wrap: wrap; gap: 8px 20px; margin: 20px 0 0; font-size: 15px; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; overflow: hidden; }
.words { display: grid; gap: 18px; }
.words .card { display: grid; grid-template-columns: minmax(0, 1fr) 270px; }
.words .facts { padding: 18px 20px; border-left: 1px solid var(--rule); }
.words .facts h3 { font-size: 21px; text-transform: capitalize; margin-bottom: 8px; }
img.strip { display: block; width: 100%; height: auto; background: var(--stage); }
.bars { display: grid; grid-template-columns: 1.2em 1fr 3.2em; gap: 5px 8px; align-items: center;
  font-size: 13.5px; font-variant-numeric: tabular-nums; margin: 0 0 10px; }
.bars .track { position: relative; height: 9px; background: var(--rule); border-radius: 5px; }
.bars .track::before { content: ""; position: absolute; left: 50%; top: -2px; bottom: -2px; width: 1px;
  background: var(--soft); }
.bars .asked { position: absolute; top: -4px; width: 3px; height: 17px; margin-left: -1.5px;
  background: var(--ink); border-radius: 2px; }
.bars .measured { position: absolute; top: 0; height: 9px; background: var(--accent); border-radius: 5px; }
.bars output { text-align: right; color: var(--soft); }
.grid { display: grid; grid-template-columns: 26px repeat(3, minmax(0, 1fr)); gap: 10px; }
.grid .axis-y { writing-mode: vertical-rl; transform: rotate(180deg); text-align: center;
  color: var(--soft); font-size: 13.5px; }
.grid .axis-x { text-align: center; color: var(--soft); font-size: 13.5px; }
.grid b { display: none; }
.corners b, .grid b { color: var(--ink); font-weight: 600; }
.grid .card figcaption, .corners figcaption { padding: 8px 12px; font-size: 13.5px; color: var(--soft);
  display: flex; justify-content: space-between; gap: 10px; flex-wrap: wrap;
  font-variant-numeric: tabular-nums; }
figure { margin: 0; }
.corners { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
.plots { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 16px; }
.plots .card { padding: 14px; }
.plots svg { display: block; width: 100%; }
.plots h3 { text-transform: capitalize; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 12px; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th { color: var(--soft); font-weight: 600; }
th:first-child, td:first-child { text-align: left; }
tr:last-child td { border-bottom: 0; }
.paper { background: #fff; padding: 10px; }
.paper img { display: block; width: 100%; height: auto; }
pre { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 14px 18px;
  overflow-x: auto; font: 14px/1.6 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.notice { border-left: 4px solid var(--warn); background: var(--card); padding: 12px 18px; margin: 24px 0;
  border-radius: 0 10px 10px 0; }
.small { font-size: 14px; color: var(--soft); }
footer { padding-top: 48px; padding-bottom: 56px; color: var(--soft); font-size: 14px; }
@media (max-width: 820px) {
  h1 { font-size: 31px; }
  .words .card { grid-template-columns: 1fr; }
  .words .facts { border-left: 0; border-top: 1px solid var(--rule); }
  .grid { grid-template-columns: 1fr; }
  .grid .axis-y, .grid .axis-x, .grid .corner { display: none; }
  .grid b { display: block; }
  .corners, .plots { grid-template-columns: 1fr; }
}
)css";

}  // namespace kinemote::app
