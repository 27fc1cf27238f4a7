import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/load.ts';
import { type Cell, FAR, joinSteps, productGradients, projectSteps, statesBefore, stepsOf } from './cell.ts';

/**
 * Gated recurrent units (Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder"). With x what the
 * inputs and biases add, R the recurrent kernel and h the state, for gates in the order z, r, g:
 *
 *     [z, r] = σ(x + R h)
 *     g = tanh(x + R (r h))
 *     h ← z h + (1 − z) g
 *
 * At a pad z is open, so the state stays what it was.
 */
export const gruCell: Cell = { gates: 3, atPads: [FAR, 0, 0], run };

/** Differentiated by hand, for the reasons that the LSTM's is. */
function run(tensorflow: Tensorflow, inputs: Tensor4D, kernel: Tensor3D, recurrent: Tensor3D): Tensor4D {
  const operation = tensorflow.customGrad((...args) => {
    const [x, w, r, save] = args as [Tensor4D, Tensor3D, Tensor3D, (tensors: Tensor[]) => void];
    const steps = forwards(tensorflow, projectSteps(tensorflow, x, w), splitKernel(tensorflow, r));
    const value = joinSteps(tensorflow, steps.state);
    save([x, w, r, value, ...steps.open, ...steps.candidate]);
    const gradFunc = (gradient: Tensor, saved: Tensor[]): Tensor[] => backwards(tensorflow, gradient, saved);
    return { value, gradFunc };
  });
  return operation(inputs, kernel, recurrent);
}

/** What each step leaves, [directions, texts, units or, for the two gates side by side, 2 × units]. */
interface Steps {
  /** z, r. */
  readonly open: Tensor3D[];
  /** g. */
  readonly candidate: Tensor3D[];
  /** h. */
  readonly state: Tensor3D[];
}

/** The recurrent kernel's part for the gates, and that for the candidate. */
interface Kernels {
  readonly gates: Tensor3D;
  readonly candidate: Tensor3D;
}

function splitKernel(tensorflow: Tensorflow, recurrent: Tensor3D): Kernels {
  const units = recurrent.shape[1];
  const [gates, candidate] = tensorflow.split(recurrent, [2 * units, units], 2) as [Tensor3D, Tensor3D];
  return { gates, candidate };
}

function forwards(tensorflow: Tensorflow, projected: Tensor3D[], kernels: Kernels): Steps {
  const units = kernels.candidate.shape[1];
  const left: Steps = { open: [], candidate: [], state: [] };
  for (const input of projected) {
    const before = left.state.at(-1);
    const [opening, proposed] = tensorflow.split(input, [2 * units, units], 2) as [Tensor3D, Tensor3D];
    const open = (
      before ? opening.add<Tensor3D>(tensorflow.matMul(before, kernels.gates)) : opening
    ).sigmoid();
    const [z, r] = tensorflow.split(open, 2, 2) as [Tensor3D, Tensor3D];
    const reset = before && tensorflow.matMul(r.mul<Tensor3D>(before), kernels.candidate);
    const candidate = (reset ? proposed.add<Tensor3D>(reset) : proposed).tanh();
    // z h + (1 − z) g = g + z (h − g)
    const state = candidate.add<Tensor3D>(z.mul(before ? before.sub(candidate) : candidate.neg()));
    left.open.push(open);
    left.candidate.push(candidate);
    left.state.push(state);
  }
  return left;
}

function backwards(tensorflow: Tensorflow, gradient: Tensor, saved: Tensor[]): Tensor[] {
  const [inputs, kernel, recurrent, states, ...steps] = saved as [Tensor4D, Tensor3D, Tensor3D, Tensor4D];
  const count = states.shape[1];
  const open = joinSteps(tensorflow, steps.slice(0, count));
  const g = joinSteps(tensorflow, steps.slice(count));
  const [z, r] = tensorflow.split(open, 2, 3) as [Tensor4D, Tensor4D];
  const before = statesBefore(tensorflow, states);
  const kernels = splitKernel(tensorflow, recurrent);
  const one = tensorflow.scalar(1);
  const slopeOf = (gate: Tensor4D): Tensor4D => gate.mul(one.sub(gate));
  const sums = chain(tensorflow, kernels, {
    state: stepsOf(tensorflow, gradient),
    keep: stepsOf(tensorflow, z),
    reset: stepsOf(tensorflow, r),
    // How the state feels the sum of z, how the candidate's input feels that of r, how the state feels that of g.
    z: stepsOf(tensorflow, before.sub<Tensor4D>(g).mul(slopeOf(z))),
    r: stepsOf(tensorflow, before.mul<Tensor4D>(slopeOf(r))),
    g: stepsOf(tensorflow, one.sub<Tensor4D>(z).mul(one.sub(g.square()))),
  });
  const units = kernels.candidate.shape[1];
  const [forGates, forCandidate] = tensorflow.split(sums, [2 * units, units], 3) as [Tensor4D, Tensor4D];
  const byInput = productGradients(tensorflow, inputs, kernel, sums);
  const byGates = productGradients(tensorflow, before, kernels.gates, forGates).right;
  const byCandidate = productGradients(tensorflow, before.mul(r), kernels.candidate, forCandidate).right;
  return [byInput.left, byInput.right, tensorflow.concat([byGates, byCandidate], 2)];
}

/** From the last step to the first: the gradients of the gates' sums, [directions, steps, texts, 3 × units]. */
function chain(
  tensorflow: Tensorflow,
  kernels: Kernels,
  given: Readonly<Record<'state' | 'keep' | 'reset' | 'z' | 'r' | 'g', Tensor3D[]>>,
): Tensor4D {
  const sums: Tensor3D[] = [];
  /** What the steps behind add. */
  let later: Tensor3D | undefined;
  for (let step = given.state.length - 1; step >= 0; step--) {
    const at = (name: keyof typeof given): Tensor3D => given[name][step] as Tensor3D;
    const state = later ? at('state').add<Tensor3D>(later) : at('state');
    const candidate = state.mul<Tensor3D>(at('g'));
    const offered = tensorflow.matMul(candidate, kernels.candidate, false, true);
    const gates = tensorflow.concat([state.mul<Tensor3D>(at('z')), offered.mul<Tensor3D>(at('r'))], 2);
    sums.push(tensorflow.concat([gates, candidate], 2));
    if (step === 0) break;
    later = tensorflow
      .matMul(gates, kernels.gates, false, true)
      .add<Tensor3D>(state.mul(at('keep')))
      .add<Tensor3D>(offered.mul(at('reset')));
  }
  return joinSteps(tensorflow, sums.reverse());
}
