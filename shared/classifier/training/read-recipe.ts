import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { fileProblem } from '../../errors/file-problem.ts';
import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { yamlProblem } from '../../errors/yaml-problem.ts';
import { averageRecipeSchema } from '../average/recipe.ts';
import { bagOfWordsRecipeSchema } from '../bag-of-words/recipe.ts';
import { skipGramRecipeSchema } from '../skip-gram/recipe.ts';
import { recipeSchema } from './recipe.ts';

/** What can be trained, by the `kind` of its recipe. */
const kinds = {
  classifier: recipeSchema,
  'bag-of-words': bagOfWordsRecipeSchema,
  average: averageRecipeSchema,
  'skip-gram': skipGramRecipeSchema,
} as const;

export type AnyRecipe = z.infer<(typeof kinds)[keyof typeof kinds]>;

const kindSchema = z.object({
  kind: z.enum(Object.keys(kinds) as (keyof typeof kinds)[]).default('classifier'),
});

/**
 * A recipe file (YAML) of any kind.
 * @throws TonewatchError INPUT_FILE_UNREADABLE, CONFIG_INVALID with every problem.
 */
export async function readRecipe(path: string): Promise<AnyRecipe> {
  const document = await readYaml(path);
  const chosen = kindSchema.safeParse(document);
  if (!chosen.success) throw invalid(path, chosen.error);
  const parsed = kinds[chosen.data.kind].safeParse(document);
  if (!parsed.success) throw invalid(path, parsed.error);
  return parsed.data;
}

async function readYaml(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new TonewatchError('INPUT_FILE_UNREADABLE', `${path}: ${fileProblem(cause)}`, { cause });
  }
  try {
    return parse(text);
  } catch (cause) {
    throw new TonewatchError('CONFIG_INVALID', `${path}: expected YAML (${yamlProblem(cause)})`, { cause });
  }
}

function invalid(path: string, { issues }: z.ZodError): TonewatchError {
  const problems = issues.map((issue) => `${issue.path.join('.') || 'recipe'}: ${issue.message}`);
  return new TonewatchError('CONFIG_INVALID', `${path}: ${problems.join('; ')}`);
}
