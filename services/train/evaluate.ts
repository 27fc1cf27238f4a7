import { z } from 'zod';
import { labels, type Label } from '#shared/avro/mention.ts';
import { backendKinds } from '#shared/classifier/backend.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { evaluate } from '#shared/classifier/evaluation/evaluate.ts';
import type { Metrics } from '#shared/classifier/evaluation/metrics.ts';
import { modelId } from '#shared/classifier/model/manifest.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { describeMetrics } from './metrics-table.ts';
import { locateModel } from './model-folder.ts';

const optionsSchema = z.object({
  model: z.string(),
  data: z.string(),
  textColumn: z.string(),
  labelColumn: z.string(),
  classes: z.string().optional(),
  backend: z.enum(backendKinds),
  json: z.boolean().default(false),
});

/**
 * Measures a model and prints the result on stdout.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, MODEL_NOT_FOUND, MODEL_INVALID, TENSORFLOW_UNAVAILABLE
 */
export async function runEvaluate(given: unknown): Promise<void> {
  const parsed = optionsSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
    throw new TonewatchError('CONFIG_INVALID', problems.join('; '));
  }
  const options = parsed.data;
  const { rows, skipped } = await readLabelledTexts(options.data, {
    text: options.textColumn,
    label: options.labelColumn,
    classes: options.classes === undefined ? undefined : parseClasses(options.classes),
  });
  if (skipped > 0) console.error(`${skipped} rows without a text or with another label were left out`);
  const model = await loadModel(...locateModel(options.model));
  const backend = await openBackend(model, options.backend);
  const metrics = await evaluate(backend, rows);
  backend.close();
  const name = modelId(model.manifest);
  console.log(
    options.json ? JSON.stringify(asJson(name, options.backend, metrics)) : describeMetrics(name, metrics),
  );
}

/** `1=negative,3=neutral` by the names on the left. */
function parseClasses(list: string): Record<string, Label> {
  return Object.fromEntries(
    list.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      const label = labels.find((each) => each === pair.slice(at + 1).trim());
      if (at < 1 || !label) {
        throw new TonewatchError(
          'CONFIG_INVALID',
          `--classes: expected NAME=${labels.join('|')}, got '${pair}'`,
        );
      }
      return [pair.slice(0, at).trim(), label];
    }),
  );
}

function asJson(model: string, backend: string, metrics: Metrics): unknown {
  const byLabel = <T>(values: readonly T[]): Record<string, T | undefined> =>
    Object.fromEntries(labels.map((label, c) => [label, values[c]]));
  return {
    model,
    backend,
    examples: metrics.examples,
    accuracy: metrics.accuracy,
    macroRecall: metrics.macroRecall,
    macroF1: metrics.macroF1,
    recall: byLabel(metrics.recall),
    precision: byLabel(metrics.precision),
    ece: metrics.ece,
    logLoss: metrics.logLoss,
    labels,
    confusion: metrics.confusion,
  };
}
