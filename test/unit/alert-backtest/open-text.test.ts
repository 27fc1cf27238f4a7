import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openText } from '../../../services/alert/backtest/counts/open-text.ts';

describe('the text of a file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonewatch-backtest-'));
  });
  after(() => rm(folder, { recursive: true }));

  // Two bytes a letter: pieces end inside of one.
  const text = 'ü'.repeat(400_000) + 'x';
  async function read(file: string, onRead?: (share: number | null) => void): Promise<string> {
    let whole = '';
    for await (const piece of openText(join(folder, file), onRead)) whole += piece;
    return whole;
  }

  test('is whole, plain and packed', async () => {
    await writeFile(join(folder, 'counts.csv'), text);
    await writeFile(join(folder, 'counts.csv.gz'), gzipSync(text));
    assert.equal(await read('counts.csv'), text);
    assert.equal(await read('counts.csv.gz'), text);
  });

  test('is reported as it is read', async () => {
    await writeFile(join(folder, 'long.csv'), text);
    const shares: (number | null)[] = [];
    await read('long.csv', (share) => shares.push(share));
    assert.equal(shares.at(-1), 1);
    assert.ok(shares.length > 1);
  });

  test('is refused, with the reason, where there is none', async () => {
    await writeFile(join(folder, 'plain.csv.gz'), text);
    const unreadable = (message: RegExp) => ({ code: 'INPUT_FILE_UNREADABLE', message });
    await assert.rejects(read('absent.csv'), unreadable(/absent\.csv: there is no such file$/u));
    await assert.rejects(read('absent.csv.gz'), unreadable(/absent\.csv\.gz: there is no such file$/u));
    await assert.rejects(read('plain.csv.gz'), unreadable(/plain\.csv\.gz: expected a gzip file/u));
    await assert.rejects(read('.'), unreadable(/: it is a folder$/u));
  });
});
