import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { negativeShare, netSentiment, sparkline } from '../../../services/start/view/charts.ts';
import { noColours } from '../../../services/start/view/paint.ts';
import { productRoom, renderView } from '../../../services/start/view/render.ts';
import type { Counts, ProductView, ViewState } from '../../../services/start/view/state.ts';
import { column, fitted, widthOf } from '../../../services/start/view/width.ts';

const counts = (negative: number, neutral: number, positive: number): Counts => ({
  mentions: negative + neutral + positive,
  negative,
  neutral,
  positive,
});
const nothing = counts(0, 0, 0);

function product(name: string, hour: Counts, before: Counts): ProductView {
  const quarters = Array.from({ length: 96 }, (_, quarter) => counts(quarter % 5, quarter % 7, quarter % 3));
  return { name, lastHour: hour, hourBefore: before, lastDay: counts(200, 300, 400), quarters };
}

const state: ViewState = {
  steps: [
    { text: 'Opening the embedded stream', done: true },
    { text: 'Starting the embedded PostgreSQL', done: false },
  ],
  feed: 'sample',
  eventTime: Date.UTC(2026, 1, 28, 14, 5),
  speed: 1728,
  postsPerSecond: 163.4,
  lag: { ingest: 0, clean: 12, score: 1345, sink: 20 },
  products: [
    product('Nimbus bank', counts(70, 20, 10), counts(20, 40, 40)),
    product('Trailhead running shoes 靴', counts(1, 4, 15), counts(1, 4, 15)),
    product('Zephyr Air', nothing, nothing),
  ],
  hiddenProducts: 0,
  latestNegative: {
    product: 'Nimbus bank',
    text: 'THREE HOURS 😡\u001b[2J\nwithout my money '.repeat(9),
    postedAt: Date.UTC(2026, 1, 28, 14, 4),
  },
  incident: {
    id: '1',
    product: 'Nimbus bank',
    kind: 'surge',
    severity: 'critical',
    historical: true,
    negative: 212,
    mentions: 301,
    baselineShare: 0.18,
    openedAt: new Date(Date.UTC(2026, 1, 28, 4, 12)),
    resolvedAt: null,
  },
  totals: { mentions: 23_456, unscored: 1_245, unmatched: 2_107, deadLetters: 3 },
  firstScoredMs: 4_210,
  databaseUrl: 'postgres://tonewatch:secret@127.0.0.1:5470/tonewatch',
  notice: null,
};
const frame = (columns: number, given: ViewState = state) => renderView(given, { columns, colour: false });

describe('the live view', () => {
  test('fits terminals of 60 columns and more, whatever is in it', () => {
    for (let columns = 60; columns <= 200; columns += 1) {
      for (const line of frame(columns).split('\n')) {
        if (!line.includes('psql')) assert.ok(widthOf(line) < columns, `${columns}: ${line}`);
      }
    }
  });

  test('shows clock, speed and flow, a row for each product, the latest negative mention and where to query', () => {
    const text = frame(120);
    assert.match(text, /tonewatch {2}Sat 28 Feb 14:05 UTC · ×1,728 +163 posts\/s/u);
    assert.match(text, /Nimbus bank +100 +900 .*70 % {2}−0\.60 ▼/u);
    assert.match(text, /Trailhead running shoes….* 5 % {2}\+0\.70 ▸/u);
    assert.match(text, /Zephyr Air +0 .*–/u);
    assert.match(text, /● 14:04 Nimbus bank THREE HOURS 😡/u);
    assert.match(text, /23,456 mentions · 1,245 unscored · 2,107 unmatched · 3 dead letters/u);
    assert.match(text, /ingest 0 · clean 12 · score 1,345 · sink 20 · first scored mention after 4\.2 s/u);
    assert.match(text, /Query it: psql postgres:\/\/tonewatch:secret@127\.0\.0\.1:5470\/tonewatch/u);
  });

  test('a text cannot send commands to the terminal', () => {
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(frame(120), /[\x00-\x09\x0b-\x1f]/u);
  });

  test('is the same without colours, which NO_COLOR asks for', () => {
    const coloured = renderView(state, { columns: 100, colour: true });
    assert.notEqual(coloured, frame(100));
    assert.equal(stripVTControlCharacters(coloured), frame(100));
  });

  test('before the first figures it shows what is being made ready', () => {
    const starting: ViewState = { ...state, products: [], eventTime: null, speed: null, databaseUrl: null };
    const text = frame(80, starting);
    assert.match(text, /tonewatch {2}starting/u);
    assert.match(text, /✓ Opening the embedded stream\n … Starting the embedded PostgreSQL/u);
    assert.doesNotMatch(text, /mentions/u);
  });

  test('says how many products there is no room for', () => {
    assert.match(frame(80, { ...state, hiddenProducts: 1_997 }), /and 1,997 more products/u);
    assert.equal(productRoom(24), 11);
    assert.equal(productRoom(3), 1);
  });
});

describe('charts', () => {
  test('the highest bar is the busiest, a dot is nobody', () => {
    assert.equal(
      sparkline([nothing, counts(0, 1, 0), counts(0, 4, 0), counts(0, 8, 0)], 4, noColours),
      '·▁▄█',
    );
  });

  test('cells that cover several quarters show their mean', () => {
    const quarters = [2, 2, 4, 4, 8, 8].map((mentions) => counts(0, mentions, 0));
    assert.equal(sparkline(quarters, 3, noColours), '▂▄█');
    assert.equal(sparkline(quarters, 6, noColours), '▂▂▄▄██');
  });

  test('shares and net sentiment leave unscored mentions out and are unknown without any', () => {
    assert.equal(negativeShare({ mentions: 10, negative: 1, neutral: 2, positive: 1 }), 0.25);
    assert.equal(negativeShare({ ...nothing, mentions: 5 }), null);
    assert.equal(netSentiment(counts(1, 4, 3)), 0.25);
    assert.equal(netSentiment({ ...nothing, mentions: 5 }), null);
  });
});

describe('widths', () => {
  test('wide characters take two columns, combined ones one place', () => {
    assert.equal(widthOf('abc'), 3);
    assert.equal(widthOf('é'), 1);
    assert.equal(widthOf('靴😡'), 4);
    assert.equal(widthOf('👨‍👩‍👧'), 2);
  });

  test('texts are cut where they are too wide, and padded where they are not', () => {
    assert.equal(fitted('a  b\nc', 10), 'a b c');
    assert.equal(fitted('abcdef', 4), 'abc…');
    assert.equal(fitted('😡😡😡', 4), '😡…');
    assert.equal(column('靴', 4), '靴  ');
  });
});
