import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buckets, csv, type Crisis } from '../unit/alert-backtest/generated-counts.ts';

const launcher = join(import.meta.dirname, '../../services/tonewatch.mjs');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Answer {
  readonly alerts: readonly Record<string, unknown>[];
  readonly sensitivities: Readonly<Record<string, { readonly alerts: number }>>;
}

const start = Date.UTC(2025, 2, 3);
const at = (day: number, hour: number): number => Date.UTC(2025, 2, day, hour);
const crisis: Crisis = { from: at(17, 9), to: at(17, 13), share: 0.55, volume: 3 };
const usual = { start, days: 16, bucketMinutes: 10, share: 0.15 };
/** Sixteen days of four products, of which one has a crisis. */
const history = csv({
  'aurora-phone': buckets({ ...usual, mentionsAnHour: 30, crises: [crisis], seed: 1 }),
  'brew-box': buckets({ ...usual, mentionsAnHour: 4, seed: 2 }),
  'nimbus-bank': buckets({ ...usual, mentionsAnHour: 100, share: 0.3, seed: 3 }),
  'zephyr-air': buckets({ ...usual, mentionsAnHour: 12, seed: 4 }),
});

describe('tonewatch backtest --counts', () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonewatch-backtest-'));
    file = join(folder, 'counts.csv');
    await writeFile(file, history);
    await writeFile(`${file}.gz`, gzipSync(history));
  });
  after(() => rm(folder, { recursive: true }));

  async function run(args: readonly string[], input = ''): Promise<Ended> {
    const child = spawn(process.execPath, [launcher, 'backtest', ...args]);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined).end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }
  const json = async (args: readonly string[], input?: string): Promise<Answer> => {
    const { code, stdout, stderr } = await run([...args, '--json'], input);
    assert.deepEqual({ code, stderr, lines: stdout.split('\n').length }, { code: 0, stderr: '', lines: 2 });
    return JSON.parse(stdout) as Answer;
  };

  test('finds the crisis, and nothing else', async () => {
    const { alerts, sensitivities } = await json(['--counts', file]);
    const [alert, ...others] = alerts;
    assert.deepEqual(others, []);
    assert.ok(alert);
    const { product, openedAt, resolvedAt, k, n, baseline } = alert;
    assert.deepEqual(Object.keys(alert), [
      'product',
      'kind',
      'openedAt',
      'resolvedAt',
      'severity',
      'window',
      'k',
      'n',
      'baseline',
    ]);
    assert.equal(product, 'aurora-phone');
    const [opened, resolved] = [openedAt, resolvedAt].map((time) => {
      assert.match(String(time), /^2025-03-\d\dT\d\d:\d\d:\d\dZ$/u);
      return Date.parse(String(time));
    });
    assert.ok(opened! > crisis.from && opened! <= crisis.from + 30 * 60_000, String(openedAt));
    assert.ok(resolved! > crisis.to && resolved! <= crisis.to + 8 * 3_600_000, String(resolvedAt));
    assert.ok(Number(k) / Number(n) > 0.3 && Math.abs(Number(baseline) - 0.15) < 0.02);
    assert.equal(sensitivities['strict']?.alerts, 1);
  });

  test('reads standard input and packed files alike', async () => {
    const plain = await json(['--counts', file]);
    assert.deepEqual(await json(['--counts', '-'], history), plain);
    assert.deepEqual(await json(['--counts', `${file}.gz`]), plain);
  });

  test('goes through some products, or a stretch', async () => {
    const { alerts: others } = await json(['--counts', file, '--product', 'brew-box', 'nimbus-bank']);
    assert.deepEqual(others, []);
    const { alerts: before } = await json(['--counts', file, '--to', '2025-03-17']);
    assert.deepEqual(before, []);
    const { alerts } = await json(['--counts', file, '--from', '2025-03-16', '--sensitivity', 'strict']);
    assert.equal(alerts.length, 1);
  });

  test('tells people the same, without colours where there is no terminal, and draws it', async () => {
    const picture = join(folder, 'alerts.svg');
    const { code, stdout, stderr } = await run(['--counts', file, '--svg', picture]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(
      stdout,
      /^1 alert at balanced · 4 products · Mon 3 Mar 2025, 00:00 UTC – Wed 19 Mar 2025, 00:00 UTC\n/u,
    );
    assert.match(stdout, /\naurora-phone\n +OPENED \(UTC\) .*\n +2025-03-17 09:\d0 /u);
    assert.match(stdout, /\nNo alerts for 3 products\.\n/u);
    assert.ok(!stdout.includes('\u001b'));
    assert.match(
      await readFile(picture, 'utf8'),
      /^<svg [^>]*>.*>1 alert at balanced · 4 products<.*<\/svg>$/su,
    );
  });

  for (const [what, args, message] of [
    [
      'a file that is not there',
      ['--counts', 'absent.csv'],
      /INPUT_FILE_UNREADABLE: absent\.csv: there is no such file/,
    ],
    [
      'a line that is wrong',
      ['--counts', '-'],
      /COUNTS_INVALID: standard input: line 3: mentions: .*got "x" — Expected: CSV/,
    ],
    ['a time that is none', ['--counts', '-', '--from', 'soon'], /CONFIG_INVALID: --from: expected ISO 8601/],
    [
      'times the wrong way round',
      ['--counts', '-', '--from', '2025-03-02', '--to', '2025-03-01'],
      /CONFIG_INVALID: --to: /,
    ],
    [
      'a sensitivity that is none',
      ['--counts', '-', '--sensitivity', 'high'],
      /Allowed choices are sensitive, balanced, strict/,
    ],
  ] as const) {
    test(`refuses ${what} on one line`, async () => {
      const { code, stdout, stderr } = await run(
        args,
        'product,time,mentions,negative\na,2025-03-01,1,1\na,2025-03-01T00:05,x,1\n',
      );
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
      assert.match(stderr, message);
      assert.equal(stderr.split('\n').length, 2);
    });
  }

  test('refuses a product without counts, and names some that have', async () => {
    const { code, stderr } = await run(['--counts', file, '--product', 'aurora']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /CONFIG_INVALID: --product: no counts of "aurora"; there are aurora-phone, brew-box, /u,
    );
  });
});
