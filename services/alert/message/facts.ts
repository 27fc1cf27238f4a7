import { z } from 'zod';

/** ISO 8601 in UTC; times are put into the recipient's time zone only where people read them. */
const time = z.iso.datetime();
const share = z.number().min(0).max(1);

/** `tone`: the share of negative mentions rose. `surge`: there are many more negative mentions than usual. */
export const incidentKind = z.enum(['tone', 'surge']);
export type IncidentKind = z.infer<typeof incidentKind>;

/** From the least to the most severe. */
export const severities = ['warning', 'serious', 'critical'] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** What happened to an incident that is worth a message. */
export const alertEvent = z.enum(['opened', 'escalated', 'resolved', 'retracted']);
export type AlertEvent = z.infer<typeof alertEvent>;

/** A post that shows what the incident is about. */
export const exemplarSchema = z.strictObject({
  postId: z.string(),
  text: z.string(),
  url: z.string().nullable().meta({ description: 'Where the post can be seen; null when unknown.' }),
  postedAt: time,
  platform: z.string(),
  negative: share.meta({ description: 'Probability that it is negative.' }),
  reach: z.int().nullable().meta({ description: 'Followers of the author; null when unknown.' }),
  copies: z
    .int()
    .min(1)
    .meta({ description: 'Mentions of the same cluster in the window, itself included.' }),
});
export type Exemplar = z.infer<typeof exemplarSchema>;

/** A term that negative mentions of the window use more than the baseline does. */
export const driverSchema = z.strictObject({
  term: z.string(),
  mentions: z.int().meta({ description: 'Counted mentions of the window that use it.' }),
  baselineMentions: z.int().meta({ description: 'Mentions of the baseline sample that use it.' }),
  z: z
    .number()
    .meta({ description: 'z-score of the log-odds ratio with a Dirichlet prior (Monroe et al. 2008).' }),
});
export type Driver = z.infer<typeof driverSchema>;

const countedShare = z.strictObject({ name: z.string(), mentions: z.int() });

/** Everything that a message says about one incident. */
export const incidentFactsSchema = z.strictObject({
  id: z.string(),
  product: z.strictObject({ id: z.string(), name: z.string(), brand: z.string().nullable() }),
  kind: incidentKind,
  severity,
  window: z.enum(['15m', '1h', '6h', '24h']),
  windowStart: time,
  windowEnd: time,
  negative: z
    .int()
    .meta({ description: 'k: negative mentions in the window, a cluster and an author-hour counted once.' }),
  mentions: z.int().meta({ description: 'n: scored mentions in the window, counted alike.' }),
  negativeShare: share,
  interval: z.tuple([share, share]).meta({ description: '95 % Wilson interval of the share.' }),
  baselineShare: share.meta({ description: 'Usual share of negative mentions at this time of the week.' }),
  expectedNegative: z.number().meta({ description: 'Usual number of negative mentions in such a window.' }),
  multiple: z
    .number()
    .meta({ description: 'tone: share over baseline share; surge: negatives over the usual number.' }),
  firstSeenAt: time.meta({ description: 'Event time of the first of the negative mentions that make it.' }),
  openedAt: time,
  detectedAt: time.meta({ description: 'Wall clock at which it was found.' }),
  escalatedAt: time.nullable(),
  resolvedAt: time.nullable(),
  exemplars: z.array(exemplarSchema),
  drivers: z.array(driverSchema),
  authors: z.strictObject({
    distinct: z.int(),
    topShare: share.meta({
      description: 'Share of all mentions of the window that the busiest author wrote.',
    }),
  }),
  reach: z
    .int()
    .nullable()
    .meta({ description: 'Sum over the authors of the negative mentions; null when unknown.' }),
  amplification: z.strictObject({
    mentions: z.int().meta({ description: 'All mentions of the window, copies included.' }),
    copies: z.int().meta({ description: 'Of these, reposts and near-copies that were not counted.' }),
  }),
  sources: z.array(countedShare),
  languages: z.array(countedShare),
  model: z.string(),
  completeness: z.strictObject({
    complete: z.boolean(),
    reasons: z.array(z.string()).meta({ description: 'What is missing; empty when complete.' }),
  }),
  why: z.string().meta({ description: 'One line: why this is not noise.' }),
  links: z
    .strictObject({
      show: z.string(),
      mute: z.string(),
      expected: z.string(),
      wrongSentiment: z.string(),
    })
    .meta({ description: 'Addresses where alerts.linkBase is set, else commands to type.' }),
});
export type IncidentFacts = z.infer<typeof incidentFactsSchema>;

/** One message: an event of one incident, or of several that opened together at products of one brand. */
export const alertFactsSchema = z.strictObject({
  schema: z.literal('tonewatch.alert/1'),
  event: alertEvent,
  brand: z.string().nullable().meta({ description: 'Where several products of a brand are one message.' }),
  thread: z.string().meta({ description: 'The same for all messages about an incident: its id.' }),
  incidents: z.array(incidentFactsSchema).min(1),
});
export type AlertFacts = z.infer<typeof alertFactsSchema>;

/** A line of a digest: what the daily cap or quiet hours held back. */
export const digestFactsSchema = z.strictObject({
  schema: z.literal('tonewatch.digest/1'),
  reason: z.string().meta({ description: 'Why these were held back, e.g. `daily cap of 20 messages`.' }),
  entries: z.array(
    z.strictObject({
      event: alertEvent,
      at: time,
      incident: z.string(),
      product: z.string(),
      kind: incidentKind,
      severity,
      negative: z.int(),
      mentions: z.int(),
      baselineShare: share,
      link: z.string(),
    }),
  ),
});
export type DigestFacts = z.infer<typeof digestFactsSchema>;

export type MessageFacts = AlertFacts | DigestFacts;
