import type { Manifest } from '#shared/classifier/model/manifest.ts';
import { PREPROCESSING } from '#shared/text/preprocessing.ts';

type Made = Pick<Manifest, 'maxTokens' | 'architecture' | 'output'> & Partial<Pick<Manifest, 'subwords'>>;

/** The manifest of a model that was just made by a recipe. */
export const newManifest = <About extends Made>(
  name: string,
  { version, languages }: Pick<Manifest, 'version' | 'languages'>,
  made: About,
) => ({ format: 1 as const, name, version, languages, preprocessing: PREPROCESSING, ...made });
