import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';

/** The TensorFlow.js API, computed by libtensorflow. Types only: nothing is loaded before loadTensorflow is called. */
export type Tensorflow = typeof tfjs;

export const binding = '@tensorflow/tfjs-node-gpu';
const require = createRequire(import.meta.url);
let loading: Promise<Tensorflow> | undefined;

/** Whether infra/tensorflow/setup.sh has been run here. Looks for files only; loads nothing. */
export function tensorflowAvailable(): boolean {
  try {
    const folder = dirname(require.resolve(`${binding}/package.json`));
    return existsSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'));
  } catch {
    return false;
  }
}

/** Threads for libtensorflow's sums. Only has an effect before the first call of loadTensorflow in a process. */
export function limitThreads(threads: number): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  process.env['TF_NUM_INTEROP_THREADS'] = String(threads);
}

/**
 * libtensorflow, on a GPU where it finds one; the same object at every call.
 * @throws TonewatchError TENSORFLOW_UNAVAILABLE when it is not set up or cannot be loaded.
 */
export function loadTensorflow(): Promise<Tensorflow> {
  loading ??= load();
  return loading;
}

/** What libtensorflow computes on, in words. Loads it. */
export async function describeDevice(): Promise<string> {
  const tensorflow = await loadTensorflow();
  const backend: unknown = tensorflow.backend();
  const { isUsingGpuDevice } = deviceSchema.parse(backend);
  return isUsingGpuDevice ? 'a CUDA GPU' : 'the CPU: libtensorflow sees no CUDA GPU';
}

/** What the binding tells of itself; the typing of tfjs does not know it. */
const deviceSchema = z.looseObject({ isUsingGpuDevice: z.boolean() });

async function load(): Promise<Tensorflow> {
  if (!tensorflowAvailable()) {
    throw new TonewatchError(
      'TENSORFLOW_UNAVAILABLE',
      'libtensorflow is not set up here: run infra/tensorflow/setup.sh once, or use the compiled backend',
    );
  }
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // GPUs would round the factors of a convolution to 10 bits, and no longer agree with the compiled backend.
  process.env['NVIDIA_TF32_OVERRIDE'] ??= '0';
  // Left alone, libtensorflow takes all memory of every GPU at once; other processes may want some.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  restoreRemovedUtilities();
  try {
    // By require, as the binding does: it must register with this copy. The whole package, because layers call chained
    // operations that only the whole registers.
    const tensorflow = require('@tensorflow/tfjs') as Tensorflow;
    require(binding);
    await tensorflow.ready();
    return tensorflow;
  } catch (error) {
    throw new TonewatchError(
      'TENSORFLOW_UNAVAILABLE',
      `libtensorflow cannot be loaded (${messageOf(error)}): run infra/tensorflow/setup.sh again`,
      { cause: error },
    );
  }
}

/** Node 23 took away two functions of `util` that the binding's JavaScript still calls. */
function restoreRemovedUtilities(): void {
  const util = require('node:util') as Record<string, unknown>;
  util['isArray'] ??= Array.isArray;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}
