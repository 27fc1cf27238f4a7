import type { AverageModel } from '../average/backend.ts';
import { centredLayer } from '../evidence/centred.ts';
import type { Model } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { gatherSpans, strength } from './gather-spans.ts';
import type { Inspection } from './inspection.ts';

/**
 * An average on one text. Its logits are weighted sums of the logarithms of what its members say, and those, centred, are
 * the centred logits of the members; so what a part of the text adds is the weighted sum of what it adds to each.
 * @param inspect a member on the text.
 */
export function inspectAverage(model: AverageModel, inspect: (member: Model) => Inspection): Inspection {
  const { architecture, output } = model.manifest;
  const outputs = outputsOf(output);
  const temperature = output.type === 'classes' ? output.calibration.temperature : 1;
  const members = (model.members ?? []).map((member, m) => ({
    name: architecture.members[m]?.name ?? member.manifest.name,
    share: (architecture.members[m]?.weight ?? 0) / temperature,
    inside: inspect(member),
  }));
  const longest = members.reduce<readonly string[]>(
    (most, { inside }) => (inside.tokens.length > most.length ? inside.tokens : most),
    [],
  );
  const parts = members.flatMap(({ share, inside }) =>
    inside.contributions.map((each) => ({ ...each, byOutput: each.byOutput.map((value) => share * value) })),
  );
  const own = centredLayer(output, new Float32Array(), new Float32Array(outputs)).bias;
  return {
    tokens: longest,
    known: longest.map((_, t) => members.some(({ inside }) => inside.known[t])),
    layers: members.flatMap(({ name, inside }) =>
      inside.layers.map((layer) => ({ ...layer, name: `${name} ${layer.name}` })),
    ),
    contributions: gatherSpans(longest, parts),
    rest: Array.from(own, (value, o) =>
      members.reduce((sum, { share, inside }) => sum + share * (inside.rest[o] ?? 0), value),
    ),
    filters: members
      .flatMap(({ name, share, inside }) =>
        inside.filters.map((hit) => ({
          ...hit,
          name: `${name} ${hit.name}`,
          byOutput: hit.byOutput.map((value) => share * value),
        })),
      )
      .sort((a, b) => strength(b) - strength(a))
      .slice(0, Math.max(0, ...members.map(({ inside }) => inside.filters.length))),
  };
}
