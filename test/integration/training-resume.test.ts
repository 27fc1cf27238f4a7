import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { eventually } from '../fixtures/eventually.ts';
import { runTonewatch, startTonewatch, type TonewatchProcess } from '../fixtures/tonewatch-process.ts';
import { withFiles } from '../unit/dataset/files.ts';
import { tinyFiles } from '../unit/training/tiny-corpus.ts';
import { tinyRecipe } from '../unit/training/tiny-recipe.ts';

const recipe = { ...tinyRecipe, training: { ...tinyRecipe.training, epochs: 20 } };
const files = { ...tinyFiles, 'recipe.yaml': stringify(recipe) };

describe(
  'a training run that is stopped',
  { skip: !tensorflowAvailable() && 'libtensorflow is not set up' },
  () => {
    const argumentsIn = (folder: string, out: string): string[] => [
      ...['train', '--recipe', join(folder, 'recipe.yaml'), '--data', folder, '--embeddings', folder],
      ...['--out', join(folder, out), '--checkpoints', join(folder, 'checkpoints')],
    ];
    const weights = (folder: string, out: string): Promise<Buffer> =>
      readFile(join(folder, out, 'weights.bin'));
    const afterEpoch = (run: TonewatchProcess, epoch: number): Promise<void> =>
      eventually(`epoch ${epoch} is over`, () => run.stderr().includes(`epoch ${epoch}:`));

    test('by SIGKILL or SIGTERM goes on to the same weights, to the bit', async () => {
      await withFiles(files, async (folder) => {
        await runTonewatch(argumentsIn(folder, 'whole'));
        assert.ok(!existsSync(join(folder, 'checkpoints', 'checkpoint')), 'a checkpoint is left');

        const killed = startTonewatch(argumentsIn(folder, 'again'));
        await afterEpoch(killed, 1);
        await killed.kill();
        assert.ok(!existsSync(join(folder, 'again')), 'was over before it was killed');

        const asked = startTonewatch(argumentsIn(folder, 'again'));
        await afterEpoch(asked, 5);
        const code = await asked.stop();
        assert.match(asked.stderr(), /goes on in epoch [2-5]/u);
        assert.match(asked.stderr(), /TRAINING_STOPPED: stopped in epoch .*same command again/u);
        assert.equal(code, 1);

        const last = startTonewatch(argumentsIn(folder, 'again'));
        assert.equal(await last.exited, 0, last.stderr());
        assert.match(last.stderr(), /goes on in epoch \d+, after \d+ examples/u);
        assert.ok((await weights(folder, 'whole')).equals(await weights(folder, 'again')));
      });
    });
  },
);
