import { backendKinds } from '#shared/classifier/backend.ts';
import type { Contender } from '../contender.ts';
import { openSentiment } from './sentiment.ts';
import { openTonewatch } from './tonewatch.ts';
import { openTransformer } from './transformer.ts';
import { openVader } from './vader-sentiment.ts';
import { openWink } from './wink-sentiment.ts';

export const packages: Readonly<Record<string, () => Contender>> = {
  'vader-sentiment': openVader,
  sentiment: openSentiment,
  'wink-sentiment': openWink,
};

/**
 * Opens what an id names: a package; `<model>/<backend>`, a model of this project; `transformer:<dtype>:<folder>`.
 * @throws TonewatchError when the model or its backend is not there; Error when the package or folder is not.
 */
export async function openContender(id: string): Promise<Contender> {
  const open = packages[id];
  if (open) return open();
  const transformer = /^transformer:(?<dtype>\w+):(?<folder>.+)$/su.exec(id)?.groups;
  if (transformer) return openTransformer(transformer['folder'] ?? '', transformer['dtype'] ?? '');
  const [model = '', kind] = id.split('/');
  const backend = backendKinds.find((each) => each === kind);
  if (!backend) throw new Error(`no contender '${id}'`);
  return openTonewatch(model, backend);
}
