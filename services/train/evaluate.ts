import { basename } from 'node:path';
import { z } from 'zod';
import { backendKinds } from '#shared/classifier/backend.ts';
import { evaluateModel, type Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { describeEvaluation } from './describe-evaluation.ts';
import { evaluationJson } from './evaluation-json.ts';
import { parseClasses, readEvaluationTexts } from './evaluation-texts.ts';
import { type OpenedModel, openModel } from './open-model.ts';
import { writePlots, writeEvaluationReport } from './write-pictures.ts';

const optionsSchema = z.object({
  model: z.string(),
  data: z.string(),
  textColumn: z.string().optional(),
  labelColumn: z.string().optional(),
  classes: z.string().transform(parseClasses).optional(),
  by: z.string().optional(),
  backend: z.enum(backendKinds),
  plots: z.string().optional(),
  report: z.string().optional(),
  json: z.boolean().default(false),
});
type EvaluateOptions = z.infer<typeof optionsSchema>;

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
  const opened = await openModel(options.model, options.backend);
  const measured = await measureData(opened, options);
  opened.backend.close();
  if (options.plots !== undefined) await writePlots(options.plots, measured.evaluation);
  if (options.report !== undefined) await writeEvaluationReport(options.report, [measured.evaluation]);
  console.log(options.json ? JSON.stringify(evaluationJson(measured)) : describeEvaluation(measured));
}

async function measureData(
  { id, output, backend }: OpenedModel,
  options: EvaluateOptions,
): Promise<Measured> {
  const { data, textColumn: text, labelColumn: label, classes, by: group } = options;
  const { target, rows, skipped } = await readEvaluationTexts(data, { text, label, classes, group }, output);
  if (skipped > 0) console.error(`${skipped} rows without a text or with another label were left out`);
  return evaluateModel({ model: id, backend, output, data: basename(data), target, examples: rows });
}
