import { escaped, palette } from './svg/svg.ts';

const style = `${palette}
*{box-sizing:border-box}html{color-scheme:light dark}
body.tw{margin:0;background:var(--shade);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:1240px;margin:0 auto;padding:36px 20px 80px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:17px;margin:0 0 14px}p{margin:0 0 10px}.soft{color:var(--soft)}
section{background:var(--plane);border:1px solid var(--line);border-radius:10px;padding:22px 24px;margin-top:20px;overflow-x:auto}
.figures{display:flex;flex-wrap:wrap;gap:14px 40px}.figures b{display:block;font-size:24px;font-weight:600;line-height:1.25}
.pictures{display:flex;flex-wrap:wrap;gap:12px 28px;align-items:flex-start}.pictures svg{max-width:100%;height:auto}
table{border-collapse:collapse;margin:16px 0 12px;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);white-space:nowrap}
th{font-weight:500;color:var(--soft)}th:first-child,td:first-child{text-align:left}
pre{margin:0;overflow-x:auto;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}`;

/** A page that needs nothing else: no script, no font, no picture from anywhere. */
export function page(title: string, lead: string, ...sections: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body class="tw">
<main>
<h1>${escaped(title)}</h1>
<p class="soft">${escaped(lead)}</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

/** @param content markup. */
export const section = (title: string, ...content: readonly string[]): string =>
  `<section>\n<h2>${escaped(title)}</h2>\n${content.join('\n')}\n</section>`;

export const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;

export const code = (text: string): string => `<pre>${escaped(text)}</pre>`;

/** @param svgs markup. */
export const pictures = (...svgs: readonly string[]): string =>
  `<div class="pictures">${svgs.join('\n')}</div>`;

/** Large numbers, each with its name above and something small below. */
export const figures = (items: readonly (readonly [name: string, value: string, below?: string])[]): string =>
  `<div class="figures">${items
    .map(
      ([name, value, below]) =>
        `<div><span class="soft">${escaped(name)}</span><b>${escaped(value)}</b>` +
        `<span class="soft">${escaped(below ?? '')}</span></div>`,
    )
    .join('')}</div>`;

/** The first column is left-aligned, the others hold numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cell: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((text) => `<${cell}>${escaped(text)}</${cell}>`).join('')}</tr>`;
  return `<table>\n${line('th', head)}\n${rows.map((row) => line('td', row)).join('\n')}\n</table>`;
}
