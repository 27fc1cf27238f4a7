import fc from 'fast-check';
import {
  severities,
  type AlertFacts,
  type DigestFacts,
  type IncidentFacts,
  type MessageFacts,
} from '../../../services/alert/message/facts.ts';

/** Text as a stranger may write it: any code units, markup of every receiver, and far too much of it. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<!channel>',
    '<script>alert(1)</script>',
    '[x](https://evil.example)',
    '`*_~',
    '\u202egnp.exe',
    '\ud800',
  ),
  fc.string({
    unit: fc.constantFrom('&', '<', '`', '语', '👩‍👩‍👧', 'a ', '"'),
    minLength: 100,
    maxLength: 3_000,
  }),
);
const link = fc.oneof(
  text,
  fc.webUrl({ withQueryParameters: true }),
  fc.constant(`https://a.example/?${'&'.repeat(1_900)}`),
);
const time = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const share = fc.double({ min: 0, max: 1, noNaN: true });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const whole = fc.oneof(fc.nat(2_000), fc.maxSafeInteger());
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 12 });
const counted = few(fc.record({ name: text, mentions: whole }));

const incident: fc.Arbitrary<IncidentFacts> = fc.record({
  id: text,
  product: fc.record({ id: text, name: text, brand: fc.option(text) }),
  kind: fc.constantFrom('tone', 'surge'),
  severity: fc.constantFrom(...severities),
  window: fc.constantFrom('15m', '1h', '6h', '24h'),
  windowStart: time,
  windowEnd: time,
  negative: whole,
  mentions: whole,
  negativeShare: share,
  interval: fc.tuple(share, share),
  baselineShare: share,
  expectedNegative: number,
  multiple: number,
  firstSeenAt: time,
  openedAt: time,
  detectedAt: time,
  escalatedAt: fc.option(time),
  resolvedAt: fc.option(time),
  exemplars: few(
    fc.record({
      postId: text,
      text,
      url: fc.option(link),
      postedAt: time,
      platform: text,
      negative: share,
      reach: fc.option(whole),
      copies: fc.integer({ min: 1 }),
    }),
  ),
  drivers: few(fc.record({ term: text, mentions: whole, baselineMentions: whole, z: number })),
  authors: fc.record({ distinct: whole, topShare: share }),
  reach: fc.option(whole),
  amplification: fc.record({ mentions: whole, copies: whole }),
  sources: counted,
  languages: counted,
  model: text,
  completeness: fc.record({ complete: fc.boolean(), reasons: few(text) }),
  why: text,
  links: fc.record({ show: link, mute: link, expected: link, wrongSentiment: link }),
});

const event = fc.constantFrom('opened', 'escalated', 'resolved', 'retracted');

const alert: fc.Arbitrary<AlertFacts> = fc.record({
  schema: fc.constant('tonewatch.alert/1'),
  event,
  brand: fc.option(text),
  thread: text,
  incidents: fc.oneof(
    fc.array(incident, { minLength: 1, maxLength: 4 }),
    incident.map((one) => Array.from({ length: 60 }, () => one)),
  ),
});

const digest: fc.Arbitrary<DigestFacts> = fc.record({
  schema: fc.constant('tonewatch.digest/1'),
  reason: text,
  entries: fc.array(
    fc.record({
      event,
      at: time,
      incident: text,
      product: text,
      kind: fc.constantFrom('tone', 'surge'),
      severity: fc.constantFrom(...severities),
      negative: whole,
      mentions: whole,
      baselineShare: share,
      link,
    }),
    { maxLength: 60 },
  ),
});

/** Any message that the schema allows. */
export const anyFacts: fc.Arbitrary<MessageFacts> = fc.oneof({ weight: 4, arbitrary: alert }, digest);
