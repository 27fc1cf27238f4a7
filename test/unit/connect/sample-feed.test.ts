import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { payloadsOfMinute } from '../../../services/connect/sample/minute.ts';
import { fill } from '../../../services/connect/sample/compose.ts';
import { closers, noise, openers } from '../../../services/connect/sample/phrases/everyday.ts';
import { outageActs } from '../../../services/connect/sample/phrases/nimbus-outage.ts';
import { nimbusBank } from '../../../services/connect/sample/phrases/nimbus-bank.ts';
import { randomAt } from '../../../services/connect/sample/random.ts';
import { rhythm, STORY, voices } from '../../../services/connect/sample/rhythm.ts';
import { openSamplePlayer } from '../../../services/connect/sample/sample-player.ts';
import type { OutgoingRecord } from '#shared/stream/port.ts';

const feed = { seed: 1, startedAt: Date.UTC(2026, 2, 1, 9, 0) };
interface Payload {
  readonly id: string;
  readonly text?: string;
  readonly postedAt: string;
  readonly change?: string;
}
const read = ({ value }: OutgoingRecord) => JSON.parse(value.toString()) as Payload;
const readMinute = (minute: number) => payloadsOfMinute(feed, minute).map(({ record }) => read(record));
const story = Array.from({ length: STORY }, (_, minute) => readMinute(minute));
const all = story.flat();

describe('the sample feed', () => {
  test('is a pure function of seed, start and minute', () => {
    for (const minute of [0, 7, 1234, 3900]) {
      assert.deepEqual(payloadsOfMinute(feed, minute), payloadsOfMinute({ ...feed }, minute));
    }
    assert.notDeepEqual(payloadsOfMinute(feed, 100), payloadsOfMinute({ ...feed, seed: 2 }, 100));
  });

  test('has 15,000 to 30,000 posts, thousands of texts, and no id twice', () => {
    const created = all.filter(({ change }) => change === undefined);
    assert.ok(created.length > 15_000 && created.length < 30_000, `${created.length} posts`);
    assert.ok(new Set(created.map(({ text }) => text)).size > 5_000);
    assert.equal(new Set(created.map(({ id }) => id)).size, created.length);
  });

  test('edits and deletes only posts that it created before', () => {
    const seen = new Set<string>();
    for (const { id, change } of all) {
      if (change === undefined) seen.add(id);
      else assert.ok(seen.has(id), `${change} of ${id}`);
    }
    for (const kind of ['edit', 'delete']) assert.ok(all.some(({ change }) => change === kind));
  });

  test('tells every post within its minute', () => {
    story.forEach((posts, minute) => {
      for (const { postedAt, change } of posts) {
        if (change !== undefined) continue;
        assert.equal(Math.floor((Date.parse(postedAt) - feed.startedAt) / 60_000), minute);
      }
    });
  });

  test('has one crisis: five times the posts about Nimbus for three hours', () => {
    const perHour = (from: number, to: number) =>
      story
        .slice(from * 60, to * 60)
        .flat()
        .filter(({ text = '' }) => /nimbus/iu.test(text)).length /
      (to - from);
    const usual = perHour(0, 60);
    assert.ok(perHour(64.5, 67) > 4 * usual, `${perHour(64.5, 67)} an hour against ${usual}`);
  });

  test('is busiest in the evening, and averages to its rate over a day', () => {
    const day = Array.from({ length: 24 }, (_, hour) => rhythm(hour));
    assert.ok(Math.abs(day.reduce((sum, rate) => sum + rate) / 24 - 1) < 1e-9);
    assert.equal(day.indexOf(Math.max(...day)), 18);
    assert.ok(Math.min(...day) > 0.2);
  });

  test('every sentence has lists for its slots', () => {
    const random = randomAt(1);
    for (const voice of voices) {
      for (const sentence of Object.values(voice.sentences).flat()) fill(sentence, voice, random);
    }
    for (const sentence of outageActs.flatMap((act) => Object.values(act).flat()))
      fill(sentence, nimbusBank, random);
    for (const sentence of noise) fill(sentence, null, random);
    assert.ok(Object.values({ ...openers, ...closers }).length > 0);
    assert.ok(all.every(({ text = '' }) => !/[{}]|undefined/u.test(text)));
  });
});

describe('the player of the sample feed', () => {
  const collect = () => {
    const sent: OutgoingRecord[] = [];
    return {
      sent,
      send: (_: string, records: readonly OutgoingRecord[]) => Promise.resolve(void sent.push(...records)),
      close: () => Promise.resolve(),
    };
  };

  test('stopped in the middle, it goes on where it was, and then has nothing more to say', async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tonewatch-sample-'));
    t.after(() => rm(dataDir, { recursive: true }));
    const whole = collect();
    const stopping = new AbortController();
    const first = await openSamplePlayer({ dataDir, storyOnly: true });
    const stopAfterSome = {
      ...whole,
      send(topic: string, records: readonly OutgoingRecord[]) {
        if (whole.sent.length > 5_000) stopping.abort();
        return whole.send(topic, records);
      },
    };
    await first.play(stopAfterSome, stopping.signal);
    const before = whole.sent.length;
    assert.ok(before > 5_000 && before < 10_000);
    await (await openSamplePlayer({ dataDir, storyOnly: true })).play(whole, new AbortController().signal);
    const ids = whole.sent
      .map(read)
      .filter(({ change }) => change === undefined)
      .map(({ id }) => id);
    assert.ok(whole.sent.length > 15_000);
    assert.ok(ids.length - new Set(ids).size < 1_000, 'at most the batch that was under way comes again');
    const third = await openSamplePlayer({ dataDir, storyOnly: true });
    await third.play(collect(), new AbortController().signal);
    assert.equal(third.progress.sent, 0);
  });
});
