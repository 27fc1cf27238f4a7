import { readFile } from 'node:fs/promises';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

export const isReference = (text: string): boolean => /^(?:env|file):/u.test(text);

/**
 * What `env:NAME` or `file:PATH` stands for, without blanks around it. Errors name the reference, never the value.
 *
 * @throws TonewatchError NOTIFICATION_REFUSED when it is missing or empty
 */
export async function resolveReference(reference: string, env: NodeJS.ProcessEnv): Promise<string> {
  const name = reference.slice(reference.indexOf(':') + 1);
  const value = reference.startsWith('env:') ? env[name] : await contentOf(name);
  if (value === undefined) {
    const what = reference.startsWith('env:') ? 'the environment variable' : 'a readable file';
    throw new TonewatchError('NOTIFICATION_REFUSED', `${what} ${name} is missing`);
  }
  if (value.trim() === '') throw new TonewatchError('NOTIFICATION_REFUSED', `${name} is empty`);
  return value.trim();
}

/**
 * As `resolveReference`, of a secret, which is never held in settings itself.
 *
 * @throws TonewatchError NOTIFICATION_REFUSED, also when it is no reference
 */
export async function resolveSecret(reference: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (isReference(reference)) return resolveReference(reference, env);
  throw new TonewatchError('NOTIFICATION_REFUSED', 'a secret is given as env:NAME or file:PATH');
}

const contentOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);
