import type { CapabilityResult, Failure } from '../behaviour/run-behaviour.ts';
import { markdownTable } from './markdown-table.ts';
import { paragraph, section, table } from './page.ts';
import { count, percent } from './figures.ts';

/** What a text does that passes. */
export const kinds = {
  minimum: 'has the expected label',
  invariance: 'keeps its label',
  direction: 'moves the right way',
};

/** Shares of the cases passed, over the whole suite. */
export function behaviourTotal(results: readonly CapabilityResult[]): { cases: number; passed: number } {
  const sum = (key: 'cases' | 'passed'): number => results.reduce((total, each) => total + each[key], 0);
  return { cases: sum('cases'), passed: sum('passed') };
}

/** Markdown for the card of a model. */
export function behaviourTable(results: readonly CapabilityResult[]): string {
  const { cases, passed } = behaviourTotal(results);
  return markdownTable(
    ['capability', 'a text', 'passed', 'example of a failure'],
    [
      ...results.map(({ capability, kind, cases: asked, passed: right, failures: [first] }) => [
        capability,
        kinds[kind],
        `${count(right)} of ${count(asked)} (${percent(right / asked, 0)})`,
        first ? describeFailure(first) : '',
      ]),
      ['all', '', `${count(passed)} of ${count(cases)} (${percent(passed / cases)})`, ''],
    ],
  );
}

/** The same as a section of a page, with more examples. */
export function behaviourSection(results: readonly CapabilityResult[]): string {
  const { cases, passed } = behaviourTotal(results);
  return section(
    `Behaviour: ${percent(passed / cases)} of ${count(cases)} cases passed`,
    table(
      ['capability', 'a text …', 'passed', 'of', 'share'],
      results.map((each) => [
        each.capability,
        kinds[each.kind],
        count(each.passed),
        count(each.cases),
        percent(each.passed / each.cases, 0),
      ]),
    ),
    ...results
      .filter(({ failures }) => failures.length > 0)
      .map(({ capability, failures }) =>
        paragraph(`${capability}: ${spread(failures, 3).map(describeFailure).join('; ')}`),
      ),
  );
}

/** `“The app isn't slow”: expected positive, said negative` */
export const describeFailure = ({ text, changed, expected, said }: Failure): string =>
  `“${text}”${changed === undefined ? '' : ` → “${changed}”`}: expected ${expected}, said ${said}`;

/** At most `count` of them, from all over the list: neighbours come from one template. */
export const spread = <T>(items: readonly T[], count: number): readonly T[] =>
  items.filter((_, i) => i % Math.max(1, Math.ceil(items.length / count)) === 0);
