import { settings, type Setting } from './settings.ts';

/** docs/configuration.md, from the schema. */
export function configurationPage(): string {
  return `${intro}${groups().map(section).join('')}`;
}

const intro = `# Configuration

<!-- Generated from shared/config/schema.ts by \`npm run docs\`; do not edit. -->

Nothing has to be set for a first run. Settings come from four places; the later one counts:

1. the defaults below;
2. \`tonewatch.yaml\` in the working directory, or the file given with \`--config FILE\`;
3. environment variables, named in the tables;
4. options of the command line (\`tonewatch start --help\`).

Everything that is wrong is reported at once, with its path and what was expected.

* In environment variables lists are separated by commas, and names with values are written as YAML or JSON. An empty
  variable counts as not set.
* **Secrets** are refused in the file. Set their variable, or the variable with \`_FILE\` behind it to the path of a file
  that holds the value.

\`\`\`yaml
# tonewatch.yaml
kafka:
  brokers: [kafka-1:9092, kafka-2:9092]
feeds:
  x: { format: x-v2 }
  reviews:
    format: csv
    columns: [review_id, body, written]
    map: { id: review_id, text: body, postedAt: written }
\`\`\`
`;

/** Settings by the first part of their path; those without one come first. */
function groups(): [string, Setting[]][] {
  const byName = new Map<string, Setting[]>();
  for (const setting of settings) {
    const [head = ''] = setting.path;
    const name = setting.path.length > 1 || head === 'feeds' ? head : '';
    byName.set(name, [...(byName.get(name) ?? []), setting]);
  }
  return [...byName];
}

function section([name, rows]: [string, Setting[]]): string {
  const lines = rows.map(row).join('\n');
  return `
## ${name === '' ? 'General' : `\`${name}\``}

| setting | variable | allowed | default | meaning |
| --- | --- | --- | --- | --- |
${lines}
`;
}

function row({ path, variable, allowed, fallback, description, secret }: Setting): string {
  const cells = [
    `\`${path.join('.')}\``,
    variable === null ? '' : `\`${variable}\``,
    secret ? `${allowed}; secret` : allowed,
    fallback === undefined || fallback === '' ? '' : `\`${JSON.stringify(fallback)}\``,
    description.replaceAll('<', '&lt;'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
