import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';

/** What is kept of an author's handle. */
export type AuthorRule = (handle: string) => string | null;

const HEX_DIGITS = 32;
const LEAST_KEY = 16;
/** Handles whose hash is kept: some megabytes, and most posts come from people who have written before. */
const REMEMBERED = 50_000;

/** The rule of the configuration. Throws CONFIG_INVALID when the data directory holds a key that is none. */
export async function authorRule({ ingest, dataDir }: Config): Promise<AuthorRule> {
  switch (ingest.authors) {
    case 'drop':
      return () => null;
    case 'plain':
      return (handle) => handle;
    case 'hash':
      return hashedAuthor(ingest.authorKey === '' ? await keyIn(dataDir) : ingest.authorKey);
  }
}

/** HMAC-SHA-256 of the handle in lower case (handles differ in no more than that), its first 128 bits in hexadecimal. */
export function hashedAuthor(key: string): AuthorRule {
  // A Map keeps the order of insertion: its first entry is the one that was used longest ago.
  const remembered = new Map<string, string>();
  return (handle) => {
    const name = handle.toLowerCase();
    let hash = remembered.get(name);
    if (hash === undefined) {
      hash = createHmac('sha256', key).update(name).digest('hex').slice(0, HEX_DIGITS);
      const [oldest] = remembered.size >= REMEMBERED ? remembered.keys() : [];
      if (oldest !== undefined) remembered.delete(oldest);
    } else {
      remembered.delete(name);
    }
    remembered.set(name, hash);
    return hash;
  };
}

/**
 * The key kept in the data directory, made by whoever comes first: it appears under its name complete, so that copies
 * that start together agree on one.
 */
async function keyIn(dataDir: string): Promise<string> {
  const path = join(dataDir, 'author.key');
  const kept = await readKey(path);
  if (kept !== undefined) return kept;
  await mkdir(dataDir, { recursive: true });
  const key = randomBytes(32).toString('hex');
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(`${key}\n`);
  await file.sync();
  await file.close();
  try {
    await link(draft, path);
    return key;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
  // Somebody else was first.
  return keyIn(dataDir);
}

async function readKey(path: string): Promise<string | undefined> {
  try {
    const key = (await readFile(path, 'utf8')).trim();
    if (key.length >= LEAST_KEY) return key;
    throw new TonewatchError('CONFIG_INVALID', `${path}: expected a key of ${LEAST_KEY} characters or more`);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
