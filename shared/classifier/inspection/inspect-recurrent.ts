import { centredLayer } from '../evidence/centred.ts';
import { weightValues } from '../model/model.ts';
import { outputsOf } from '../model/output.ts';
import { strength } from './gather-spans.ts';
import type { Contribution, Inspection, LayerOutput } from './inspection.ts';
import type { RecurrentModel } from './recurrent-model.ts';
import { poolStates } from './pool-states.ts';
import { traceDirection } from './trace-direction.ts';
import { textRows } from './text-rows.ts';

/**
 * An LSTM or GRU on one text, computed plainly from its weights: gates and state at every token, attention where there
 * is some, and what the state at each token adds to the centred logits. A state has read all that came before it, so
 * that is what the reading of a token adds, not what the token would add alone.
 * @param prepared tokens of prepareText, separated by a space.
 */
export function inspectRecurrent(model: RecurrentModel, prepared: string): Inspection {
  const { architecture, output } = model.manifest;
  const text = textRows(model, prepared);
  const count = text.tokens.length;
  const traces = (architecture.bidirectional ? [0, 1] : [0]).map((direction) =>
    traceDirection(model, text.vectors, count, direction),
  );
  const width = traces.length * architecture.units;
  const states = sideBySide(
    traces.map(({ state }) => state),
    count,
    architecture.units,
  );
  const pooled = poolStates(model, states, count, width);
  const outputs = outputsOf(output);
  const layer = centredLayer(output, weightValues(model, 'dense/kernel'), weightValues(model, 'dense/bias'));
  const contributions = text.tokens.map((token, t): Contribution => {
    const share = pooled.shares.subarray(t * pooled.features, (t + 1) * pooled.features);
    const byOutput = Array.from({ length: outputs }, (_, o) =>
      share.reduce((sum, value, f) => sum + value * (layer.kernel[o * pooled.features + f] ?? 0), 0),
    );
    return { text: token, begin: t, end: t + 1, byOutput, sources: 1 };
  });
  const rest = [...layer.bias];
  const logits = rest.map((value, o) =>
    contributions.reduce((sum, { byOutput }) => sum + (byOutput[o] ?? 0), value),
  );
  const gates = Object.keys(traces[0]?.gates ?? {}).map((name): LayerOutput => {
    const values = traces.map((trace) => trace.gates[name] ?? new Float32Array());
    return { name, rows: 'tokens', columns: width, values: sideBySide(values, count, architecture.units) };
  });
  return {
    tokens: text.tokens,
    known: text.known,
    layers: [
      { name: 'embedding', rows: 'tokens', columns: architecture.embedding, values: text.vectors },
      ...gates,
      { name: 'state', rows: 'tokens', columns: width, values: states },
      ...(pooled.attention
        ? [{ name: 'attention', rows: 'tokens', columns: 1, values: pooled.attention } as const]
        : []),
      { name: 'centred logits', rows: 'text', columns: outputs, values: Float32Array.from(logits) },
    ],
    contributions: contributions.toSorted((a, b) => strength(b) - strength(a)),
    rest,
    filters: [],
  };
}

/** Several [tokens, units] as one [tokens, parts × units]. */
function sideBySide(parts: readonly Float32Array[], tokens: number, units: number): Float32Array {
  const joined = new Float32Array(tokens * parts.length * units);
  for (const [p, part] of parts.entries()) {
    for (let t = 0; t < tokens; t++) {
      joined.set(part.subarray(t * units, (t + 1) * units), (t * parts.length + p) * units);
    }
  }
  return joined;
}
