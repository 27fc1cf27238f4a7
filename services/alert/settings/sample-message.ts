import type { AlertFacts } from '../message/facts.ts';

/** A message that says of itself that it is a test; `now`: milliseconds UTC. */
export function sampleMessage(now: number): AlertFacts {
  const at = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString();
  return {
    schema: 'tonewatch.alert/1',
    event: 'opened',
    brand: null,
    thread: 'test',
    incidents: [
      {
        id: 'test',
        product: { id: 'sample', name: 'Sample (a test, not an alert)', brand: null },
        kind: 'tone',
        severity: 'warning',
        window: '1h',
        windowStart: at(60),
        windowEnd: at(0),
        negative: 14,
        mentions: 40,
        negativeShare: 0.35,
        interval: [0.2213, 0.5049],
        baselineShare: 0.14,
        expectedNegative: 5.6,
        multiple: 2.5,
        firstSeenAt: at(38),
        openedAt: at(0),
        detectedAt: at(0),
        escalatedAt: null,
        resolvedAt: null,
        exemplars: [
          {
            postId: 'test:1',
            text: 'This is a test of a Tonewatch channel. Nothing has happened: all figures are made up.',
            url: null,
            postedAt: at(12),
            platform: 'test',
            negative: 0.97,
            reach: null,
            copies: 1,
          },
        ],
        drivers: [{ term: 'test', mentions: 9, baselineMentions: 0, z: 4.2 }],
        authors: { distinct: 38, topShare: 0.05 },
        reach: null,
        amplification: { mentions: 46, copies: 6 },
        sources: [{ name: 'test', mentions: 40 }],
        languages: [{ name: 'en', mentions: 40 }],
        model: 'none',
        completeness: { complete: true, reasons: [] },
        why: 'it is noise: nothing has happened, and this message only tests the channel.',
        links: {
          show: 'tonewatch incidents list',
          mute: 'tonewatch alerts mute --help',
          expected: 'tonewatch incidents rate --help',
          wrongSentiment: 'tonewatch incidents rate --help',
        },
      },
    ],
  };
}
