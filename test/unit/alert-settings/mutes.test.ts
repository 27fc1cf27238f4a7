import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { muteFrom } from '../../../services/alert/settings/mute-form.ts';
import { mutedBy, type Mute } from '../../../services/alert/settings/stored-mutes.ts';

const names = fc.constantFrom('x1', 'x2', 'Aero');
const mutes = fc.array(
  fc
    .record({
      id: fc.nat(),
      whom: fc.oneof(
        names.map((product) => ({ product, brand: null })),
        names.map((brand) => ({ product: null, brand })),
      ),
      startsAt: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 10 }),
    })
    .map(({ id, whom, startsAt, length }): Mute => ({
      ...whom,
      id,
      startsAt,
      endsAt: startsAt + length,
      campaign: false,
      reason: '',
    })),
);
const moments = fc.integer({ min: 0, max: 32 });

describe('a product is muted', () => {
  test('exactly while a mute of it or of its brand has begun and has not ended; the one that ends last is told', () => {
    fc.assert(
      fc.property(mutes, names, fc.option(names), moments, (all, id, brand, at) => {
        const holding = all.filter(
          (mute) =>
            (mute.product === id || (mute.brand !== null && mute.brand === brand)) &&
            mute.startsAt <= at &&
            at < mute.endsAt,
        );
        const found = mutedBy(all, { id, brand }, at);
        assert.equal(found !== null, holding.length > 0);
        if (!found) return;
        assert.ok(holding.includes(found));
        assert.equal(found.endsAt, Math.max(...holding.map(({ endsAt }) => endsAt)));
      }),
    );
  });

  test('no less when there are more mutes', () => {
    fc.assert(
      fc.property(mutes, mutes, names, moments, (some, more, id, at) => {
        const product = { id, brand: 'Aero' };
        if (mutedBy(some, product, at)) assert.ok(mutedBy([...some, ...more], product, at));
      }),
    );
  });
});

describe('a mute that is typed', () => {
  const now = Date.UTC(2026, 2, 1, 12);
  const hour = 3_600_000;

  test('begins now and lasts as long as is said', () => {
    assert.deepEqual(muteFrom({ product: 'x1', for: '1h30m', reason: 'launch' }, now), {
      mute: {
        product: 'x1',
        brand: null,
        startsAt: now,
        endsAt: now + 1.5 * hour,
        campaign: false,
        reason: 'launch',
      },
    });
  });

  test('begins and ends when it is said, in UTC where no zone is given', () => {
    const read = muteFrom({ brand: 'Aero', from: '2026-03-02', until: '2026-03-03T02:00+02:00' }, now);
    assert.ok('mute' in read);
    assert.equal(read.mute.startsAt, Date.UTC(2026, 2, 2));
    assert.equal(read.mute.endsAt, Date.UTC(2026, 2, 3));
  });

  test('may be over only as a campaign, which leaves it out of the baseline', () => {
    const past = { product: 'x1', from: '2026-02-01', until: '2026-02-08' };
    assert.deepEqual(muteFrom(past, now), {
      problems: ['--until: that is over; --campaign leaves a past stretch out of the baseline'],
    });
    assert.ok('mute' in muteFrom({ ...past, campaign: true }, now));
  });

  test('is refused with all that is wrong, each with the name of its option', () => {
    const read = muteFrom({ product: 'x1', brand: 'Aero', for: 'ever', from: 'soon', until: '2026' }, now);
    assert.ok('problems' in read);
    assert.deepEqual(
      read.problems.map((problem) => problem.split(':')[0]),
      ['--for', '--from', '--until', '--product or --brand', '--for or --until'],
    );
    assert.deepEqual(muteFrom({ product: 'x1', from: '2026-03-02', until: '2026-03-01' }, now), {
      problems: ['--until: it ends before it begins'],
    });
  });
});
