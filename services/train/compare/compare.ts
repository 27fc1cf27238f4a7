import { basename, join } from 'node:path';
import { z } from 'zod';
import { backendKinds } from '#shared/classifier/backend.ts';
import { runBehaviour } from '#shared/classifier/behaviour/run-behaviour.ts';
import { differences } from '#shared/classifier/evaluation/difference.ts';
import { type Target, twoClasses } from '#shared/classifier/dataset/target.ts';
import { evaluateModel, type Measured } from '#shared/classifier/evaluation/evaluate-model.ts';
import { behaviourTotal } from '#shared/classifier/report/behaviour-table.ts';
import { comparisonPage, type Compared, type Contest } from '#shared/classifier/report/comparison-page.ts';
import { readManifest } from '#shared/classifier/model/store.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { describeContest } from './describe-contest.ts';
import { evaluationJson } from '../evaluate/evaluation-json.ts';
import { parseClasses, readEvaluationTexts, withoutNeutral } from '../evaluation-texts.ts';
import { locateModel } from '../model-folder.ts';
import { modelBytes } from '../model-bytes.ts';
import { openModel } from '../open-model.ts';
import { parametersOf } from '../parameters.ts';
import { writeText } from '../write-pictures.ts';

const optionsSchema = z.object({
  models: z.array(z.string()).min(1),
  data: z.array(z.string()).min(1),
  textColumn: z.string().optional(),
  labelColumn: z.string().optional(),
  classes: z.string().transform(parseClasses).optional(),
  backend: z.enum(backendKinds).optional(),
  report: z.string().optional(),
  json: z.boolean().default(false),
});
type CompareOptions = z.infer<typeof optionsSchema>;

/**
 * Measures models one after the other and prints them side by side, a table for each data set.
 * @throws TonewatchError CONFIG_INVALID, INPUT_FILE_UNREADABLE, MODEL_NOT_FOUND, MODEL_INVALID, TENSORFLOW_UNAVAILABLE
 */
export async function runCompare(given: unknown): Promise<void> {
  const parsed = optionsSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
    throw new TonewatchError('CONFIG_INVALID', problems.join('; '));
  }
  const options = parsed.data;
  const byModel: Omit<Compared, 'differences'>[][] = [];
  const common = await commonTarget(options.models);
  for (const model of options.models) byModel.push(await measureModel(model, options, common));
  const contests = options.data.map((data, d): Contest => {
    const entries = byModel.flatMap((measured) => measured[d] ?? []);
    const [first] = entries;
    return {
      data: basename(data),
      notes: common ? ['not all of these models know a neutral class: neutral texts are left out'] : [],
      models: entries.map((entry) => ({
        ...entry,
        differences: first && first !== entry ? differences(first.measured, entry.measured) : undefined,
      })),
    };
  });
  if (options.report !== undefined) await writeText(options.report, comparisonPage(contests));
  console.log(options.json ? asJson(contests) : contests.map(describeContest).join('\n\n'));
}

/** Models are asked the same: about negative and positive texts alone where one of them knows no other classes. */
async function commonTarget(models: readonly string[]): Promise<Target | undefined> {
  const manifests = await Promise.all(models.map((model) => readManifest(...locateModel(model))));
  const outputs = manifests.map(({ output }) => output);
  if (outputs.every(({ type }) => type === 'rating')) return undefined;
  const narrow = outputs.some((output) => output.type === 'rating' || output.labels.length === 2);
  return narrow ? twoClasses : undefined;
}

/**
 * One model on all data sets, so that it is loaded once and only one is in memory.
 * @param common what all models are asked; undefined: what each of them says.
 */
async function measureModel(
  name: string,
  options: CompareOptions,
  common: Target | undefined,
): Promise<Omit<Compared, 'differences'>[]> {
  const { id, model, output, backend } = await openModel(name, options.backend);
  const [folder, modelsDir] = locateModel(name);
  const about = {
    parameters: parametersOf(model),
    bytes: await modelBytes(join(modelsDir, folder)),
    behaviour: behaviourTotal(await runBehaviour(backend, output)),
  };
  const { textColumn: text, labelColumn: label, classes } = options;
  const results: Omit<Compared, 'differences'>[] = [];
  for (const data of options.data) {
    const texts = await readEvaluationTexts(data, { text, label, classes }, common ?? output);
    const { target, rows } = common ? withoutNeutral(texts) : texts;
    const subject = { model: id, backend, output, data: basename(data), target, examples: rows };
    const measured: Measured = await evaluateModel(subject);
    results.push({ measured, ...about });
  }
  backend.close();
  return results;
}

const asJson = (contests: readonly Contest[]): string =>
  JSON.stringify(
    contests.map(({ data, notes, models }) => ({
      data,
      notes,
      models: models.map(({ measured, parameters, bytes, behaviour, differences: toFirst }) => ({
        ...evaluationJson(measured),
        parameters,
        bytes,
        behaviour,
        ...(toFirst && { differences: toFirst }),
      })),
    })),
  );
