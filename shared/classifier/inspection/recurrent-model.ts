import type { GruArchitecture } from '../architectures/gru.ts';
import type { LstmArchitecture } from '../architectures/lstm.ts';
import type { Model } from '../model/model.ts';

/** A model that reads token after token. */
export type RecurrentModel = Model & {
  readonly manifest: { readonly architecture: LstmArchitecture | GruArchitecture };
};
export const isRecurrent = (model: Model): model is RecurrentModel =>
  ['lstm', 'gru'].includes(model.manifest.architecture.type);
