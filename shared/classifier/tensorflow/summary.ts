import { createRequire } from 'node:module';
import { binding, type Tensorflow } from './load.ts';

/** Figures over the steps of a run, as an event file that TensorBoard shows. */
export interface Summary {
  scalar(name: string, value: number, step: number): void;
  flush(): void;
}

/** What of the binding is used here; its own types are those of another copy of TensorFlow.js. */
interface Binding {
  readonly node: { summaryFileWriter(folder: string): Summary };
}

/** Opens a new event file in a folder. Call after loadTensorflow. */
export function openSummary(tensorflow: Tensorflow, folder: string): Summary {
  const { node } = createRequire(import.meta.url)(binding) as Binding;
  const writer = node.summaryFileWriter(folder);
  return {
    scalar(name, value, step) {
      // The writer makes a tensor of each number, and leaves it behind.
      tensorflow.tidy(() => writer.scalar(name, value, step));
    },
    flush: () => writer.flush(),
  };
}
