import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openClassifier, type Classifier } from '#shared/classifier/classifier.ts';
import { shippedModels } from '#shared/classifier/model/store.ts';
import type { Config } from '#shared/config/schema.ts';
import { messageOf, TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';
import { replaceable } from './replaceable-classifier.ts';

/** What a folder of a model looked like. */
type Look = string;

/**
 * The classifier that the configuration names; when the folder of its model changes, the new one takes over between two
 * batches, and closes the old. The folder is looked at every `score.modelRefreshMs`, and at once on SIGHUP. A folder
 * that is being written is left alone until it looks the same twice. A model that cannot be read or fails its self-check
 * is refused with one line in the log, and the old one goes on until the folder changes again.
 *
 * @throws TonewatchError of openClassifier, for the first model
 */
export async function watchModel(
  config: Config['score'],
  { log, model: figures }: Telemetry,
): Promise<Classifier> {
  const folder = join(config.modelsDir || shippedModels, config.model);
  let tried = await lookAt(folder);
  let seen = tried;
  const classifier = replaceable(await openClassifier(config, { evidence: true }));
  figures.model = classifier.model;
  let closed = false;

  const change = async (look: Look): Promise<void> => {
    tried = look;
    const start = performance.now();
    const before = classifier.model;
    try {
      const next = await openClassifier(config, { evidence: true });
      if (closed) {
        next.close();
        return;
      }
      classifier.replace(next);
    } catch (error) {
      figures.refused += 1;
      const code = error instanceof TonewatchError ? error.code : 'MODEL_INVALID';
      log.error({ code, reason: messageOf(error), model: before }, 'model refused; the old one goes on');
      return;
    }
    figures.swaps += 1;
    figures.model = classifier.model;
    const ms = Math.round(performance.now() - start);
    log.info({ model: classifier.model, before, ms }, 'model changed');
  };

  const look = async (mustSettle: boolean): Promise<void> => {
    figures.tableBytes = classifier.tableBytes();
    const now = await lookAt(folder);
    const settled = !mustSettle || now === seen;
    seen = now;
    if (settled && now !== tried) await change(now);
  };

  let looking = Promise.resolve();
  const enqueue = (mustSettle: boolean): Promise<void> => (looking = looking.then(() => look(mustSettle)));
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (!closed) timer = setTimeout(() => void enqueue(true).then(again), config.modelRefreshMs).unref();
  };
  const onHangup = (): void => void enqueue(false);
  // In a terminal SIGHUP says that it was closed: that must end the process.
  const daemon = !process.stdin.isTTY && !process.stdout.isTTY;
  if (daemon) process.on('SIGHUP', onHangup);
  again();

  return {
    ...classifier,
    get model() {
      return classifier.model;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      process.off('SIGHUP', onHangup);
      classifier.close();
    },
  };
}

/** What a model is made of: its card can change as it likes. */
const part = /\.(json|txt|bin)$/u;

/** Changes whenever a file of the model does, its members' too; what cannot be read counts as one way to look. */
async function lookAt(folder: string): Promise<Look> {
  try {
    const manifest = await readFile(join(folder, 'model.json'));
    const digest = createHash('sha256').update(manifest).digest('hex');
    const files = (await readdir(folder, { recursive: true })).filter((file) => part.test(file)).sort();
    const looks = files.map(async (file) => {
      const { size, mtimeMs } = await stat(join(folder, file));
      return `${file} ${size} ${mtimeMs}`;
    });
    return [digest, ...(await Promise.all(looks))].join('\n');
  } catch {
    return 'unreadable';
  }
}
