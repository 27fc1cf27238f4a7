import { basename } from 'node:path';
import { z } from 'zod';
import { backendKinds } from '#shared/classifier/backend.ts';
import { type CapabilityResult, runBehaviour } from '#shared/classifier/behaviour/run-behaviour.ts';
import { evaluateModel, type Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import { behaviourTotal } from '#shared/classifier/report/behaviour-table.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { describeBehaviour } from './describe-behaviour.ts';
import { describeEvaluation } from './describe-evaluation.ts';
import { evaluationJson } from './evaluation-json.ts';
import { parseClasses, readEvaluationTexts } from '../evaluation-texts.ts';
import { type OpenedModel, openModel } from '../open-model.ts';
import { writePlots, writeEvaluationReport } from '../write-pictures.ts';

const optionsSchema = z.object({
  model: z.string(),
  data: z.string().optional(),
  behaviour: z.boolean().default(false),
  textColumn: z.string().optional(),
  labelColumn: z.string().optional(),
  classes: z.string().transform(parseClasses).optional(),
  by: z.string().optional(),
  backend: z.enum(backendKinds).optional(),
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
  if (options.data === undefined && !options.behaviour) {
    throw new TonewatchError('CONFIG_INVALID', '--data FILE or --behaviour: say what to measure');
  }
  const opened = await openModel(options.model, options.backend);
  const measured = options.data === undefined ? undefined : await measureData(opened, options.data, options);
  const behaviour = options.behaviour ? await runBehaviour(opened.backend, opened.output) : undefined;
  opened.backend.close();
  if (options.plots !== undefined && measured) await writePlots(options.plots, measured);
  if (options.report !== undefined) {
    await writeEvaluationReport(options.report, opened.id, measured, behaviour);
  }
  console.log(
    options.json ? asJson(opened.id, measured, behaviour) : describe(opened.id, measured, behaviour),
  );
}

async function measureData(
  { id, output, backend }: OpenedModel,
  data: string,
  options: EvaluateOptions,
): Promise<Measured> {
  const { textColumn: text, labelColumn: label, classes, by: group } = options;
  const { target, rows, skipped } = await readEvaluationTexts(data, { text, label, classes, group }, output);
  if (skipped > 0) console.error(`${skipped} rows without a text or with an unknown label were left out`);
  return evaluateModel({ model: id, backend, output, data: basename(data), target, examples: rows });
}

type Behaviour = readonly CapabilityResult[] | undefined;

function asJson(model: string, measured: Measured | undefined, behaviour: Behaviour): string {
  return JSON.stringify({
    model,
    ...(measured && evaluationJson(measured)),
    ...(behaviour && { behaviour: { ...behaviourTotal(behaviour), capabilities: behaviour } }),
  });
}

const describe = (model: string, measured: Measured | undefined, behaviour: Behaviour): string =>
  [measured && describeEvaluation(measured), behaviour && describeBehaviour(model, behaviour)]
    .filter((part) => part !== undefined)
    .join('\n\n');
