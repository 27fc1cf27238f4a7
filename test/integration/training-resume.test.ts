import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
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

    test('is not gone on with by another recipe or other data', async () => {
      await withFiles(files, async (folder) => {
        await runTonewatch([...argumentsIn(folder, 'model'), '--keep']);
        const refusal = async (): Promise<string> => {
          const run = startTonewatch(argumentsIn(folder, 'model'));
          assert.equal(await run.exited, 1);
          return run.stderr();
        };
        await writeFile(join(folder, 'recipe.yaml'), stringify({ ...recipe, seed: 8 }));
        assert.match(await refusal(), /CONFIG_INVALID: --checkpoints: .*is of another recipe/u);
        await writeFile(join(folder, 'recipe.yaml'), files['recipe.yaml']);
        await writeFile(join(folder, 'posts.csv'), files['posts.csv'].replace('is bad', 'was bad'));
        assert.match(await refusal(), /is of other data or vectors/u);
        await writeFile(join(folder, 'checkpoints', 'checkpoint'), 'nothing');
        assert.match(await refusal(), /is not a checkpoint of this release/u);
      });
    });
  },
);
