import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Classifier } from '#shared/classifier/classifier.ts';
import { scoreLines } from '../../../services/score/filter.ts';
import { linesOf, LONGEST_LINE } from '../../../services/score/lines.ts';

const sentiment = { label: 'negative', negative: 0.7, neutral: 0.2, positive: 0.1 } as const;
const evidence = [
  { text: 'what i was', weight: Math.fround(0.125) },
  { text: 'waiting', weight: Math.fround(-0.1) },
];

/** Finds every English post negative. */
const grumbler: Classifier = {
  model: 'grumbler@1',
  classify: (batch) =>
    Promise.resolve(
      batch.map(({ language }) => (language === 'en' ? { model: 'grumbler@1', sentiment, evidence } : null)),
    ),
  tableBytes: () => 0,
  mostTableBytes: () => 0,
  close: () => undefined,
};

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield await Promise.resolve(bytes.subarray(i, i + size));
}

async function allLines(input: Uint8Array, size: number): Promise<(string | null)[]> {
  const all: (string | null)[] = [];
  for await (const lines of linesOf(chunksOf(input, size))) all.push(...lines);
  return all;
}

async function filter(
  input: string,
  plain = false,
  size = 7,
  why = false,
): Promise<{ answers: unknown[]; refused: number }> {
  let refused = 0;
  let output = '';
  const options = {
    classifier: grumbler,
    plain,
    evidence: why,
    onRefused: (count: number) => (refused += count),
  };
  for await (const text of scoreLines(chunksOf(Buffer.from(input), size), options)) output += text;
  assert.ok(output === '' || output.endsWith('\n'));
  const answers = output
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
  return { answers, refused };
}

describe('lines', () => {
  test('are the same wherever the chunks are cut', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((each) => each.replace(/[\r\n\uFEFF]/gu, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const input = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        assert.deepEqual(await allLines(input, size), lines);
      }),
    );
  });

  test('may end in a carriage return, and the last one in nothing', async () => {
    const lines = await allLines(Buffer.from('one\r\n\r\ntwo'), 3);
    assert.deepEqual(lines, ['one', '', 'two']);
  });

  test('that are too long are not kept, and the next ones are read', async () => {
    const input = Buffer.from(`a\n${'x'.repeat(3 * LONGEST_LINE)}\nb\n${'y'.repeat(LONGEST_LINE + 1)}`);
    const lines = await allLines(input, 65_536);
    assert.deepEqual(lines, ['a', null, 'b', null]);
  });
});

describe('the filter', () => {
  const scored = (id: string | number) => ({ id, ...sentiment, model: 'grumbler@1' });
  const nothing = { label: null, negative: null, neutral: null, positive: null, model: null };
  const english = 'this is not what I was waiting for all the time';

  test('answers every post in its order, the unscored with nulls', async () => {
    const posts = [
      { id: 'a', text: english },
      { id: 7, text: 'das ist wirklich nicht das, worauf ich so lange gewartet habe' },
      { id: 'c', text: english, extra: true },
    ];
    const { answers, refused } = await filter(posts.map((post) => JSON.stringify(post)).join('\n'));
    assert.deepEqual(answers, [scored('a'), { id: 7, ...nothing }, scored('c')]);
    assert.equal(refused, 0);
  });

  test('says why where it is asked to, and only there', async () => {
    const lines = [`{"id":"a","text":"${english}"}`, '{"id":"b","text":""}', 'no post'].join('\n');
    const why = [
      { text: 'what i was', weight: 0.125 },
      { text: 'waiting', weight: -0.1 },
    ];
    const { answers } = await filter(lines, false, 7, true);
    assert.deepEqual(answers.slice(0, 2), [
      { ...scored('a'), evidence: why },
      { id: 'b', ...nothing, evidence: [] },
    ]);
    assert.deepEqual(Object.keys(answers[2] ?? {}), ['id', 'error', 'message']);
  });

  test('numbers plain lines from 1, the empty ones too', async () => {
    const { answers } = await filter(`${english}\n\n${english}\n`, true);
    assert.deepEqual(answers, [scored(1), { id: 2, ...nothing }, scored(3)]);
  });

  test('answers a bad line in its place and goes on', async () => {
    const good = JSON.stringify({ id: 'good', text: english });
    const bad = [
      'not json',
      '',
      '[]',
      '{"id":"x"}',
      '{"id":9007199254740993,"text":""}',
      '{"text":"t"}',
      'null',
    ];
    const { answers, refused } = await filter([good, ...bad, good].join('\n'));
    assert.equal(refused, bad.length);
    assert.equal(answers.length, bad.length + 2);
    const codes = answers.map((each) => (each as { id: unknown; error?: string }).error);
    assert.deepEqual(codes.slice(0, 3), [undefined, 'PAYLOAD_NOT_JSON', 'PAYLOAD_NOT_JSON']);
    assert.deepEqual(new Set(codes.slice(3, -1)), new Set(['PAYLOAD_INVALID']));
    assert.deepEqual(answers[4], {
      id: 'x',
      error: 'PAYLOAD_INVALID',
      message: 'text: expected the text of a post',
    });
    assert.match(JSON.stringify(answers[5]), /id: expected a string, or an integer below/);
    assert.deepEqual(answers.at(-1), scored('good'));
  });
});
