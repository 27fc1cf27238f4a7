import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { fileProblem } from '../errors/file-problem.ts';
import { TonewatchError } from '../errors/tonewatch-error.ts';
import { yamlProblem } from '../errors/yaml-problem.ts';
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
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${fileProblem(error)}`, { cause: error });
  }
  return parseProducts(path, text);
}

function parseProducts(path: string, text: string): Product[] {
  const problems: ProductProblem[] = [];
  const products: Product[] = [];
  const known = new Set<unknown>();
  for (const [index, given] of entriesOf(path, text).entries()) {
    const entry = entryName(given, index);
    const parsed = entrySchema.safeParse(given);
    if (parsed.success) products.push(parsed.data);
    for (const issue of parsed.error?.issues ?? [])
      problems.push({ entry, message: told(issue), excerpt: null });
    const id = fieldOf(given, 'id');
    if (known.has(id)) problems.push({ entry, message: 'id: an entry before has it too', excerpt: null });
    if (id !== undefined) known.add(id);
    const query = fieldOf(given, 'query');
    const problem = typeof query === 'string' ? queryProblem(query) : undefined;
    if (problem) problems.push({ entry, ...problem });
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
    throw refused(`expected YAML or JSON (${yamlProblem(error)})`);
  }
  const list = fieldOf(parsed, 'products') ?? parsed;
  if (!Array.isArray(list) || list.length === 0) {
    throw refused('expected a list of products, each with id, name and query');
  }
  return list as unknown[];
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function entryName(entry: unknown, index: number): string {
  const id = fieldOf(entry, 'id');
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
