type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Numbers with at most two digits behind the point, so that files stay small and comparable. */
const written = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value);

/** Text as XML and HTML take it. */
export const escaped = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');

/** An element; its children are markup already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const pairs = Object.entries(attributes)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${written(value)}"`);
  const head = `<${name}${pairs.join('')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

/** A line of text. */
export const label = (text: string, x: number, y: number, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escaped(text));

/** Colours by what they mean; a page that shows the picture inside itself uses the same names. */
export const palette = `
.tw{--ink:#1f2328;--soft:#667085;--line:#e4e7ec;--plane:#ffffff;--shade:#f5f7fa;--one:#2563eb;--two:#d97706;--three:#7c3aed;
--negative:#d92d20;--neutral:#667085;--positive:#079455;--heat:37,99,235;--cool:217,45,32}
@media(prefers-color-scheme:dark){.tw{--ink:#e6e9ef;--soft:#98a2b3;--line:#344054;--plane:#14181f;--shade:#1d232d;--one:#60a5fa;--two:#fbbf24;
--three:#a78bfa;--negative:#f97066;--neutral:#98a2b3;--positive:#32d583;--heat:96,165,250;--cool:249,112,102}}`;

const style = `${palette}
svg.tw{background:var(--plane);font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
svg.tw text{fill:var(--ink)}svg.tw .soft{fill:var(--soft)}svg.tw .title{font-size:14px;font-weight:600}
svg.tw .grid{stroke:var(--line);stroke-width:1}svg.tw .axis{stroke:var(--soft);stroke-width:1}
svg.tw .curve{fill:none;stroke-width:2;stroke-linejoin:round}svg.tw .halo{paint-order:stroke;stroke:var(--plane);stroke-width:3px;stroke-linejoin:round}`;

/** A whole picture: readable on light and dark ground, by itself and inside a page. */
export function picture(
  { width, height, title }: { width: number; height: number; title: string },
  ...children: readonly string[]
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'tw',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
    },
    element('title', {}, escaped(title)),
    `<style>${style}</style>`,
    label(title, 16, 24, { class: 'title' }),
    ...children,
  );
}
