import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const until = new URL('../../../shared/lifecycle/until-stopped.ts', import.meta.url).href;
const report = new URL('../../../shared/lifecycle/report-error.ts', import.meta.url).href;
const errors = new URL('../../../shared/errors/tonewatch-error.ts', import.meta.url).href;

/** A process that runs the script, prints `ready` and gets the signals; how it ended. */
async function ending(
  script: string,
  ...signals: NodeJS.Signals[]
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
  let [out, err] = ['', ''];
  child.stderr.on('data', (text) => (err += String(text)));
  child.stdout.on('data', (text) => {
    out += String(text);
    if (!/(ready|stopping)\n$/u.test(out)) return;
    const signal = signals.shift();
    if (signal) child.kill(signal);
  });
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

const run = (body: string): string =>
  `import { untilStopped } from ${JSON.stringify(until)};
   const alive = setInterval(() => {}, 1000);
   await untilStopped((signal) => new Promise((resolve, reject) => { ${body} }));
   clearInterval(alive); console.log('ended');`;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} asks for a clean stop, which is a success`, async () => {
    const script = run(`signal.addEventListener('abort', () => { console.log('stopping'); resolve(); });
      console.log('ready');`);
    assert.deepEqual(await ending(script, signal), { code: 0, out: 'ready\nstopping\nended\n', err: '' });
  });
}

test('a second signal ends the process at once', async () => {
  const script = run(
    `signal.addEventListener('abort', () => console.log('stopping')); console.log('ready');`,
  );
  assert.deepEqual(await ending(script, 'SIGTERM', 'SIGINT'), {
    code: 130,
    out: 'ready\nstopping\n',
    err: '',
  });
});

test('an error is one clear line on stderr and exit code 1, whatever is still open', async () => {
  const script = `import { reportError } from ${JSON.stringify(report)};
    import { TonewatchError } from ${JSON.stringify(errors)};
    setInterval(() => {}, 1000);
    reportError(new TonewatchError('KAFKA_UNREACHABLE', 'no broker at a:9092'));`;
  assert.deepEqual(await ending(script), {
    code: 1,
    out: '',
    err: 'tonewatch: KAFKA_UNREACHABLE: no broker at a:9092 — Check --kafka HOST:PORT and that the broker runs.\n',
  });
});
