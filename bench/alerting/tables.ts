import { windows } from '../../services/alert/detection/windows.ts';
import { claims } from './claims.ts';
import { delayOf, foundIn, foundOf, perWeek, small } from './figures.ts';
import { markdown } from './markdown.ts';
import type { Cell } from './measure.ts';
import { OURS, type FalseAlerts } from './ordinary-time.ts';

/** Weeks between two crises of a product, where precision is worked out: a quarter of a year. */
const WEEKS_BETWEEN = 13;

const perHour = ({ hourly }: Cell): string => `${hourly.toLocaleString('en')}/h`;
const worldsIn = (cells: readonly Cell[]): string[] => [...new Set(cells.map(({ world }) => world))];
const ofWorld = (cells: readonly Cell[], world: string): Cell[] =>
  cells.filter((cell) => cell.world === world);

/** The whole report as markdown. */
export function report(cells: readonly Cell[]): string {
  return [
    '## Claims',
    claimsTable(cells),
    '## False alerts a product-week, after two weeks of history',
    ...worldsIn(cells).map((world) =>
      falseAlertTable(world, ofWorld(cells, world), ({ late, lateWeeks }) => perWeek(late, lateWeeks)),
    ),
    '## False alerts a product-week, in the first two weeks',
    ...worldsIn(cells).map((world) =>
      falseAlertTable(world, ofWorld(cells, world), ({ early, earlyWeeks }) => perWeek(early, earlyWeeks)),
    ),
    '## What our false alerts were, after two weeks of history',
    openingTable(cells),
    '## Crises of ×3 volume with half of the mentions negative',
    headlineTable(cells),
    '## Beside the rules of others, realistic world, ×3, half negative, sharp; precision with one such crisis a quarter',
    rivalTable(ofWorld(cells, 'realistic')),
    '## Other effects, realistic world',
    effectTable(ofWorld(cells, 'realistic')),
    '## Messages about a crisis (×3, half negative, sharp)',
    messageTable(cells),
  ].join('\n\n');
}

const claimsTable = (cells: readonly Cell[]): string =>
  markdown(
    ['claim', 'world', 'measured', ''],
    claims(cells).map(({ claim, world, measured, met }) => [claim, world, measured, met ? 'met' : 'MISSED']),
  );

function falseAlertTable(
  world: string,
  cells: readonly Cell[],
  write: (alerts: FalseAlerts) => string,
): string {
  const names = cells[0]?.falseAlerts.map(({ name }) => name) ?? [];
  return markdown(
    [world, ...cells.map(perHour)],
    names.map((name) => [
      name,
      ...cells.map((cell) => write(cell.falseAlerts.find((each) => each.name === name)!)),
    ]),
  );
}

const TESTS = ['tone', 'surge'].flatMap((kind) => windows.map(({ name }) => `${kind}, ${name}`));

const openingTable = (cells: readonly Cell[]): string =>
  markdown(
    ['world', 'rate', ...TESTS.slice(0, -1)],
    cells.map((cell) => {
      const { openings } = cell.falseAlerts.find(({ name }) => name === OURS)!;
      return [
        cell.world,
        perHour(cell),
        ...TESTS.slice(0, -1).map((test) => String(openings.get(test) ?? 0)),
      ];
    }),
  );

const delaysOf = (cell: Cell, crisis: number, name: string): readonly number[] =>
  cell.crises[crisis]!.found.find((each) => each.name === name)!.delays;

const headlineTable = (cells: readonly Cell[]): string =>
  markdown(
    ['world', 'rate', 'onset', 'found', 'median delay, min', 'p90, min'],
    cells.flatMap((cell) =>
      [0, 1].map((crisis) => {
        const delays = delaysOf(cell, crisis, OURS);
        return [
          cell.world,
          perHour(cell),
          crisis === 0 ? 'sharp' : '30 min ramp',
          foundOf(delays),
          delayOf(delays, 0.5),
          delayOf(delays, 0.9),
        ];
      }),
    ),
  );

const rivalTable = (cells: readonly Cell[]): string =>
  markdown(
    ['rate', 'rule', 'found', 'median delay, min', 'p90, min', 'false a week', 'precision'],
    cells.flatMap((cell) =>
      cell.falseAlerts.map(({ name, late, lateWeeks }) => {
        const delays = delaysOf(cell, 0, name);
        const recall = foundIn(delays) / delays.length;
        const wrong = (WEEKS_BETWEEN * late) / lateWeeks;
        return [
          perHour(cell),
          name,
          foundOf(delays),
          delayOf(delays, 0.5),
          delayOf(delays, 0.9),
          small(late / lateWeeks),
          `${Math.round((100 * recall) / (recall + wrong))} %`,
        ];
      }),
    ),
  );

function effectTable(cells: readonly Cell[]): string {
  const others = cells[0]?.crises ?? [];
  return markdown(
    ['effect', ...cells.map((cell) => `${perHour(cell)}: found; median, min`)],
    others.map(({ crisis }, i) => [
      crisis.name,
      ...cells.map((cell) => `${foundOf(delaysOf(cell, i, OURS))}; ${delayOf(delaysOf(cell, i, OURS), 0.5)}`),
    ]),
  );
}

const messageTable = (cells: readonly Cell[]): string =>
  markdown(
    ['world', 'rate', 'opened', 'escalated', 'resolved', 'reopened', 'duplicates'],
    cells.map((cell) => {
      const { crises, opened, escalated, resolved, reopened, duplicates } = cell.crises[0]!.messages;
      const each = [opened, escalated, resolved, reopened].map((count) => (count / crises).toFixed(2));
      return [cell.world, perHour(cell), ...each, String(duplicates)];
    }),
  );
