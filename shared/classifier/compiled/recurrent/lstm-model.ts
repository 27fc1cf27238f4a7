import type { LstmArchitecture } from '../../architectures/lstm.ts';
import type { Model } from '../../model/model.ts';

export type LstmModel = Model & { readonly manifest: { readonly architecture: LstmArchitecture } };
export const isLstm = (model: Model): model is LstmModel => model.manifest.architecture.type === 'lstm';
