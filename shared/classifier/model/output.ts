import { z } from 'zod';
import { labels } from '../../avro/mention.ts';

/** The classes that a model can tell apart, in the order of its logits: all three, or the two of the reviews. */
const classLabels = z.union([
  z.tuple([z.literal('negative'), z.literal('neutral'), z.literal('positive')]),
  z.tuple([z.literal('negative'), z.literal('positive')]),
]);

/** probabilities = softmax(logits / temperature + bias). */
const calibrationSchema = z.strictObject({ temperature: z.number().positive(), bias: z.array(z.number()) });
export type Calibration = z.infer<typeof calibrationSchema>;

const classesSchema = z
  .strictObject({ type: z.literal('classes'), labels: classLabels, calibration: calibrationSchema })
  .refine(({ labels, calibration }) => calibration.bias.length === labels.length, {
    path: ['calibration', 'bias'],
    message: 'expected a number for each label',
  });

/** rating = lowest + (highest − lowest) · sigmoid(logit). */
const ratingSchema = z.strictObject({
  type: z.literal('rating'),
  lowest: z.number(),
  highest: z.number(),
});

/** What the logits of a model mean. */
export const outputSchema = z.union([classesSchema, ratingSchema]);
export type Output = z.infer<typeof outputSchema>;

/** Numbers that a model gives for a text: one a class, or one rating. */
export const outputsOf = (output: Output): number => (output.type === 'classes' ? output.labels.length : 1);

/** For each class of a mention (negative, neutral, positive) its place among the outputs; −1 where there is none. */
export const classPositions = (output: Output): number[] =>
  labels.map((label) =>
    output.type === 'classes' ? (output.labels as readonly string[]).indexOf(label) : -1,
  );

/**
 * Logits of one text to what the model says of it: calibrated probabilities in the order of the labels, or the rating.
 * Temperature with a bias for each class: vector scaling with one common factor, after Guo et al. 2017, "On calibration
 * of modern neural networks".
 * @param into gets outputsOf(output) numbers from `at` on.
 */
export function activate(output: Output, logits: ArrayLike<number>, into: Float32Array, at: number): void {
  if (output.type === 'rating') {
    const share = 1 / (1 + Math.exp(-(logits[0] as number)));
    into[at] = output.lowest + (output.highest - output.lowest) * share;
    return;
  }
  const { temperature, bias } = output.calibration;
  const scaled = (c: number): number => (logits[c] as number) / temperature + (bias[c] as number);
  let largest = -Infinity;
  for (let c = 0; c < bias.length; c++) largest = Math.max(largest, scaled(c));
  // In double precision up to here: into holds floats, and sums of rounded numbers would differ.
  let sum = 0;
  for (let c = 0; c < bias.length; c++) sum += Math.exp(scaled(c) - largest);
  for (let c = 0; c < bias.length; c++) into[at + c] = Math.exp(scaled(c) - largest) / sum;
}
