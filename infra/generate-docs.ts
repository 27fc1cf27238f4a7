/** Writes docs/configuration.md and docs/errors.md: `npm run docs`. A test says when they are out of date. */
import { writeFileSync } from 'node:fs';
import { configurationPage } from '#shared/config/configuration-page.ts';
import { errorsPage } from '#shared/errors/errors-page.ts';

const docs = new URL('../docs/', import.meta.url);
writeFileSync(new URL('configuration.md', docs), configurationPage());
writeFileSync(new URL('errors.md', docs), errorsPage());
