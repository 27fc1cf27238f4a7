import { windowIndexes, windows, type WindowIndex } from '../detection/windows.ts';

/** A feed that has gone silent, and the products that miss it. */
export interface MissedFeed {
  readonly topic: string;
  readonly minutes: number;
  /** null: not known, so all. */
  readonly products: ReadonlySet<string> | null;
}

/** What was found of the completeness of the data. */
export interface Findings {
  /** Whether the stream answered; when it did not, nothing else is known. */
  readonly asked: boolean;
  readonly lagMinutes: number;
  /** 0 to 1. */
  readonly deadLetterShare: number;
  readonly missed: readonly MissedFeed[];
}

/** Why nothing may be decided now, in words; empty when all is well. */
export type Reasons = (product: string, window: WindowIndex) => readonly string[];

const MOST_DEAD_LETTERS = 0.01;

/** Puts findings into words, once: the answers are asked for ten thousands of times. */
export function reasonsOf(findings: Findings): Reasons {
  if (!findings.asked) {
    const reasons = ['the stream cannot be asked'];
    return () => reasons;
  }
  const everywhere = [...deadLetters(findings), ...missedBy(findings.missed, null)];
  const general = byWindow(findings, everywhere);
  const special = new Map<string, readonly (readonly string[])[]>();
  const alike = new Map<string, readonly (readonly string[])[]>();
  for (const product of new Set(findings.missed.flatMap(({ products }) => [...(products ?? [])]))) {
    const own = missedBy(findings.missed, product);
    const key = own.join('\n');
    const reasons = alike.get(key) ?? byWindow(findings, [...everywhere, ...own]);
    alike.set(key, reasons);
    special.set(product, reasons);
  }
  return (product, window) => (special.get(product) ?? general)[window] ?? [];
}

const byWindow = (findings: Findings, reasons: readonly string[]): readonly (readonly string[])[] =>
  windowIndexes.map((window) => [...lag(findings, window), ...reasons]);

function lag({ lagMinutes }: Findings, window: WindowIndex): string[] {
  const { name, minutes } = windows[window];
  if (lagMinutes <= minutes / 2) return [];
  return [`lag is ${Math.round(lagMinutes)} min, more than half of the ${name} window`];
}

function deadLetters({ deadLetterShare }: Findings): string[] {
  if (deadLetterShare <= MOST_DEAD_LETTERS) return [];
  return [`${(deadLetterShare * 100).toFixed(1)} % of records became dead letters in the last hour`];
}

/** Reasons of the feeds that this product misses; null: of those that all may miss. */
const missedBy = (missed: readonly MissedFeed[], product: string | null): string[] =>
  missed
    .filter(({ products }) => (product === null ? products === null : products?.has(product)))
    .map(({ topic, minutes }) => `feed ${topic} has been silent for ${minutes} min`);
