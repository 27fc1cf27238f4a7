import { TonewatchError } from '../../errors/tonewatch-error.ts';
import { isBagOfWords, openBagOfWords } from '../bag-of-words/backend.ts';
import type { Model } from '../model/model.ts';
import type { CompiledBackend } from './compiled-backend.ts';
import { openCompiledCnn } from './cnn/cnn.ts';
import { isCnn } from './cnn/cnn-model.ts';
import { openCompiledLstm } from './recurrent/lstm.ts';
import { isLstm } from './recurrent/lstm-model.ts';

/**
 * A model computed on the CPU without native code. A post's probabilities are the same to the bit in whatever batch and
 * order it comes.
 * @throws BACKEND_UNSUPPORTED when there is no compiled form of its architecture.
 */
export function openCompiledBackend(model: Model): CompiledBackend {
  if (isCnn(model)) return openCompiledCnn(model);
  if (isLstm(model)) return openCompiledLstm(model);
  if (isBagOfWords(model)) return openBagOfWords(model);
  const { name, architecture } = model.manifest;
  throw new TonewatchError(
    'BACKEND_UNSUPPORTED',
    `${name}: the compiled backend does not compute ${architecture.type} models; use --backend tensorflow`,
  );
}
