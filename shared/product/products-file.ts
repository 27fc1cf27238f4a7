import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf, TonewatchError } from '../errors/tonewatch-error.ts';
import { parseQuery } from '../query/parse-query.ts';
import { QuerySyntaxError } from '../query/query-error.ts';
import type { Product } from './product.ts';

/** One thing that is wrong with a products file. */
export interface ProductProblem {
  /** `entry 3 (delta)`; empty when it is about the whole file. */
  readonly entry: string;
  readonly message: string;
  /** The line of the query with a caret under the character; null when it is not about a query. */
  readonly excerpt: string | null;
}

/** PRODUCTS_INVALID, with every problem of the file. */
export class ProductsFileError extends TonewatchError {
  readonly problems: readonly ProductProblem[];

  constructor(path: string, problems: readonly ProductProblem[]) {
    const lines = problems.map(({ entry, message }) => (entry === '' ? message : `${entry}: ${message}`));
    super('PRODUCTS_INVALID', `${path}: ${lines.join('; ')}`);
    this.problems = problems;
  }
}

const entrySchema = z.strictObject({
  id: z
    .string('expected text')
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, 'expected up to 64 lower-case letters, digits, . _ -'),
  name: z.string('expected text').trim().min(1, 'expected text').max(200, 'expected at most 200 characters'),
  brand: z.string('expected text').trim().min(1, 'expected text').max(200).nullable().default(null),
  query: z.string('expected a query as text'),
  active: z.boolean('expected true or false').default(true),
});

/**
 * Reads a products file: YAML or JSON, a list of products, or one under `products`. Throws INPUT_FILE_UNREADABLE, or
 * ProductsFileError with all problems at once.
 */
export async function readProductsFile(path: string): Promise<Product[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `products: ${messageOf(error)}`, { cause: error });
  }
  return parseProducts(path, text);
}

function parseProducts(path: string, text: string): Product[] {
  const entries = entriesOf(path, text);
  const problems: ProductProblem[] = [];
  const products: Product[] = [];
  const known = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const parsed = entrySchema.safeParse(entry);
    const name = entryName(entry, index);
    if (!parsed.success) {
      problems.push(
        ...parsed.error.issues.map((issue) => ({ entry: name, message: told(issue), excerpt: null })),
      );
      continue;
    }
    const { id, query } = parsed.data;
    if (known.has(id)) problems.push({ entry: name, message: 'id: another entry has it too', excerpt: null });
    known.add(id);
    const problem = queryProblem(query);
    if (problem) problems.push({ entry: name, ...problem });
    products.push(parsed.data);
  }
  if (problems.length > 0) throw new ProductsFileError(path, problems);
  return products;
}

function entriesOf(path: string, text: string): unknown[] {
  const refused = (message: string): ProductsFileError =>
    new ProductsFileError(path, [{ entry: '', message, excerpt: null }]);
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (error) {
    throw refused(`expected YAML or JSON (${messageOf(error)})`);
  }
  const list: unknown =
    typeof parsed === 'object' && parsed !== null && 'products' in parsed ? parsed.products : parsed;
  if (!Array.isArray(list) || list.length === 0) {
    throw refused('expected a list of products, each with id, name and query');
  }
  return list as unknown[];
}

function entryName(entry: unknown, index: number): string {
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
  return `entry ${index + 1}${typeof id === 'string' ? ` (${id})` : ''}`;
}

/** One line about a field; zod's own words only where the schema has none. */
function told(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: there is no such field (id, name, brand, query, active)`;
  }
  if (issue.path.length === 0) return 'expected an object with id, name and query';
  return `${issue.path.join('.')}: ${issue.message}`;
}

function queryProblem(query: string): Omit<ProductProblem, 'entry'> | undefined {
  try {
    parseQuery(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    return { message: `query: ${error.message}`, excerpt: error.excerpt };
  }
}
