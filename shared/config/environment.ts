import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fileProblem } from '../errors/file-problem.ts';
import { settings, type Setting } from './settings.ts';
import { atPath, merge, type Tree } from './tree.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings that environment variables give. An empty variable counts as not set. `<VARIABLE>_FILE` names a file
 * that holds the value (secrets of Docker and Kubernetes); a line break at its end is no part of it.
 */
export function readEnvironment(env: Environment): { values: Tree; problems: string[] } {
  const problems: string[] = [];
  let values: Tree = {};
  for (const setting of settings) {
    const text = textOf(setting, env, problems);
    if (text) values = merge(values, atPath(setting.path, valueOf(setting, text)));
  }
  return { values, problems };
}

function textOf({ variable, secret }: Setting, env: Environment, problems: string[]): string | undefined {
  if (variable === null) return undefined;
  const plain = env[variable];
  const file = secret ? env[`${variable}_FILE`] : undefined;
  if (!file) return plain;
  if (plain) problems.push(`${variable} and ${variable}_FILE: expected one of the two, got both`);
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/u, '');
  } catch (error) {
    problems.push(`${variable}_FILE: expected a readable file, got ${file} (${fileProblem(error)})`);
    return undefined;
  }
}

/** What cannot be read stays text: the schema then says what it expected. */
function valueOf({ kind }: Setting, text: string): unknown {
  if (kind === 'text') return text;
  if (kind === 'list') return text.split(',').map((item) => item.trim());
  try {
    return parse(text);
  } catch {
    return text;
  }
}
