import type { Label } from '../../avro/mention.ts';
import { prepareText } from '../../text/preprocessing.ts';
import type { Backend } from '../backend.ts';
import { comparedProbabilities } from '../evaluation/comparison.ts';
import { largest } from '../evaluation/largest.ts';
import { type Output, outputsOf } from '../model/output.ts';
import type { BehaviourCase } from './behaviour-case.ts';
import { behaviourSuite } from './suite.ts';

/** How a model did on the cases of one kind for one capability. */
export interface CapabilityResult {
  readonly capability: string;
  readonly kind: BehaviourCase['kind'];
  readonly cases: number;
  readonly passed: number;
  /** In the order of the suite. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly text: string;
  /** The text after the change. */
  readonly changed?: string;
  readonly expected: string;
  /** What the model said instead. */
  readonly said: string;
}

/** What a model says of one text. */
interface Opinion {
  readonly label: Label;
  /** P(positive) − P(negative). */
  readonly tone: number;
}

/**
 * Runs the behavioural suite. Cases that expect the neutral class are left out for a model without one; a rating counts
 * as the probability of positive.
 */
export async function runBehaviour(
  backend: Backend,
  output: Output,
  suite = behaviourSuite,
): Promise<CapabilityResult[]> {
  const labels: readonly Label[] = output.type === 'classes' ? output.labels : ['negative', 'positive'];
  const asked = suite.filter(
    (each) => each.kind !== 'minimum' || each.expected.some((label) => labels.includes(label)),
  );
  const texts = [...new Set(asked.flatMap(textsOf))];
  const scores = await backend.score(texts.map((text) => prepareText(text)));
  const used = scores.slice(0, texts.length * outputsOf(output));
  const probabilities = comparedProbabilities(output, used, labels);
  const opinions = new Map(
    texts.map((text, i) => [
      text,
      opinionOf(probabilities.subarray(i * labels.length, (i + 1) * labels.length), labels),
    ]),
  );
  return summarise(asked, (text) => opinions.get(text) ?? { label: 'neutral', tone: 0 });
}

const textsOf = (each: BehaviourCase): string[] =>
  each.kind === 'minimum' ? [each.text] : [each.text, each.changed];

function opinionOf(probabilities: Float32Array, labels: readonly Label[]): Opinion {
  const of = (label: Label): number => probabilities[labels.indexOf(label)] ?? 0;
  return { label: labels[largest(probabilities)] ?? 'neutral', tone: of('positive') - of('negative') };
}

function summarise(asked: readonly BehaviourCase[], opinion: (text: string) => Opinion): CapabilityResult[] {
  const groups = new Map<string, BehaviourCase[]>();
  for (const each of asked) {
    const key = `${each.capability}\n${each.kind}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].flatMap((cases) => {
    const [first] = cases;
    if (!first) return [];
    const failures = cases.map((each) => failureOf(each, opinion)).filter((failure) => failure !== undefined);
    const { capability, kind } = first;
    return [{ capability, kind, cases: cases.length, passed: cases.length - failures.length, failures }];
  });
}

function failureOf(each: BehaviourCase, opinion: (text: string) => Opinion): Failure | undefined {
  const before = opinion(each.text);
  if (each.kind === 'minimum') {
    if (each.expected.includes(before.label)) return undefined;
    return { text: each.text, expected: each.expected.join(' or '), said: before.label };
  }
  const after = opinion(each.changed);
  const { text, changed } = each;
  if (each.kind === 'invariance') {
    if (before.label === after.label) return undefined;
    return { text, changed, expected: `still ${before.label}`, said: after.label };
  }
  const moved = (after.tone - before.tone) * (each.towards === 'positive' ? 1 : -1);
  if (moved >= each.atLeast) return undefined;
  const expected = `${each.atLeast > 0 ? 'more' : 'not less'} ${each.towards}`;
  return { text, changed, expected, said: `tone ${signed(before.tone)} → ${signed(after.tone)}` };
}

const signed = (tone: number): string => `${tone < 0 ? '−' : '+'}${Math.abs(tone).toFixed(2)}`;
