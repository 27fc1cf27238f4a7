import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ListedRecipe, modelsPage } from './models-page.ts';
import { hashRecipe, readResults } from './result.ts';

/** Recipes of word vectors train nothing that judges texts. */
const kindSchema = z.object({ kind: z.string().default('classifier') });

/** docs/models.md from the recipes and results in a folder of the repository. */
export async function readModelsPage(recipesDir: string): Promise<string> {
  const files = (await readdir(recipesDir)).filter((file) => file.endsWith('.yaml')).sort();
  const listed: ListedRecipe[] = [];
  for (const file of files) {
    const text = await readFile(join(recipesDir, file), 'utf8');
    if (kindSchema.parse(parse(text)).kind === 'skip-gram') continue;
    listed.push({ path: `recipes/${file}`, hash: hashRecipe(text) });
  }
  return modelsPage(await readResults(join(recipesDir, 'results')), listed);
}
