import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { prepareText } from '../text/preprocessing.ts';
import type { Backend } from './backend.ts';
import type { Check } from './model/manifest.ts';
import type { Model } from './model/model.ts';
import { loadModel, saveModel } from './model/store.ts';
import { outputsOf } from './model/output.ts';

/** Short and long, praise, complaint and neither, words of any vocabulary and of none, signs; and nothing at all. */
const texts: readonly string[] = [
  'I love this, it is great',
  'I hate this, it is terrible',
  'the office opens at nine',
  'not bad at all, but I used to like the old one more 🙂',
  '@anna they never answered!!! still waiting :( #fail',
  'zxqv wkrtz blorptag',
  'The film was so long that I nearly left, and then came the ending, which is the best I have seen in years; go and see it',
  '❤',
  '',
];

/** Backends agree within 1e-5; what differs by more than this is another model, or damaged. Ratings: of their range. */
const TOLERANCE = 1e-4;

/**
 * Saves a model together with its check: what it answers, as it is stored, to a few texts.
 * @param open makes it ready to score
 * @throws MODEL_INVALID as saveModel does
 */
export async function saveChecked(
  model: Model,
  modelsDir: string | undefined,
  open: (stored: Model) => Promise<Backend>,
): Promise<void> {
  // Tried elsewhere first: a service may be watching the folder.
  const trial = await mkdtemp(join(tmpdir(), 'tonewatch-check-'));
  try {
    await saveModel(model, trial);
    const stored = await loadModel(model.manifest.name, trial);
    const backend = await open(stored);
    const check = await measureCheck(backend, stored);
    backend.close();
    await saveModel({ ...model, manifest: { ...model.manifest, check } }, modelsDir);
  } finally {
    await rm(trial, { recursive: true });
  }
}

async function measureCheck(backend: Backend, { manifest: { output } }: Model): Promise<Check> {
  const posts = texts.map(prepareText);
  const outputs = outputsOf(output);
  const scores = Array.from(await backend.score(posts));
  return posts.map((tokens, i) => ({ tokens, outputs: scores.slice(i * outputs, (i + 1) * outputs) }));
}

/**
 * Has a model that was just opened answer the texts of its check, or, without one, any.
 * @throws TonewatchError MODEL_INVALID when it does not give the same numbers as on the day it was made, or none.
 */
export async function selfCheck(backend: Backend, model: Model): Promise<void> {
  const { name, check, output } = model.manifest;
  const expected = check ?? [];
  const outputs = outputsOf(output);
  const span = output.type === 'rating' ? output.highest - output.lowest : 1;
  const posts = check ? check.map(({ tokens }) => tokens) : texts.map(prepareText);
  const scores = await backend.score(posts);
  const failed = (problem: string): TonewatchError =>
    new TonewatchError('MODEL_INVALID', `${name}: failed its self-check: ${problem}`);
  for (const [i, tokens] of posts.entries()) {
    for (let o = 0; o < outputs; o++) {
      const got = scores[i * outputs + o] ?? NaN;
      const wanted = expected[i]?.outputs[o] ?? got;
      if (!Number.isFinite(got)) throw failed(`it gives no number for '${tokens}'`);
      if (Math.abs(got - wanted) > TOLERANCE * span) {
        throw failed(`'${tokens}' gives ${got.toFixed(6)}, expected ${wanted.toFixed(6)}`);
      }
    }
  }
}
