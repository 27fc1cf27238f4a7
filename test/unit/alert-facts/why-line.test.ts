import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../../services/alert/detection/finding.ts';
import { multipleOfUsual } from '../../../services/alert/facts/multiple.ts';
import { whyLine } from '../../../services/alert/facts/why-line.ts';

const tone: Finding = {
  kind: 'tone',
  window: 1,
  negative: 212,
  mentions: 301,
  baselineShare: 0.18,
  expected: 12.3,
  tail: 3.1e-7,
  severity: 'critical',
};
const surge: Finding = { ...tone, kind: 'surge' };
const many = { mentions: 388, unnamed: 0, named: 240, busiest: 6 };
const chanceOf = (tail: number): string | undefined =>
  /: (.*?)\. /u.exec(whyLine({ ...tone, tail }, many))?.[1];

describe('why an incident is not noise', () => {
  test('a tone shift by its share, and that nobody dominates', () => {
    assert.equal(
      whyLine(tone, many),
      '70 % of 301 mentions negative, usual is 18 %: by chance in at most 1 in 3 million such windows. ' +
        '240 known authors, none with more than 2 % of all mentions.',
    );
  });

  test('a surge by its number', () => {
    assert.match(whyLine(surge, many), /^212 negative mentions, usual is 12: by chance/u);
  });

  test('chance is rounded so that nothing is claimed beyond the tail, and never beyond a billion', () => {
    assert.equal(chanceOf(1e-4), 'by chance in at most 1 in 10,000 such windows');
    assert.equal(chanceOf(1.001e-4), 'by chance in at most 1 in 9,000 such windows');
    assert.equal(chanceOf(5.2e-7), 'by chance in at most 1 in 1 million such windows');
    for (const tail of [1e-9, 1e-12, 1e-300, 0])
      assert.equal(chanceOf(tail), 'by chance in at most 1 in a billion such windows');
  });

  test('where chance would do, it is not named', () => {
    assert.match(whyLine({ ...tone, tail: 0.4 }, many), /usual is 18 %\. 240 known/u);
  });

  test('a loud author is named, unknown ones are not counted as many', () => {
    assert.match(
      whyLine(tone, { mentions: 40, unnamed: 3, named: 12, busiest: 14 }),
      /\. The busiest of 12 known authors wrote 35 % of all mentions, and counts once an hour\.$/u,
    );
    assert.match(
      whyLine(tone, { mentions: 40, unnamed: 30, named: 10, busiest: 1 }),
      /\. Most of its authors are unknown\.$/u,
    );
  });

  test('fits a line of a message', () => {
    const line = whyLine(
      { ...surge, negative: 123_456_789, expected: 1_234_567, tail: 9.99e-9 },
      { mentions: 987_654_321, unnamed: 0, named: 123_456_789, busiest: 987_654_320 },
    );
    assert.ok(line.length <= 300 && !line.includes('\n'));
  });
});

test('the multiple: of the share, or of the number, and a thousand where nothing is usual', () => {
  assert.ok(Math.abs(multipleOfUsual(tone) - 212 / 301 / 0.18) < 1e-12);
  assert.equal(multipleOfUsual({ ...surge, expected: 53 }), 4);
  assert.equal(multipleOfUsual({ ...surge, expected: 0 }), 1_000);
  assert.equal(multipleOfUsual({ ...tone, mentions: 0, negative: 0 }), 0);
});
