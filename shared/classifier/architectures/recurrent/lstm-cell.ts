import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/load.ts';
import { type Cell, FAR, joinSteps, productGradients, projectSteps, statesBefore, stepsOf } from './cell.ts';

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997; with the forget gate of Gers et al. 2000). With x what the
 * inputs and biases add, R the recurrent kernel, h the state and c the memory, for gates in the order i, f, o, g:
 *
 *     [i, f, o, g] = [σ, σ, σ, tanh](x + R h)
 *     c ← f c + i g
 *     h ← o tanh(c)
 *
 * At a pad i and f are closed, so memory and state become 0, which is what they are before the first token.
 */
export const lstmCell: Cell = { gates: 4, atPads: [-FAR, -FAR, 0, 0], run };

/**
 * Differentiated by hand: a step is 11 operations forwards and 7 backwards, and the gradient of each kernel is one
 * matrix product. Left to TensorFlow.js, it would record and undo every operation of every step.
 */
function run(tensorflow: Tensorflow, inputs: Tensor4D, kernel: Tensor3D, recurrent: Tensor3D): Tensor4D {
  const operation = tensorflow.customGrad((...args) => {
    const [x, w, r, save] = args as [Tensor4D, Tensor3D, Tensor3D, (tensors: Tensor[]) => void];
    const steps = forwards(tensorflow, projectSteps(tensorflow, x, w), r);
    const value = joinSteps(tensorflow, steps.state);
    save([x, w, r, value, ...steps.open, ...steps.candidate, ...steps.memory, ...steps.squashed]);
    const gradFunc = (gradient: Tensor, saved: Tensor[]): Tensor[] => backwards(tensorflow, gradient, saved);
    return { value, gradFunc };
  });
  return operation(inputs, kernel, recurrent);
}

/** What each step leaves, [directions, texts, units or, for the three gates side by side, 3 × units]. */
interface Steps {
  /** i, f, o. */
  readonly open: Tensor3D[];
  /** g. */
  readonly candidate: Tensor3D[];
  /** c. */
  readonly memory: Tensor3D[];
  /** tanh(c). */
  readonly squashed: Tensor3D[];
  /** h. */
  readonly state: Tensor3D[];
}

function forwards(tensorflow: Tensorflow, projected: Tensor3D[], recurrent: Tensor3D): Steps {
  const units = recurrent.shape[1];
  const left: Steps = { open: [], candidate: [], memory: [], squashed: [], state: [] };
  for (const input of projected) {
    const before = left.state.at(-1);
    const sums = before ? input.add<Tensor3D>(tensorflow.matMul(before, recurrent)) : input;
    const [opening, proposed] = tensorflow.split(sums, [3 * units, units], 2) as [Tensor3D, Tensor3D];
    const open = opening.sigmoid();
    const candidate = proposed.tanh();
    const [i, f, o] = tensorflow.split(open, 3, 2) as [Tensor3D, Tensor3D, Tensor3D];
    const kept = left.memory.at(-1)?.mul<Tensor3D>(f);
    const taken = i.mul<Tensor3D>(candidate);
    const memory = kept ? kept.add<Tensor3D>(taken) : taken;
    const squashed = memory.tanh();
    left.open.push(open);
    left.candidate.push(candidate);
    left.memory.push(memory);
    left.squashed.push(squashed);
    left.state.push(o.mul(squashed));
  }
  return left;
}

/**
 * All that does not depend on later steps is computed for all steps at once: how the memory feels the state
 * (`o (1 − tanh²c)`), how the memory before feels the memory (`f`), and how each gate's sum feels the memory, or for o
 * the state (`slopes`). What remains of a step is to chain them.
 */
function backwards(tensorflow: Tensorflow, gradient: Tensor, saved: Tensor[]): Tensor[] {
  const [inputs, kernel, recurrent, states, ...steps] = saved as [Tensor4D, Tensor3D, Tensor3D, Tensor4D];
  const count = states.shape[1];
  const [open, g, memory, squashed] = [0, 1, 2, 3].map((part) =>
    joinSteps(tensorflow, steps.slice(part * count, (part + 1) * count)),
  ) as [Tensor4D, Tensor4D, Tensor4D, Tensor4D];
  const [i, f, o] = tensorflow.split(open, 3, 3) as [Tensor4D, Tensor4D, Tensor4D];
  const one = tensorflow.scalar(1);
  const slopeOf = (gate: Tensor4D): Tensor4D => gate.mul(one.sub(gate));
  const slopes = tensorflow.concat(
    [
      g.mul<Tensor4D>(slopeOf(i)),
      statesBefore(tensorflow, memory).mul<Tensor4D>(slopeOf(f)),
      squashed.mul<Tensor4D>(slopeOf(o)),
      i.mul<Tensor4D>(one.sub(g.square())),
    ],
    3,
  );
  const sums = chain(tensorflow, recurrent, {
    state: stepsOf(tensorflow, gradient),
    memory: stepsOf(tensorflow, o.mul(one.sub(squashed.square()))),
    forget: stepsOf(tensorflow, f),
    slopes: stepsOf(tensorflow, slopes),
  });
  const byInput = productGradients(tensorflow, inputs, kernel, sums);
  const byState = productGradients(tensorflow, statesBefore(tensorflow, states), recurrent, sums);
  return [byInput.left, byInput.right, byState.right];
}

/** From the last step to the first: the gradients of the gates' sums, [directions, steps, texts, 4 × units]. */
function chain(
  tensorflow: Tensorflow,
  recurrent: Tensor3D,
  given: Readonly<Record<'state' | 'memory' | 'forget' | 'slopes', Tensor3D[]>>,
): Tensor4D {
  const sums: Tensor3D[] = [];
  /** What the steps behind add. */
  let later: { state: Tensor3D; memory: Tensor3D } | undefined;
  for (let step = given.state.length - 1; step >= 0; step--) {
    const at = (name: keyof typeof given): Tensor3D => given[name][step] as Tensor3D;
    const state = later ? at('state').add<Tensor3D>(later.state) : at('state');
    const through = state.mul<Tensor3D>(at('memory'));
    const memory = later ? through.add<Tensor3D>(later.memory) : through;
    const sum = tensorflow.concat([memory, memory, state, memory], 2).mul<Tensor3D>(at('slopes'));
    sums.push(sum);
    if (step === 0) break;
    later = { state: tensorflow.matMul(sum, recurrent, false, true), memory: memory.mul(at('forget')) };
  }
  return joinSteps(tensorflow, sums.reverse());
}
