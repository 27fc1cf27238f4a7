import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { startEmbedded } from '#shared/database/embedded.ts';
import { openPool } from '#shared/database/open.ts';
import { recountDifferences } from '#shared/database/recount.ts';
import { eventually } from '../fixtures/eventually.ts';
import { seeded } from '../fixtures/generated-posts.ts';
import { runTonewatch, startTonewatch } from '../fixtures/tonewatch-process.ts';

interface Summary {
  readonly read: number;
  readonly mentions: number;
  readonly unmatched: number;
  readonly unscored: number;
  readonly deadLetters: number;
  readonly products: Record<
    string,
    { mentions: number; negative: number; neutral: number; positive: number }
  >;
}

const log = pino({ level: 'silent' });
const env = { TONEWATCH_INGEST_AUTHOR_KEY: 'a key for this test alone' };
const ROWS = 12_000;
const MALFORMED = 40;
const KILLS = 4;
const SEED = Number(process.env['TONEWATCH_TEST_SEED'] ?? Date.now() % 1e9);
let folder = '';
let args: string[] = [];

/** A table as people have them: quoted texts with line breaks, rows twice, rows that do not fit the header. */
function table(): string {
  const texts = [
    'I love the new lumen lamp',
    'the lumen is broken, what a ""great"" lamp',
    'my pebble bike\narrived',
    'nothing to see here',
    'Mi lámpara lumen es una maravilla y estoy muy contento con ella',
  ];
  const rows = ['key,body,who,at'];
  for (let row = 0; row < ROWS; row += 1) {
    const at = new Date(Date.UTC(2026, 2, 1) + row * 20_000).toISOString();
    const id = row % 50 === 49 ? row - 1 : row;
    rows.push(`${id},"${texts[id % texts.length] ?? ''} ${id}",user${row % 90},${at}`);
    if (row % (ROWS / MALFORMED) === 7)
      rows.push(row % 2 === 0 ? `bad${row},too short` : `bad${row},"open ${row}`);
  }
  return `${rows.join('\n')}\n`;
}

const dataDir = (name: string): string => join(folder, name);
const play = (name: string): string[] => ['start', '--data-dir', dataDir(name), ...args];
const summaryOf = (stdout: string): Summary => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Summary;

/** What PostgreSQL holds, after checking that its sums are right. */
async function stored(name: string): Promise<unknown[][]> {
  const server = await startEmbedded(dataDir(name), log);
  const pool = openPool(server.url, 1, log);
  try {
    assert.deepEqual(await recountDifferences(pool), []);
    const mentions = await pool.query(
      `select product_id, post_id, posted_at, text, author, language, cluster, label, negative, neutral, positive
       from mentions order by 1, 2`,
    );
    const minutes = await pool.query('select * from sentiment_minutes order by 1, 2');
    return [mentions.rows, minutes.rows];
  } finally {
    await pool.end();
    await server.close();
  }
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonewatch-start-'));
  const [feed, products] = [join(folder, 'Some Posts.csv'), join(folder, 'products.yaml')];
  await writeFile(feed, table());
  await writeFile(
    products,
    JSON.stringify([
      { id: 'lumen', name: 'Lumen lamp', query: 'lumen' },
      { id: 'pebble', name: 'Pebble bike', query: 'pebble bike' },
    ]),
  );
  const map = 'id=key,text=body,author=who,postedAt=at';
  args = ['--feed', feed, '--map', map, '--products', products, '--until-done', '--json'];
});
after(() => rm(folder, { recursive: true, force: true }));

describe('start', () => {
  let uninterrupted: unknown[][] = [];

  test('plays a file until every row is stored or a dead letter, and again without changing anything', async () => {
    const first = await runTonewatch(play('whole'), env);
    assert.equal(first.trim().split('\n').length, 1, 'nothing but the summary on stdout');
    const summary = summaryOf(first);
    const { lumen, pebble } = summary.products;
    assert.deepEqual(Object.keys(summary), [
      'read',
      'mentions',
      'unmatched',
      'unscored',
      'deadLetters',
      'products',
    ]);
    assert.equal(summary.read, ROWS + MALFORMED);
    assert.equal(summary.deadLetters, MALFORMED);
    assert.equal(summary.mentions, (lumen?.mentions ?? 0) + (pebble?.mentions ?? 0));
    const scored = Object.values(summary.products).reduce(
      (n, p) => n + p.negative + p.neutral + p.positive,
      0,
    );
    assert.equal(scored + summary.unscored, summary.mentions);
    assert.ok(summary.unscored > 0 && summary.unmatched > 0);
    uninterrupted = await stored('whole');
    assert.equal(uninterrupted[0]?.length, summary.mentions);

    const second = summaryOf(await runTonewatch(play('whole'), env));
    assert.deepEqual(second, summary);
    assert.deepEqual(await stored('whole'), uninterrupted);
  });

  test(`killed again and again at random moments, it ends as if it had not been (seed ${SEED})`, async (t) => {
    const random = seeded(SEED);
    const killed = startTonewatch(play('killed'), env);
    await eventually('a scored mention is stored', () => killed.stderr().includes('first scored mention'));
    await killed.kill();
    assert.equal(killed.stdout(), '');
    for (let time = 0; time < KILLS; time += 1) {
      const next = startTonewatch(play('killed'), env);
      const afterMs = Math.floor(random() * 3_000);
      t.diagnostic(`killed after ${afterMs} ms`);
      await Promise.race([next.exited, delay(afterMs)]);
      await next.kill();
    }
    await runTonewatch(play('killed'), env);
    assert.deepEqual(await stored('killed'), uninterrupted);
  });

  test('stops cleanly within ten seconds when it is asked to, says that there is more, and goes on later', async () => {
    const stopped = startTonewatch(play('stopped'), env);
    await eventually('a scored mention is stored', () => stopped.stderr().includes('first scored mention'));
    const begin = performance.now();
    await stopped.stop();
    assert.ok(performance.now() - begin < 10_000);
    assert.match(stopped.stderr(), /run it again to go on|posts played/u);
    await runTonewatch(play('stopped'), env);
    assert.deepEqual(await stored('stopped'), uninterrupted);
  });

  test('says in one line what is missing', async () => {
    const failing = startTonewatch([
      'start',
      '--data-dir',
      dataDir('none'),
      '--feed',
      join(folder, 'none.csv'),
      '--json',
    ]);
    assert.equal(await failing.exited, 1);
    assert.match(failing.stderr(), /^tonewatch: INPUT_FILE_UNREADABLE: .*none\.csv/mu);
    assert.equal(failing.stdout(), '');
  });
});

test('the sample feed is played once: a second run to its end adds nothing', async () => {
  const sample = ['start', '--data-dir', dataDir('sample'), '--until-done', '--json'];
  const first = summaryOf(await runTonewatch(sample, env));
  assert.ok(first.read > 15_000 && first.mentions > 15_000 && first.deadLetters === 0);
  assert.ok(first.unmatched > 500 && first.unscored > 500);
  const second = summaryOf(await runTonewatch(sample, env));
  assert.deepEqual(second, { ...first, read: 0, unmatched: 0 });
});
