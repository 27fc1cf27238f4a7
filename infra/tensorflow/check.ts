/** Loads libtensorflow, multiplies once, and says what was found. The last step of setup.sh. */
import { loadTensorflow } from '../../shared/classifier/tensorflow/load.ts';

const tensorflow = await loadTensorflow();
const product = tensorflow.matMul([[2, 3]], [[5], [7]]).dataSync()[0];
if (product !== 31) throw new Error(`2·5 + 3·7 came out as ${String(product)}`);
const backend = tensorflow.backend() as { binding?: { TF_Version?: string }; isUsingGpuDevice?: boolean };
const device = backend.isUsingGpuDevice ? 'GPU' : 'CPU';
console.log(`libtensorflow ${backend.binding?.TF_Version ?? '?'} is ready, on the ${device}`);
