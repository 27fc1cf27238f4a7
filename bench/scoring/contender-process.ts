/** The process that run.ts starts for each contender: labels all posts once, then runs as often as it is asked to. */
import { labels } from '#shared/avro/mention.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import type { Contender, Timed } from './contender.ts';
import { openContender } from './contenders/open.ts';
import { readLabelledPosts, shuffledTexts, type LabelledPosts } from './labelled-posts.ts';
import type { Answer, Question, Run } from './messages.ts';

/** Posts in one call, as in service. */
const BATCH = 512;

const [id = '', ...files] = process.argv.slice(2);
const answer = (message: Answer): void => void process.send?.(message);

async function takePart(): Promise<void> {
  const posts = await readLabelledPosts(files);
  const before = process.cpuUsage();
  const contender = await openContender(id);
  const opening = process.cpuUsage(before);
  const confusions: number[][][] = [];
  for (const each of posts) confusions.push(await confusionOf(contender, each));
  const texts = shuffledTexts(posts);
  const work = new Map<Timed, (from: number, to: number) => unknown>([
    ['text', (from, to) => contender.score(texts.slice(from, to))],
    ...(contender.parts ?? []).map((part) => [part.name, part.prepare(texts)] as const),
  ]);
  const { name, version, labelling } = contender;
  answer({
    ...{ type: 'ready', name, version, labelling, timed: [...work.keys()], confusions },
    openingMs: (opening.user + opening.system) / 1000,
  });

  const positions = new Map<Timed, number>();
  process.on('message', ({ timed, seconds }: Question) => {
    const run = work.get(timed);
    if (!run) return;
    const from = positions.get(timed) ?? 0;
    void time(run, { from, count: texts.length, seconds }).then(({ to, ...measured }) => {
      positions.set(timed, to);
      answer({ type: 'run', ...measured });
    });
  });
  process.once('disconnect', () => contender.close());
}

async function confusionOf(contender: Contender, { texts, truth }: LabelledPosts): Promise<number[][]> {
  const confusion = labels.map(() => labels.map(() => 0));
  for (let from = 0; from < texts.length; from += BATCH) {
    const said = await contender.score(texts.slice(from, from + BATCH));
    for (const [i, predicted] of said.entries()) {
      const row = confusion[truth[from + i] ?? 0] ?? [];
      row[predicted] = (row[predicted] ?? 0) + 1;
    }
  }
  return confusion;
}

/** Batch after batch, round and round, until so much processor time is spent. */
async function time(
  run: (from: number, to: number) => unknown,
  { from, count, seconds }: { from: number; count: number; seconds: number },
): Promise<Omit<Run, 'type'> & { to: number }> {
  const clock = performance.now();
  const before = process.cpuUsage();
  let posts = 0;
  let at = from;
  let cpuMicros: number;
  do {
    const to = Math.min(at + BATCH, count);
    await run(at, to);
    posts += to - at;
    at = to === count ? 0 : to;
    const { user, system } = process.cpuUsage(before);
    cpuMicros = user + system;
  } while (cpuMicros < seconds * 1e6);
  const wallMicros = (performance.now() - clock) * 1000;
  return { posts, cpuMicros, wallMicros, peakBytes: process.resourceUsage().maxRSS * 1024, to: at };
}

try {
  await takePart();
} catch (error) {
  answer({ type: 'absent', reason: messageOf(error).split('\n')[0] ?? '' });
  process.disconnect();
}
