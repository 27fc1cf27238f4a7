import { isBagOfWords } from '#shared/classifier/bag-of-words/backend.ts';
import { heaviestNgrams } from '#shared/classifier/bag-of-words/heaviest-ngrams.ts';
import { isCnn } from '#shared/classifier/compiled/cnn/cnn-model.ts';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { inspectFilters } from '#shared/classifier/inspection/inspect-filters.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { describeFilters, describeHeaviest } from './describe-words.ts';
import { type OpenedModel, outputNames } from '../open-model.ts';

const NGRAMS = 6;
const HEAVIEST = 25;

export interface FilterOptions {
  readonly data?: string | undefined;
  readonly textColumn?: string | undefined;
  readonly labelColumn?: string | undefined;
  readonly json: boolean;
}

/**
 * What the parts of a model look for, whatever the text: the n-grams that each filter of a CNN fires on in a file, or
 * those that speak most for each class in a bag of words.
 * @throws TonewatchError CONFIG_INVALID for a model that has neither, INPUT_FILE_UNREADABLE
 */
export async function showFilters(opened: OpenedModel, options: FilterOptions): Promise<string> {
  const { model, id, output } = opened;
  const outputs = outputNames(opened);
  if (isBagOfWords(model)) {
    const heaviest = heaviestNgrams(model, HEAVIEST);
    return options.json
      ? JSON.stringify({
          model: id,
          heaviest: Object.fromEntries(outputs.map((name, o) => [name, heaviest[o]])),
        })
      : describeHeaviest(id, outputs, heaviest);
  }
  if (!isCnn(model)) {
    throw new TonewatchError(
      'CONFIG_INVALID',
      `--filters: ${id} has none: it is ${model.manifest.architecture.type}`,
    );
  }
  const { data, textColumn: text, labelColumn: label } = options;
  if (data === undefined) {
    throw new TonewatchError('CONFIG_INVALID', '--filters: --data FILE says in which texts');
  }
  const { rows } = await readLabelledTexts(data, { text, label }, output);
  const prepared = rows.map((row) => prepareText(row.text));
  const filters = inspectFilters(model, prepared, NGRAMS);
  return options.json
    ? JSON.stringify({ model: id, outputs, texts: rows.length, filters })
    : describeFilters(id, outputs, filters);
}
