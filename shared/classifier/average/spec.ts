import { z } from 'zod';

/** `architecture` of a model.json: other models, each in a folder of its own inside that of the average. */
export const averageSchema = z.strictObject({
  type: z.literal('average'),
  members: z
    .array(z.strictObject({ name: z.string().min(1), weight: z.number().positive().max(100) }))
    .min(2)
    .max(8),
});
export type AverageSpec = z.infer<typeof averageSchema>;

/** In a few words for people. */
export const describeAverage = ({ members }: AverageSpec): string =>
  `average of ${members.map(({ name, weight }) => (weight === 1 ? name : `${weight} × ${name}`)).join(', ')}`;
