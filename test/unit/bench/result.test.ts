import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOwn, resultOf } from '../../../bench/scoring/result.ts';
import { namedDots } from '../../../bench/scoring/scatter-labels.ts';

const run = (posts: number) =>
  ({ type: 'run', posts, cpuMicros: 1e6, wallMicros: 2e6, peakBytes: posts }) as const;

describe('results of the scoring benchmark', () => {
  const introduction = {
    type: 'ready',
    name: 'some',
    version: '1',
    labelling: 'sign',
    timed: ['text'],
    openingMs: 1,
    confusions: [
      [
        [8, 2, 0],
        [5, 5, 0],
        [0, 0, 0],
      ],
    ],
  } as const;
  const result = resultOf('some', introduction, new Map([['text', [run(30), run(10), run(20)]]]), ['a.csv']);

  test('a speed is the median of the runs, by processor time and by the clock', () => {
    assert.deepEqual(result.speeds.text, { perCpuSecond: 20, slowest: 10, fastest: 30, perSecond: 10 });
    assert.equal(result.peakBytes, 30);
  });

  test('accuracy counts posts, recall is the mean of the classes that occur', () => {
    assert.deepEqual(result.quality, [
      { file: 'a.csv', accuracy: 13 / 20, macroRecall: (0.8 + 0.5) / 2, recall: [0.8, 0.5, 0] },
    ]);
  });

  test('models of this project are told from packages and from transformers', () => {
    const own = ['compiled:posts-cnn', 'tensorflow:./b', 'sentiment', 'transformer:q8:b'].map((id) =>
      isOwn({ id }),
    );
    assert.deepEqual(own, [true, true, false, false]);
  });
});

test('names of dots that lie on each other do not', () => {
  const frame = { left: 0, right: 500, top: 0, bottom: 300 };
  const dots = ['first', 'second', 'third'].map((name) => ({ name, x: 250, y: 150, colour: 'red' }));
  const places = namedDots(dots, frame).map((svg) => /<text x="(\S+)" y="(\S+)"/u.exec(svg)?.slice(1).join());
  assert.equal(new Set(places).size, 3);
});
