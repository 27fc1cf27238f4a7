import type { Sentiment } from '#shared/avro/mention.ts';
import { openClassifier } from '#shared/classifier/classifier.ts';
import { describeDevice, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import { check, type Finding } from './check.ts';

/** Can the model be read and does it judge; what computes it, and why that; is libtensorflow there? */
export async function checkScoring({ score }: Config): Promise<Finding[]> {
  return [
    await check('model', () => model(score)),
    await check('backend', () => backend(score)),
    await check('libtensorflow', libtensorflow, score.backend === 'tensorflow'),
  ];
}

/** Two texts that any model worth its name tells apart. Opening has the model check itself. */
async function model(score: Config['score']): Promise<string> {
  const classifier = await openClassifier(score, { evidence: false });
  try {
    const [good, bad] = await classifier.classify([
      { tokens: 'i love this , it is great', language: 'en' },
      { tokens: 'i hate this , it is terrible', language: 'en' },
    ]);
    if (!good || !bad || !tellsApart(good.sentiment, bad.sentiment)) {
      throw new TonewatchError('MODEL_INVALID', `${classifier.model} does not tell praise from complaint`);
    }
    return `${classifier.model} passes its self-check and tells praise from complaint`;
  } finally {
    classifier.close();
  }
}

const tellsApart = (good: Sentiment, bad: Sentiment): boolean =>
  good.positive > bad.positive && good.negative < bad.negative;

async function backend(score: Config['score']): Promise<string> {
  const why = `score.backend is ${score.backend}`;
  if (score.backend === 'tensorflow') return `tensorflow, on ${await describeDevice()}; ${why}`;
  const classifier = await openClassifier(score, { evidence: false });
  const tables = `${megabytes(classifier.tableBytes())} of tables now, at most ${megabytes(classifier.mostTableBytes())}`;
  classifier.close();
  const other = tensorflowAvailable() ? '; tensorflow would work too' : '';
  return `compiled, on the CPU (WebAssembly, ${tables}); ${why}${other}`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

function libtensorflow(): string {
  if (tensorflowAvailable()) return 'there';
  throw new TonewatchError('TENSORFLOW_UNAVAILABLE', 'not set up; only the tensorflow backend needs it');
}
