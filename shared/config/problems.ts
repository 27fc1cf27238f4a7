import type { z } from 'zod';
import { settings, type Setting } from './settings.ts';
import { valueAt, type Tree } from './tree.ts';

/** One line for each thing that is wrong: its path (and variable, if it came from one), what was expected, what came. */
export function problemsOf(error: z.ZodError, given: Tree, fromEnvironment: Tree): string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `${[...issue.path, key].join('.')}: there is no such setting`);
    }
    if (issue.code === 'invalid_key') {
      const [reason] = issue.issues;
      return [`${issue.path.join('.')}: ${reason?.message ?? issue.message} in its name`];
    }
    const setting = settings.find(({ path }) => fits(path, issue.path));
    const variable = valueAt(fromEnvironment, issue.path) === undefined ? null : setting?.variable;
    const where = `${issue.path.join('.')}${variable ? ` (${variable})` : ''}`;
    const got = setting?.secret === true ? '' : `, got ${JSON.stringify(valueAt(given, issue.path))}`;
    return [`${where}: ${expected(issue, setting)}${got}`];
  });
}

/** Items of a list belong to the setting that is the list. */
const fits = (path: readonly string[], actual: readonly PropertyKey[]): boolean =>
  path.length === actual.filter((part) => typeof part === 'string').length &&
  path.every((part, index) => part === '<name>' || part === actual[index]);

function expected(issue: z.core.$ZodIssue, setting: Setting | undefined): string {
  const ownWords = issue.code === 'invalid_format' || issue.code === 'custom';
  if (setting && !ownWords && issue.path.length === setting.path.length) return `expected ${setting.allowed}`;
  return issue.message.replace(/^.*?: (?=expected)/u, '').replace(/, received.*$/u, '');
}
