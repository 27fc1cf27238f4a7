import type { BehaviourCase } from './behaviour-case.ts';
import { changeOfMind } from './capabilities/change-of-mind.ts';
import { experience } from './capabilities/experience.ts';
import { intensifiers } from './capabilities/intensifiers.ts';
import { mixed } from './capabilities/mixed.ts';
import { names } from './capabilities/names.ts';
import { negation } from './capabilities/negation.ts';
import { noOpinion } from './capabilities/no-opinion.ts';
import { plainWords } from './capabilities/plain-words.ts';
import { platformMarks } from './capabilities/platform-marks.ts';
import { typos } from './capabilities/typos.ts';

/** Every case, by capability; the same ones in the same order at each run. To measure with, never to train on. */
export const behaviourSuite: readonly BehaviourCase[] = [
  ...plainWords,
  ...negation,
  ...changeOfMind,
  ...intensifiers,
  ...mixed,
  ...experience,
  ...noOpinion,
  ...names,
  ...typos,
  ...platformMarks,
];
