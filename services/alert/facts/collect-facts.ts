import type { Queryable } from '../counting/changed-hours.ts';
import { lengthOf, windows } from '../detection/windows.ts';
import type { Driver, IncidentFacts } from '../message/facts.ts';
import { calmTexts } from './calm-texts.ts';
import { drivers } from './drivers.ts';
import type { FactsRequest } from './facts-request.ts';
import { firstSeen } from './first-seen.ts';
import { linksOf } from './links.ts';
import { multipleOfUsual } from './multiple.ts';
import { negativePosts } from './negative-posts.ts';
import { ownWords } from './own-words.ts';
import { pastTexts } from './past-texts.ts';
import type { ScoredStretch } from './scored-stretch.ts';
import { termReader } from './terms.ts';
import { whyLine } from './why-line.ts';
import { wilsonInterval } from './wilson-interval.ts';
import { windowFigures, type WindowFigures } from './window-figures.ts';

const MOST_EXEMPLARS = 5;
const MOST_NAMES = 5;
const MOST_TEXTS = 500;
/** Fewer mentions than that are no history to compare with. */
const LEAST_PAST = 20;

/**
 * Everything that a message says about an incident: what the finding counted, and what the mentions of its window are
 * like now. Those are all that the model has scored, live or not, in their newest versions; copies are
 * left out only where it says so. Four statements, five for a product without history; none answers with more than 1,000 rows.
 *
 * @throws TonewatchError DATABASE_UNREACHABLE, DATABASE_FAILED
 */
export async function collectFacts(client: Queryable, request: FactsRequest): Promise<IncidentFacts> {
  const { product, finding, windowEnd, model } = request;
  const windowStart = windowEnd - lengthOf(finding.window);
  const window: ScoredStretch = { product: product.id, from: windowStart, to: windowEnd, model };
  const figures = await windowFigures(client, window, MOST_NAMES);
  const posts = await negativePosts(client, window, { exemplars: MOST_EXEMPLARS, texts: MOST_TEXTS });
  return {
    id: request.incidentId,
    product: { ...product },
    ...measuredBy(request),
    windowStart: iso(windowStart),
    windowEnd: iso(windowEnd),
    firstSeenAt: iso(await firstSeen(client, request)),
    openedAt: iso(request.openedAt),
    detectedAt: iso(request.detectedAt),
    escalatedAt: isoOrNull(request.escalatedAt),
    resolvedAt: isoOrNull(request.resolvedAt),
    exemplars: [...posts.exemplars],
    drivers: await driversOf(client, request, { window, texts: posts.texts, query: figures.query }),
    ...figuresOf(figures, finding.mentions),
    model,
    completeness: { complete: request.completeness.complete, reasons: [...request.completeness.reasons] },
    why: whyLine(finding, figures),
    links: linksOf(request.linkBase, request.incidentId, product.id),
  };
}

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

function measuredBy({ finding }: FactsRequest) {
  const { kind, severity, window, negative, mentions, baselineShare, expected } = finding;
  return {
    kind,
    severity,
    window: windows[window].name,
    negative,
    mentions,
    negativeShare: negative / Math.max(mentions, 1),
    interval: wilsonInterval(negative, mentions),
    baselineShare,
    expectedNegative: expected,
    multiple: multipleOfUsual(finding),
  };
}

function figuresOf(
  { mentions, unnamed, named, busiest, reach, sources, languages }: WindowFigures,
  counted: number,
) {
  return {
    authors: { distinct: named + unnamed, topShare: busiest / Math.max(mentions, 1) },
    reach,
    amplification: { mentions, copies: Math.max(0, mentions - counted) },
    sources,
    languages,
  };
}

interface NegativeTexts {
  readonly window: ScoredStretch;
  readonly texts: readonly string[];
  readonly query: string | null;
}

/** Compared with what was said before the tests first held, or else with what is said now and is not negative. */
async function driversOf(
  client: Queryable,
  { product, finding, firstHeldAt }: FactsRequest,
  { window, texts, query }: NegativeTexts,
): Promise<Driver[]> {
  if (texts.length === 0) return [];
  const before = Math.min(window.from, firstHeldAt - lengthOf(finding.window));
  const past = await pastTexts(client, product.id, before);
  const reference = past.length >= LEAST_PAST ? past : await calmTexts(client, window, MOST_TEXTS);
  const termsOf = termReader(ownWords(product, query));
  return drivers(texts.map(termsOf), reference.map(termsOf));
}
