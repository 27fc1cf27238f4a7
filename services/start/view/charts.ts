import { heatOf, inks, type Paint } from './paint.ts';
import { noCounts, type Counts } from './state.ts';

const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const parts = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** Share of negative ones among the scored mentions; null when there are none. */
export function negativeShare(counts: Counts): number | null {
  const scored = counts.negative + counts.neutral + counts.positive;
  return scored === 0 ? null : counts.negative / scored;
}

/** Net sentiment, (P−N)/scored, −1 to 1, as `net_sentiment` of rolling_sentiment; null when none is scored. */
export function netSentiment({ negative, neutral, positive }: Counts): number | null {
  const scored = negative + neutral + positive;
  return scored === 0 ? null : (positive - negative) / scored;
}

/** Volume as a row of bars, the highest for the busiest; each in the heat of its negative share. */
export function sparkline(quarters: readonly Counts[], width: number, paint: Paint): string {
  const cells = Array.from({ length: width }, (_, cell) => {
    const from = Math.floor((cell * quarters.length) / width);
    const to = Math.floor(((cell + 1) * quarters.length) / width);
    // A mean, since cells may cover one quarter more than their neighbours.
    return { counts: quarters.slice(from, to).reduce(sum, noCounts), length: Math.max(1, to - from) };
  });
  const top = Math.max(...cells.map(({ counts, length }) => counts.mentions / length));
  return inRuns(
    cells.map(({ counts, length }): [string, string] => {
      if (counts.mentions === 0) return [inks.faint, '·'];
      const height = Math.ceil((counts.mentions / length / top) * heights.length) - 1;
      return [heatOf(negativeShare(counts) ?? 0), heights[Math.max(height, 0)] ?? heights[0]];
    }),
    paint,
  );
}

/** A bar that fills up with the negative share. */
export function shareBar(share: number, width: number, paint: Paint): string {
  const eighths = Math.round(share * width * 8);
  const full = Math.floor(eighths / 8);
  const bar = '█'.repeat(full) + (parts[eighths % 8] ?? '');
  return paint(heatOf(share), bar) + paint(inks.faint, '·'.repeat(width - bar.length));
}

export function sum(a: Counts, b: Counts): Counts {
  return {
    mentions: a.mentions + b.mentions,
    negative: a.negative + b.negative,
    neutral: a.neutral + b.neutral,
    positive: a.positive + b.positive,
  };
}

/** Paints neighbours of one ink together: frames stay small. */
function inRuns(cells: readonly (readonly [string, string])[], paint: Paint): string {
  let painted = '';
  let run = '';
  let runInk = '';
  for (const [ink, text] of cells) {
    if (ink !== runInk) {
      painted += run === '' ? '' : paint(runInk, run);
      run = '';
      runInk = ink;
    }
    run += text;
  }
  return run === '' ? painted : painted + paint(runInk, run);
}
