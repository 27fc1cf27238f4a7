import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Mention } from '#shared/avro/mention.ts';
import { upsertProducts } from '#shared/database/products.ts';
import type { Lane } from '#shared/stream/port.ts';
import { collectFacts } from '../../services/alert/facts/collect-facts.ts';
import type { FactsRequest } from '../../services/alert/facts/facts-request.ts';
import { incidentFactsSchema, type IncidentFacts } from '../../services/alert/message/facts.ts';
import { sinkStage } from '../../services/sink/stage.ts';
import { inputsOf, mentionOf } from '../fixtures/mentions.ts';
import { startPostgres, type TestPostgres } from '../fixtures/postgres.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const noon = Date.UTC(2026, 2, 1, 12);

const calm = { label: 'neutral', negative: 0.1, neutral: 0.8, positive: 0.1 } as const;
const angry = (negative: number): Mention['sentiment'] => ({
  label: 'negative',
  negative,
  neutral: 1 - negative,
  positive: 0,
});

/** The hour before noon; the tests first held a minute before. */
const request: FactsRequest = {
  incidentId: '0195a3c2-7f3e-4c55-9c55-0a5a1b2c3d4e',
  product: { id: 'delta', name: 'Delta', brand: null },
  finding: {
    kind: 'tone',
    window: 1,
    negative: 12,
    mentions: 20,
    baselineShare: 0.15,
    expected: 2.5,
    tail: 1e-6,
    severity: 'serious',
  },
  windowEnd: noon,
  openedAt: noon,
  detectedAt: noon + 4_000,
  escalatedAt: null,
  resolvedAt: null,
  firstHeldAt: noon - MINUTE,
  model: 'posts-cnn@1',
  completeness: { complete: true, reasons: [] },
  linkBase: '',
};

let serial = 0;
/** A neutral mention half an hour before noon, with a cluster of its own. */
const post = (given: Partial<Mention> = {}): Mention => {
  serial += 1;
  const postId = `x:${String(serial).padStart(6, '0')}`;
  return mentionOf({
    postId,
    postedAt: noon - HOUR / 2,
    cluster: postId,
    author: `author ${postId}`,
    text: 'on board to boston',
    sentiment: calm,
    ...given,
  });
};
const posts = (count: number, of: (index: number) => Partial<Mention> = () => ({})): Mention[] =>
  Array.from({ length: count }, (_, index) => post(of(index)));

describe('the facts of an incident', () => {
  let database: TestPostgres;
  const writeBy = async (lane: Lane, mentions: readonly Mention[]): Promise<void> => {
    const config = { maxBatch: 2_000, lingerMs: 0, partitionsAhead: 2 };
    await sinkStage(database.pool, config).process(inputsOf(mentions), lane);
  };
  const write = (...mentions: readonly Mention[]): Promise<void> => writeBy('live', mentions);
  const factsOf = async (given: Partial<FactsRequest> = {}): Promise<IncidentFacts> => {
    const facts = await collectFacts(database.pool, { ...request, ...given });
    return incidentFactsSchema.parse(facts);
  };
  /** The counted mentions of a minute, as the detector has them. */
  const count = (minute: number, mentions: number, negative: number): Promise<unknown> =>
    database.pool.query(
      `insert into distinct_minutes values ('delta', to_timestamp($1::float8 / 1000), 'posts-cnn@1', $2, $3, $2, $3)`,
      [minute, mentions, negative],
    );
  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());
  beforeEach(() =>
    database.pool.query('truncate products, mentions, post_versions, sentiment_minutes, distinct_minutes'),
  );

  test('what was found comes as it is; a window without mentions is no failure', async () => {
    const { interval, ...facts } = await factsOf({
      product: { id: 'delta', name: 'Delta', brand: 'Delta Air Lines' },
      completeness: { complete: false, reasons: ['feed x is silent'] },
      escalatedAt: noon + HOUR,
      resolvedAt: noon + 2 * HOUR,
    });
    assert.deepEqual(facts, {
      id: request.incidentId,
      product: { id: 'delta', name: 'Delta', brand: 'Delta Air Lines' },
      kind: 'tone',
      severity: 'serious',
      window: '1h',
      windowStart: '2026-03-01T11:00:00.000Z',
      windowEnd: '2026-03-01T12:00:00.000Z',
      negative: 12,
      mentions: 20,
      negativeShare: 0.6,
      baselineShare: 0.15,
      expectedNegative: 2.5,
      multiple: 4,
      firstSeenAt: '2026-03-01T11:59:00.000Z',
      openedAt: '2026-03-01T12:00:00.000Z',
      detectedAt: '2026-03-01T12:00:04.000Z',
      escalatedAt: '2026-03-01T13:00:00.000Z',
      resolvedAt: '2026-03-01T14:00:00.000Z',
      exemplars: [],
      drivers: [],
      authors: { distinct: 0, topShare: 0 },
      reach: null,
      amplification: { mentions: 0, copies: 0 },
      sources: [],
      languages: [],
      model: 'posts-cnn@1',
      completeness: { complete: false, reasons: ['feed x is silent'] },
      why: '60 % of 20 mentions negative, usual is 15 %: by chance in at most 1 in 1 million such windows.',
      links: {
        show: 'tonewatch incidents show 0195a3c2',
        mute: 'tonewatch alerts mute --product delta --for 4h',
        expected: 'tonewatch incidents rate 0195a3c2 expected',
        wrongSentiment: 'tonewatch incidents rate 0195a3c2 wrong-sentiment --post POST_ID --label neutral',
      },
    });
    assert.deepEqual(
      interval.map((end) => Number(end.toFixed(3))),
      [0.387, 0.781],
    );
  });

  test('exemplars: what is repeated most, then what reaches most, then what is clearest; one a cluster', async () => {
    const negative = angry(0.8);
    await write(
      post({ text: 'clear', sentiment: angry(0.99) }),
      post({ text: 'far', sentiment: negative, reach: 5_000 }),
      post({ text: 'near', sentiment: negative, reach: 20 }),
      post({ text: 'RT copy', sentiment: angry(0.9), cluster: 'c', repostOf: 'x:1', reach: 9_999 }),
      post({
        text: 'copied',
        sentiment: negative,
        cluster: 'c',
        url: 'https://x.example/1',
        postId: 'x:copied',
      }),
      post({ text: 'read as neutral', cluster: 'c' }),
      post({ text: 'vague', sentiment: angry(0.6) }),
      post({ text: 'vaguest', sentiment: angry(0.5) }),
      post({ text: 'fine' }),
    );
    const { exemplars } = await factsOf();
    assert.deepEqual(
      exemplars.map(({ text }) => text),
      ['copied', 'far', 'near', 'clear', 'vague'],
    );
    assert.deepEqual(exemplars[0], {
      postId: 'x:copied',
      text: 'copied',
      url: 'https://x.example/1',
      postedAt: '2026-03-01T11:30:00.000Z',
      platform: 'x',
      negative: 0.8,
      reach: null,
      copies: 3,
    });
  });

  test('one author is one exemplar an hour, however different the texts', async () => {
    await write(
      ...posts(9, (index) => ({ author: 'loud', text: `rant ${String(index)}`, sentiment: angry(0.9) })),
      ...posts(2, () => ({ author: null, text: 'unnamed', sentiment: angry(0.7) })),
    );
    const { exemplars, authors } = await factsOf();
    assert.deepEqual(
      exemplars.map(({ text }) => text),
      ['rant 0', 'unnamed', 'unnamed'],
    );
    assert.deepEqual(authors, { distinct: 3, topShare: 9 / 11 });
  });

  test('deleted and edited posts, other windows, models and products are left out; backfill is not', async () => {
    const gone = post({ text: 'gone', sentiment: angry(0.9) });
    const edited = post({ text: 'first wording', sentiment: angry(0.9) });
    const calmed = post({ text: 'first anger', sentiment: angry(0.9) });
    await write(
      gone,
      edited,
      calmed,
      post({ text: 'too early', sentiment: angry(0.9), postedAt: noon - HOUR - 1 }),
      post({ text: 'too late', sentiment: angry(0.9), postedAt: noon }),
      post({ text: 'other model', sentiment: angry(0.9), model: 'posts-cnn@2' }),
      post({ text: 'unscored', sentiment: null, model: null, language: 'fi' }),
      post({ text: 'other product', sentiment: angry(0.9), products: ['united'] }),
      post({ text: 'first moment', sentiment: angry(0.6), postedAt: noon - HOUR }),
      mentionOf({ postId: gone.postId, change: 'delete', revision: noon + 1 }),
    );
    await writeBy('backfill', [post({ text: 'history', sentiment: angry(0.7) })]);
    const revision = noon + 1;
    await write(
      { ...edited, text: 'second wording', change: 'edit', revision },
      { ...calmed, text: 'sorry', sentiment: calm, change: 'edit', revision },
    );
    const { exemplars, amplification } = await factsOf();
    assert.deepEqual(
      exemplars.map(({ text }) => text),
      ['second wording', 'history', 'first moment'],
    );
    assert.deepEqual(amplification, { mentions: 4, copies: 0 });
  });

  test('drivers: what the negative mentions say more often than the weeks before, without names of the product', async () => {
    await upsertProducts(database.pool, [
      { id: 'delta', name: 'Delta', brand: null, query: 'delta OR #flydelta', active: true },
    ]);
    const usual = ['lovely crew', 'long queue at check in', 'seat was fine', 'late again'];
    await write(
      ...posts(400, (index) => ({
        text: `delta ${String(usual[index % 4])} flydelta`,
        postedAt: noon - (1 + index / 16) * 24 * HOUR,
      })),
      ...posts(12, (index) => ({
        text: `Delta lost bag number ${String(index)}, flydelta! The system is down, late again`,
        sentiment: angry(0.9),
      })),
      ...posts(8, () => ({ text: 'delta lovely crew' })),
    );
    const { drivers } = await factsOf();
    assert.deepEqual(
      drivers.map(({ term, mentions, baselineMentions }) => [term, mentions, baselineMentions]),
      [
        ['bag number', 12, 0],
        ['lost bag', 12, 0],
        ['system', 12, 0],
      ],
    );
  });

  test('without history drivers are found against what is not negative now, else there are none', async () => {
    const lost = posts(12, () => ({ text: 'they lost my luggage', sentiment: angry(0.9) }));
    await write(...lost);
    assert.deepEqual((await factsOf()).drivers, []);
    await write(...posts(200, () => ({ text: 'boarding in boston' })));
    assert.deepEqual(
      (await factsOf()).drivers.map(({ term, mentions, baselineMentions }) => [
        term,
        mentions,
        baselineMentions,
      ]),
      [
        ['lost', 12, 0],
        ['luggage', 12, 0],
      ],
    );
  });

  test('authors who are unknown count one each; the reach of an author is the largest known', async () => {
    const negative = angry(0.9);
    await write(post({ author: 'a', sentiment: negative }), post({ author: null, sentiment: negative }));
    assert.equal((await factsOf()).reach, null);
    await write(
      post({ author: 'a', sentiment: negative, reach: 100 }),
      post({ author: 'a', sentiment: negative, reach: 3_000_000_000 }),
      post({ author: 'a', reach: 9_000_000_000 }),
      post({ author: 'b', sentiment: negative }),
      post({ author: null, sentiment: negative, reach: 7 }),
      post({ author: null, sentiment: negative, reach: 7 }),
    );
    const { authors, reach } = await factsOf();
    assert.deepEqual(authors, { distinct: 5, topShare: 0.5 });
    assert.equal(reach, 3_000_000_014);
    await write(post({ author: 'c', sentiment: negative, reach: 9e15 }));
    assert.equal((await factsOf()).reach, 9_000_003_000_000_014);
    await write(post({ author: 'd', sentiment: negative, reach: 9e15 }));
    assert.equal((await factsOf()).reach, Number.MAX_SAFE_INTEGER);
  });

  test('copies are what was not counted; sources and languages are the five most frequent, and the rest', async () => {
    await write(
      ...posts(30, (index) => ({ cluster: 'one', language: index < 20 ? 'en' : 'de' })),
      ...posts(7, (index) => ({
        platform: `p${String(index)}`,
        feed: index === 0 ? 'p0' : 'archive',
        language: 'en',
      })),
    );
    const { amplification, sources, languages } = await factsOf();
    assert.deepEqual(amplification, { mentions: 37, copies: 17 });
    assert.deepEqual(languages, [
      { name: 'en', mentions: 27 },
      { name: 'de', mentions: 10 },
    ]);
    assert.deepEqual(sources, [
      { name: 'x', mentions: 30 },
      { name: 'p0', mentions: 1 },
      { name: 'p1 (archive)', mentions: 1 },
      { name: 'p2 (archive)', mentions: 1 },
      { name: 'p3 (archive)', mentions: 1 },
      { name: 'other', mentions: 3 },
    ]);
  });

  test('first seen is the first negative mention of the rise, not one of the usual ones before it', async () => {
    const at = async (minutes: number, mentions: number, negative: number): Promise<void> => {
      await count(noon - minutes * MINUTE, mentions, negative);
      const time = noon - minutes * MINUTE + 7_000;
      await write(...posts(negative, () => ({ postedAt: time, sentiment: angry(0.9) })));
    };
    await at(55, 4, 1);
    await at(40, 5, 1);
    await at(12, 4, 4);
    await at(5, 4, 3);
    await at(2, 3, 3);
    assert.equal((await factsOf()).firstSeenAt, '2026-03-01T11:48:07.000Z');
    const surge = { ...request.finding, kind: 'surge' } as const;
    assert.equal((await factsOf({ finding: surge })).firstSeenAt, '2026-03-01T11:48:07.000Z');
    // The same in a later message.
    const later = { windowEnd: noon + 5 * HOUR, openedAt: noon, escalatedAt: noon + 5 * HOUR };
    assert.equal((await factsOf(later)).firstSeenAt, '2026-03-01T11:48:07.000Z');
  });

  test('ids and texts are only ever values', async () => {
    for (const id of [`'; drop table mentions; --`, '$1', `\\'`, `" or ''='`, '%']) {
      await write(
        post({ products: [id], text: id, author: id, language: id, platform: id, sentiment: angry(0.9) }),
        post({ products: ['innocent'], sentiment: angry(0.9) }),
      );
      const facts = await factsOf({ product: { id, name: id, brand: id } });
      assert.equal(facts.amplification.mentions, 1, id);
      assert.equal(facts.exemplars[0]?.text, id);
      assert.equal(facts.languages[0]?.name, id);
    }
  });
});
