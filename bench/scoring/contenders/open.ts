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
 * Opens what an id names: a package; `<backend>:<model>`, a model of this project by name or
 * folder; `transformer:<dtype>:<folder>`.
 * @throws TonewatchError when the model or its backend is not there; Error when the package or folder is not.
 */
export async function openContender(id: string): Promise<Contender> {
  const open = packages[id];
  if (open) return open();
  const [kind = '', ...rest] = id.split(':');
  if (kind === 'transformer') return openTransformer(rest.slice(1).join(':'), rest[0] ?? '');
  const backend = backendKinds.find((each) => each === kind);
  if (!backend) throw new Error(`no contender '${id}'`);
  return openTonewatch(rest.join(':'), backend);
}
