import { z } from 'zod';

/** What a team watches: a name, and a query that decides which posts mention it. */
export const productSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  query: z.string(),
  active: z.boolean(),
});
export type Product = z.infer<typeof productSchema>;
