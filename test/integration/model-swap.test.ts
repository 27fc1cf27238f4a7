import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { kafkaAvailable } from '../../infra/kafka/broker.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { saveChecked } from '#shared/classifier/self-check.ts';
import { eventually } from '../fixtures/eventually.ts';
import { underLoad } from '../fixtures/load.ts';
import { randomModel } from '../unit/classifier/random-model.ts';

const NAME = 'swapped';
const words = ['the', 'flight', 'was', 'late', 'great', 'not', '!', 'love', 'terrible', 'crew', 'battery'];

test(
  'another version takes over while posts flow, broken ones do not, and no mention is lost or doubled',
  { skip: !kafkaAvailable() && 'no Kafka: run infra/kafka/setup.sh' },
  async () => {
    const modelsDir = await mkdtemp(join(tmpdir(), 'tonewatch-models-'));
    const file = (name: string): string => join(modelsDir, NAME, name);
    const save = async (version: number): Promise<void> => {
      const model = randomModel({ words, seed: version, name: NAME });
      const manifest = { ...model.manifest, version };
      await saveChecked({ ...model, manifest }, modelsDir, (each) => openBackend(each, 'compiled'));
    };
    process.env['TONEWATCH_SCORE_MODELS_DIR'] = modelsDir;
    process.env['TONEWATCH_SCORE_MODEL'] = NAME;
    process.env['TONEWATCH_SCORE_MODEL_REFRESH_MS'] = '3600000'; // SIGHUP asks instead
    try {
      await save(1);
      await underLoad(async (load) => {
        const { pool } = load.installation.postgres;
        const models = async (): Promise<(string | null)[]> => {
          const { rows } = await pool.query<{ model: string | null }>(
            'select distinct model from mentions where model is not null order by 1',
          );
          return rows.map(({ model }) => model);
        };
        const scorer = load.startAll().get('score');
        const refusals = (): number => (scorer?.stderr().match(/model refused/gu) ?? []).length;
        const lookNow = (): void => void scorer?.child.kill('SIGHUP');
        await load.produce(1_500);
        await load.more(200);

        await Promise.all([load.produce(1_500), save(2)]);
        lookNow();
        await eventually('the second version scores', async () => {
          await load.produce(100);
          return (await models()).includes(`${NAME}@2`);
        });

        // A deployment that broke off: weights cut short under a manifest that promises more.
        await save(3);
        await truncate(file('weights.bin'), 100);
        lookNow();
        await eventually('the one with short weights is refused', () => refusals() === 1);
        await load.produce(500);

        await save(4);
        const manifest = await readFile(file('model.json'), 'utf8');
        await writeFile(
          file('model.json'),
          manifest.replace(/"outputs": \[\s*0\.\d/u, '"outputs": [ 0.00001'),
        );
        lookNow();
        await eventually('the one that fails its check is refused', () => refusals() === 2);
        await load.produce(500);

        await load.complete();
        assert.deepEqual(await models(), [`${NAME}@1`, `${NAME}@2`]);
        assert.match(scorer?.stderr() ?? '', /swapped\/weights\.bin: .* needs bytes/u);
        assert.match(scorer?.stderr() ?? '', /failed its self-check/u);
        assert.equal(await scorer?.stop(), 0);
        assert.match(scorer?.stderr() ?? '', /"swaps":1,"refused":2/u);
      });
    } finally {
      await rm(modelsDir, { recursive: true });
    }
  },
);
