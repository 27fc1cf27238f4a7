import type { Backend, BackendKind } from '#shared/classifier/backend.ts';
import { modelId } from '#shared/classifier/model/manifest.ts';
import type { Model } from '#shared/classifier/model/model.ts';
import type { Output } from '#shared/classifier/model/output.ts';
import { loadModel } from '#shared/classifier/model/store.ts';
import { openBackend } from '#shared/classifier/open-backend.ts';
import { openServingBackend } from './measure-trained.ts';
import { locateModel } from './model-folder.ts';

/** A model that is ready to be measured. */
export interface OpenedModel {
  /** Name and version. */
  readonly id: string;
  readonly model: Model;
  readonly output: Output;
  readonly backend: Backend;
}

/**
 * @param name a model under models/, or the path of a folder.
 * @param kind left out: the compiled backend, or the other one for architectures that it cannot compute.
 * @throws TonewatchError MODEL_NOT_FOUND, MODEL_INVALID, TENSORFLOW_UNAVAILABLE
 */
export async function openModel(name: string, kind?: BackendKind): Promise<OpenedModel> {
  const model = await loadModel(...locateModel(name));
  const backend = await (kind ? openBackend(model, kind) : openServingBackend(model));
  return { id: modelId(model.manifest), model, output: model.manifest.output, backend };
}

/** What the scores of a model are called: its classes, or `rating`. */
export const outputNames = ({ output }: Pick<OpenedModel, 'output'>): readonly string[] =>
  output.type === 'classes' ? output.labels : ['rating'];
