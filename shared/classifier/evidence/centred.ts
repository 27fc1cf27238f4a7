import type { Output } from '../model/output.ts';

/**
 * Evidence is about the centred logit of the decided label: its logit less the mean of all, after calibration. Of all
 * that softmax(logits) leaves open, this is what makes the logits of a text add up to 0. A rating has one logit, taken
 * as it is.
 *
 * Takes the last layer from features to logits into one from features to centred logits. The centred logit of output o
 * is then Σ over features of `value · kernel[o, feature]`, plus `bias[o]`.
 *
 * @param kernel [features, outputs], row-major
 * @returns kernel as [outputs, features], row-major
 */
export function centredLayer(
  output: Output,
  kernel: Float32Array,
  bias: Float32Array,
): { kernel: Float64Array; bias: Float64Array } {
  const outputs = bias.length;
  const features = kernel.length / outputs;
  const { temperature, bias: shift } =
    output.type === 'classes' ? output.calibration : { temperature: 1, bias: [0] };
  const centred = (value: (o: number) => number, o: number): number => {
    if (outputs === 1) return value(0);
    let sum = 0;
    for (let each = 0; each < outputs; each++) sum += value(each);
    return value(o) - sum / outputs;
  };
  const layer = { kernel: new Float64Array(kernel.length), bias: new Float64Array(outputs) };
  for (let o = 0; o < outputs; o++) {
    layer.bias[o] = centred((each) => (bias[each] as number) / temperature + (shift[each] as number), o);
    for (let f = 0; f < features; f++) {
      layer.kernel[o * features + f] = centred(
        (each) => (kernel[f * outputs + each] as number) / temperature,
        o,
      );
    }
  }
  return layer;
}
