import type { LayersModel, SymbolicTensor, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Evidence } from '../../avro/mention.ts';
import type { CnnModel } from '../compiled/cnn/cnn-model.ts';
import { createCnnEvidence } from '../evidence/cnn.ts';
import { evidenceOf } from '../evidence/evidence.ts';
import { createSpans } from '../evidence/spans.ts';
import { weightValues } from '../model/model.ts';
import type { Tensorflow } from './load.ts';

/** What libtensorflow gives for a batch: logits, and of each filter its maximum and the window that it comes from. */
export type PooledBatch = {
  readonly logits: Tensor2D;
  /** [texts, features] */
  readonly maxima: Tensor2D;
  /** [texts, features], int32: the first position of the window, in the padded text. */
  readonly windows: Tensor2D;
};

/** The evidence of a CNN from what libtensorflow has pooled; the same arithmetic as that of the compiled backend. */
export interface CnnExplainer {
  pool(inputs: Tensor | Tensor[]): PooledBatch;
  /** Fetches what was pooled, and says of one text of the batch why it is what it is. */
  read(batch: PooledBatch): (text: number, tokens: string, count: number, output: number) => Evidence[];
}

/** Windows as addresses, which is how evidence wants them: the first pad in front is at 4. */
const ORIGIN = 4;

export function createCnnExplainer(
  tensorflow: Tensorflow,
  network: LayersModel,
  model: CnnModel,
): CnnExplainer {
  const { architecture, maxTokens } = model.manifest;
  const { widths, filters } = architecture;
  const features = widths.length * filters;
  const convolutions = widths.map((width) => network.getLayer(`conv${width}`).output as SymbolicTensor);
  const open = tensorflow.model({ inputs: network.inputs, outputs: [...network.outputs, ...convolutions] });
  const weights = { kernel: weightValues(model, 'dense/kernel'), bias: weightValues(model, 'dense/bias') };
  const gather = createCnnEvidence(model.manifest, weights, { stride: filters, origin: ORIGIN, scale: 1 });
  const spans = createSpans(maxTokens, widths.at(-1) ?? 1);
  const winners = new Int32Array(features);

  return {
    pool: (inputs) =>
      tensorflow.tidy(() => {
        const [logits, ...convolved] = open.apply(inputs) as [Tensor2D, ...Tensor3D[]];
        const maxima = convolved.map((each): Tensor2D => each.max<Tensor2D>(1).relu());
        const windows = convolved.map((each) => each.argMax<Tensor2D>(1));
        return { logits, maxima: tensorflow.concat(maxima, 1), windows: tensorflow.concat(windows, 1) };
      }),
    read(batch) {
      const maxima = batch.maxima.dataSync();
      const windows = batch.windows.dataSync();
      return (text, tokens, count, decided) => {
        const at = text * features;
        for (let f = 0; f < features; f++) winners[f] = ORIGIN + 4 * (windows[at + f] as number);
        spans.begin(count);
        gather({ maxima: maxima.subarray(at, at + features), winners }, count, decided, spans);
        return evidenceOf(tokens, spans);
      };
    },
  };
}
