/**
 * Runs the test suites: `npm test` runs all of them, `npm test -- unit contract` some. Every test that this machine can
 * run is run; what was left out is listed with what would enable it. With CI=true a test that was left out is a failure.
 */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** In the order in which they run: quick ones first. Those that start servers run one file at a time. */
const suites = [
  { name: 'unit', together: availableParallelism() },
  { name: 'golden', together: availableParallelism() },
  { name: 'contract', together: 1 },
  { name: 'integration', together: 1 },
  { name: 'faults', together: 1 },
];

interface Tally {
  passed: number;
  failed: string[];
  leftOut: { test: string; reason: string }[];
}

async function runSuite(name: string, together: number, tally: Tally): Promise<void> {
  const files = testFiles(name);
  if (files.length === 0) return;
  process.stdout.write(`\n— ${name}: ${files.length} files\n`);
  const events = run({ files, concurrency: together, timeout: 300_000 });
  events.on('test:pass', (test) => {
    if (test.skip !== undefined && test.skip !== false) {
      tally.leftOut.push({
        test: `${name}: ${test.name}`,
        reason: test.skip === true ? 'no reason given' : test.skip,
      });
    } else if (test.details.type !== 'suite') tally.passed += 1;
  });
  events.on('test:fail', (test) =>
    tally.failed.push(`${name}: ${test.name} (${test.file ?? ''}:${test.line ?? 0})`),
  );
  const lines: AsyncIterable<string | Buffer> = events.pipe(new spec());
  for await (const line of lines) process.stdout.write(line);
}

function testFiles(suite: string): string[] {
  const folder = join(import.meta.dirname, suite);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))
    .sort();
}

function report({ passed, failed, leftOut }: Tally): void {
  const reasons = new Map<string, number>();
  for (const { reason } of leftOut) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  if (leftOut.length > 0) process.stdout.write('\nLeft out on this machine:\n');
  for (const [reason, tests] of reasons) process.stdout.write(`  ${tests} tests: ${reason}\n`);
  if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.map((name) => `  ${name}\n`).join('')}`);
  process.stdout.write(`\n${passed} passed, ${failed.length} failed, ${leftOut.length} skipped\n`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no suite ${unknown.join(', ')}; there are ${suites.map((suite) => suite.name).join(', ')}\n`,
  );
  process.exit(2);
}

const tally: Tally = { passed: 0, failed: [], leftOut: [] };
for (const { name, together } of suites) {
  if (wanted.length === 0 || wanted.includes(name)) await runSuite(name, together, tally);
}
report(tally);
const strict = process.env['CI'] === 'true';
process.exit(tally.failed.length > 0 || (strict && tally.leftOut.length > 0) ? 1 : 0);
