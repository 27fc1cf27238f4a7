import colours from 'picocolors';
import type { CapabilityResult } from '#shared/classifier/behaviour/run-behaviour.ts';
import { behaviourTotal, describeFailure, spread } from '#shared/classifier/report/behaviour-table.ts';
import { count, percent } from '#shared/classifier/report/figures.ts';
import { columns } from '../columns.ts';

const BAR = 20;
const EXAMPLES = 3;

/** The behavioural suite for people: a bar for each capability, then some of what went wrong. */
export function describeBehaviour(model: string, results: readonly CapabilityResult[]): string {
  const { cases, passed } = behaviourTotal(results);
  return [
    `${colours.bold(model)}: ${count(passed)} of ${count(cases)} cases of behaviour passed (${percent(passed / cases)})`,
    '',
    ...columns(
      results.map(({ capability, kind, cases: asked, passed: right }) => [
        capability,
        colours.dim(kind),
        bar(right / asked),
        colours.bold(percent(right / asked, 0)),
        colours.dim(`${count(right)} of ${count(asked)}`),
      ]),
      3,
    ),
    ...results.flatMap(({ capability, failures }) =>
      failures.length === 0
        ? []
        : [
            '',
            `  ${colours.bold(capability)}`,
            ...spread(failures, EXAMPLES).map((failure) => `    ${colours.dim(describeFailure(failure))}`),
          ],
    ),
  ].join('\n');
}

function bar(share: number): string {
  const filled = Math.round(share * BAR);
  const paint = share >= 0.9 ? colours.green : share >= 0.7 ? colours.yellow : colours.red;
  return paint('━'.repeat(filled)) + colours.dim('┄'.repeat(BAR - filled));
}
