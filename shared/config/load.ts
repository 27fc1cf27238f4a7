import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { fileProblem } from '../errors/file-problem.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { yamlProblem } from '../errors/yaml-problem.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { problemsOf } from './problems.ts';
import { configSchema, type Config } from './schema.ts';
import { settings } from './settings.ts';
import { isTree, merge, valueAt, type Tree } from './tree.ts';

/** Settings as a person gives them: any part of the whole. */
export type ConfigInput = z.input<typeof configSchema>;

export interface ConfigSources {
  /** A file that must exist. Without it: tonewatch.yaml in the working directory, if there is one. */
  readonly file?: string | undefined;
  /** From the command line. */
  readonly overrides?: ConfigInput;
  readonly env?: Environment;
}

const DEFAULT_FILE = 'tonewatch.yaml';

/**
 * The configuration: defaults, then the file, then TONEWATCH_* variables, then the command line; the later counts.
 * Throws CONFIG_INVALID with every problem there is, secrets left out; INPUT_FILE_UNREADABLE.
 */
export function loadConfig({ file, overrides = {}, env = process.env }: ConfigSources = {}): Config {
  const fromFile = readFile(file);
  const environment = readEnvironment(env);
  const given = [fromFile.values, environment.values, overrides].reduce<Tree>(merge, {});
  const parsed = configSchema.safeParse(given);
  const problems = [
    ...fromFile.problems,
    ...environment.problems,
    ...(parsed.success ? [] : problemsOf(parsed.error, given, environment.values)),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new TonewatchError('CONFIG_INVALID', problems.join('; '));
}

function readFile(file: string | undefined): { values: Tree; problems: string[] } {
  const name = file ?? DEFAULT_FILE;
  if (file === undefined && !existsSync(name)) return { values: {}, problems: [] };
  let text;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${name}: ${fileProblem(error)}`, { cause: error });
  }
  try {
    const values: unknown = parse(text) ?? {};
    if (isTree(values)) return { values, problems: secretsIn(name, values) };
    return { values: {}, problems: [`${name}: expected settings as "name: value"`] };
  } catch (error) {
    return { values: {}, problems: [`${name}: expected YAML (${yamlProblem(error)})`] };
  }
}

function secretsIn(name: string, values: Tree): string[] {
  return settings
    .filter(({ secret, path }) => secret && Boolean(valueAt(values, path)))
    .map(
      ({ path, variable }) =>
        `${path.join('.')}: expected no secret in ${name} (but in ${variable ?? ''} or ${variable ?? ''}_FILE)`,
    );
}
