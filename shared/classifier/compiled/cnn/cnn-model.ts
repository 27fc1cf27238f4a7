import type { CnnArchitecture } from '../../architectures/cnn.ts';
import type { Model } from '../../model/model.ts';

export type CnnModel = Model & { readonly manifest: { readonly architecture: CnnArchitecture } };
export const isCnn = (model: Model): model is CnnModel => model.manifest.architecture.type === 'cnn';
