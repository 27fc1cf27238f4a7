import { TonewatchError } from '../../errors/tonewatch-error.ts';
import type { Backend } from '../backend.ts';
import type { Model } from '../model/model.ts';
import { activate, outputsOf } from '../model/output.ts';
import type { AverageSpec } from './spec.ts';

export type AverageModel = Model & { readonly manifest: { readonly architecture: AverageSpec } };

export const isAverage = (model: Model): model is AverageModel =>
  model.manifest.architecture.type === 'average';

/** Below it a probability counts as this much: one member's certainty must not silence the others. */
const LEAST = 1e-6;

/**
 * Logits = Σ weight · ln(probability) over the members, each with its own calibration, then that of the average: the
 * geometric mean of what they say.
 * @param open makes a member ready to score.
 * @throws TonewatchError MODEL_INVALID when the members do not tell the same classes apart.
 */
export async function openAverage(
  model: AverageModel,
  open: (member: Model) => Promise<Backend>,
): Promise<Backend> {
  const { architecture, output } = model.manifest;
  const outputs = outputsOf(output);
  const members = checkedMembers(model);
  const backends: Backend[] = [];
  for (const member of members) backends.push(await open(member));
  const weights = architecture.members.map(({ weight }) => weight);
  const logits = new Float64Array(outputs);

  return {
    kind: backends[0]?.kind ?? 'compiled',
    async score(tokens) {
      const sums = new Float64Array(tokens.length * outputs);
      for (const [m, backend] of backends.entries()) {
        const weight = weights[m] ?? 0;
        const scores = await backend.score(tokens);
        for (let i = 0; i < sums.length; i++) {
          sums[i] = (sums[i] as number) + weight * Math.log(Math.max(LEAST, scores[i] as number));
        }
      }
      const averaged = new Float32Array(sums.length);
      for (let at = 0; at < sums.length; at += outputs) {
        logits.set(sums.subarray(at, at + outputs));
        activate(output, logits, averaged, at);
      }
      return averaged;
    },
    tableBytes: () => backends.reduce((sum, backend) => sum + (backend.tableBytes?.() ?? 0), 0),
    mostTableBytes: () => backends.reduce((sum, backend) => sum + (backend.mostTableBytes?.() ?? 0), 0),
    close() {
      for (const backend of backends) backend.close();
    },
  };
}

function checkedMembers({ manifest, members = [] }: AverageModel): readonly Model[] {
  const { name, output, architecture } = manifest;
  const labels = output.type === 'classes' ? output.labels.join() : '';
  const others = members.filter(
    ({ manifest: { output: each } }) => each.type !== 'classes' || each.labels.join() !== labels,
  );
  if (labels !== '' && others.length === 0 && members.length === architecture.members.length) return members;
  throw new TonewatchError(
    'MODEL_INVALID',
    `${name}/model.json: an average and all its members must tell the same classes apart`,
  );
}
