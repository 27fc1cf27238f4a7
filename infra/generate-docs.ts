/**
 * Writes docs/configuration.md, docs/errors.md, docs/models.md and schemas/alert-message.json: `npm run docs`. A test says
 * when they are out of date.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { configurationPage } from '#shared/config/configuration-page.ts';
import { readModelsPage } from '#shared/classifier/report/read-models-page.ts';
import { errorsPage } from '#shared/errors/errors-page.ts';
import { messageJsonSchema } from '../services/alert/message/json-schema.ts';

const docs = new URL('../docs/', import.meta.url);
writeFileSync(new URL('configuration.md', docs), configurationPage());
writeFileSync(new URL('errors.md', docs), errorsPage());
const recipes = fileURLToPath(new URL('../recipes', import.meta.url));
writeFileSync(new URL('models.md', docs), await readModelsPage(recipes));
const schema = await format(JSON.stringify(messageJsonSchema()), { parser: 'json', printWidth: 110 });
writeFileSync(new URL('../schemas/alert-message.json', import.meta.url), schema);
