import colours from 'picocolors';
import type { Contribution, Inspection } from '#shared/classifier/inspection/inspection.ts';
import { percent } from '#shared/classifier/report/figures.ts';
import { columns } from '../columns.ts';
import { heatStrip } from './heat-strip.ts';

/** What a model says of a text. */
export interface Verdict {
  readonly model: string;
  /** Names of its classes, or `rating`. */
  readonly outputs: readonly string[];
  readonly scores: readonly number[];
}

const MOST = 12;
const BAR = 16;
/** Tokens of a text whose attention is shown in full. */
const ALL_ATTENTION = 40;

/** What happens inside a model while it reads a text, for people. */
export function describeInspection(
  { model, outputs, scores }: Verdict,
  inspection: Inspection,
  layers: boolean,
): string {
  const said = scores.indexOf(Math.max(...scores));
  const rating = outputs.length === 1;
  const ranking = outputs
    .map((name, o) => ({ name, score: scores[o] ?? 0, o }))
    .sort((a, b) => b.score - a.score)
    .map(({ name, score, o }) => {
      const text = `${name} ${rating ? score.toFixed(2) : percent(score)}`;
      return o === said ? colours.bold(text) : colours.dim(text);
    });
  return [
    `${colours.bold(model)}: ${ranking.join('   ')}`,
    '',
    `  ${highlighted(inspection, said)}`,
    ...(inspection.known.includes(false) ? [colours.dim('  [in brackets: not in its vocabulary]')] : []),
    ...contributionLines(inspection, outputs, said),
    ...attentionLines(inspection),
    ...filterLines(inspection, outputs),
    ...(layers ? layerLines(inspection) : []),
  ].join('\n');
}

/** The tokens, coloured by what the parts that they are in add to what was said. */
function highlighted({ tokens, known, contributions }: Inspection, said: number): string {
  const weights = tokens.map((_, t) =>
    contributions
      .filter(({ begin, end }) => begin <= t && t < end)
      .reduce((sum, { byOutput, begin, end }) => sum + (byOutput[said] ?? 0) / (end - begin), 0),
  );
  const most = Math.max(1e-9, ...weights.map(Math.abs));
  return tokens
    .map((token, t) => {
      const text = known[t] === true ? token : `[${token}]`;
      const weight = (weights[t] ?? 0) / most;
      if (Math.abs(weight) < 0.25) return text;
      const paint = weight > 0 ? colours.green : colours.red;
      return Math.abs(weight) > 0.6 ? colours.bold(paint(text)) : paint(text);
    })
    .join(' ');
}

function contributionLines(
  { contributions, rest }: Inspection,
  outputs: readonly string[],
  said: number,
): string[] {
  if (contributions.length === 0) return [];
  const shown = contributions.slice(0, MOST);
  const most = Math.max(...shown.map(({ byOutput }) => Math.abs(byOutput[said] ?? 0)));
  const left = contributions.slice(MOST);
  const sums = outputs.map((_, o) => left.reduce((sum, { byOutput }) => sum + (byOutput[o] ?? 0), 0));
  return [
    '',
    ...columns([
      ['adds to the logit of', ...outputs].map((name) => colours.dim(name)),
      ...shown.map((each) => [each.text, ...cells(each.byOutput), bar(each, said, most)]),
      ...(left.length > 0 ? [[colours.dim(`${left.length} other parts`), ...cells(sums)]] : []),
      [colours.dim('no part of the text'), ...cells(rest)],
    ]),
  ];
}

const cells = (byOutput: readonly number[]): string[] => byOutput.map(signed);

/** `+0.81` in green, `−0.28` in red, small ones pale. */
function signed(value: number): string {
  const text = `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
  if (Math.abs(value) < 0.05) return colours.dim(text);
  return value > 0 ? colours.green(text) : colours.red(text);
}

function bar({ byOutput }: Contribution, said: number, most: number): string {
  const weight = byOutput[said] ?? 0;
  const length = most > 0 ? Math.round((Math.abs(weight) / most) * BAR) : 0;
  return (weight > 0 ? colours.green : colours.red)('━'.repeat(length)) + ' '.repeat(BAR - length);
}

/** In the order of the text; of a long one only the tokens that get most. */
function attentionLines({ layers, tokens }: Inspection): string[] {
  const attention = layers.find(({ name }) => name.endsWith('attention'))?.values;
  if (!attention) return [];
  const sorted = attention.toSorted().reverse();
  const [most = 1] = sorted;
  const least = tokens.length > ALL_ATTENTION ? (sorted[MOST] ?? 0) : 0;
  return [
    '',
    ...columns(
      [
        [colours.dim('attention'), '', ''],
        ...tokens.flatMap((token, t) => {
          const share = attention[t] ?? 0;
          const length = Math.round((share / most) * BAR);
          return share < least ? [] : [[token, colours.cyan('━'.repeat(length)), percent(share)]];
        }),
      ],
      2,
    ),
  ];
}

function filterLines({ filters }: Inspection, outputs: readonly string[]): string[] {
  if (filters.length === 0) return [];
  return [
    '',
    ...columns(
      [
        ['filter', 'fires on', 'with', ...outputs].map((name) => colours.dim(name)),
        ...filters.map(({ name, text, activation, byOutput }) => [
          name,
          text,
          activation.toFixed(2),
          ...cells(byOutput),
        ]),
      ],
      2,
    ),
  ];
}

function layerLines({ layers, tokens }: Inspection): string[] {
  return layers.flatMap((layer) => [
    '',
    `  ${colours.bold(layer.name)} ${colours.dim(`[${layer.rows === 'tokens' ? `${tokens.length} tokens × ` : ''}${layer.columns}]`)}`,
    ...columns(heatStrip(layer, tokens)),
  ]);
}
