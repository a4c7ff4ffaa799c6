/** Where the style of pages is, from the origin of any gateway. */
export const stylePath = "/explain/style.css";

/** The style of pages: the colours, sizes and spaces of the explorer, in what these pages need of them. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #141417);
  --surface: light-dark(#f6f6f8, #1c1c21);
  --line: light-dark(#e2e2e7, #33333b);
  --text: light-dark(#1a1a1f, #ececf0);
  --muted: light-dark(#5a5a65, #a6a6b2);
  --accent: light-dark(#4350b8, #a9b3ff);
  --amber: light-dark(#7d5200, #f0c060);
  --refused: light-dark(#b0231b, #ff9a90);
  --refused-soft: light-dark(#fdeceb, #43211f);
  --sans:
    system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --tiny: 12px;
  --small: 14px;
  --normal: 16px;
  --huge: 28px;
  --one: 8px;
  --two: 16px;
  --three: 24px;
  --four: 32px;
  --round: 6px;
  --prose: 70ch;
}
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--page); color: var(--text); font: var(--small) / 1.5 var(--sans); -webkit-text-size-adjust: 100%; }
body, h1, h2, p, dl, dd, ul, pre { margin: 0; padding: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header { display: flex; justify-content: space-between; align-items: center; gap: var(--two); min-height: 48px; padding: 0 var(--two); border-bottom: 1px solid var(--line); }
header strong { font-size: var(--normal); }
main { max-width: 960px; margin: 0 auto; padding: var(--four) var(--two); }
main > * + * { margin-top: var(--three); }
section > * + * { margin-top: var(--one); }
h1 { font-size: var(--huge); line-height: 1.25; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: var(--normal); }
p, li { max-width: var(--prose); overflow-wrap: anywhere; }
ul { padding-left: var(--two); }
.eyebrow { color: var(--muted); }
.mark { display: inline-block; padding: 0 var(--one); border-radius: 999px; background: var(--refused-soft); color: var(--refused); font-size: var(--tiny); }
.trial { padding-left: var(--two); border-left: 4px solid var(--amber); }
.muted { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px var(--two); }
dt { color: var(--muted); }
dd { overflow-wrap: anywhere; }
code, pre, .mono { font-family: var(--mono); font-size: 0.93em; }
pre { padding: 12px; border: 1px solid var(--line); border-radius: var(--round); background: var(--surface); line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
