import { z } from 'zod';
import { alertFactsSchema, digestFactsSchema } from './facts.ts';

/** The JSON Schema of what a webhook receives: schemas/alert-message.json. */
export const messageJsonSchema = (): object => ({
  title: 'Tonewatch alert message',
  description: 'The body that a webhook receives: an alert, or a digest of what was held back.',
  ...z.toJSONSchema(z.discriminatedUnion('schema', [alertFactsSchema, digestFactsSchema]), {
    override({ jsonSchema }) {
      // A long pattern beside it says the same as the format.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      // A later release may say more; who validates must not break then.
      delete jsonSchema.additionalProperties;
    },
  }),
});
