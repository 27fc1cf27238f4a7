import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { minuteOfDay } from '../../../services/alert/outbox/local-time.ts';
import {
  decide,
  type ChannelState,
  type Decision,
  type DueNotification,
} from '../../../services/alert/outbox/policy.ts';

const at = (time: string): number => Date.parse(time);
const night = at('2026-01-15T02:00Z'); // 03:00 in Berlin
const noon = at('2026-01-15T11:00Z');

const channel = (change: Partial<ChannelState> = {}): ChannelState => ({
  enabled: true,
  timeZone: 'Europe/Berlin',
  quietFrom: 22 * 60,
  quietUntil: 7 * 60,
  dailyCap: 20,
  used: 0,
  ...change,
});
const message = (change: Partial<DueNotification> = {}): DueNotification => ({
  event: 'opened',
  severity: 'serious',
  attempts: 0,
  closes: null,
  ...change,
});
const send: Decision = { action: 'send' };
const hold = (held: 'daily cap' | 'quiet hours', until: string): Decision => ({
  action: 'hold',
  held,
  digestDueAt: at(until),
});

describe('quiet hours', () => {
  test('leave messages to a digest when they are over', () => {
    assert.deepEqual(decide(message(), channel(), night), hold('quiet hours', '2026-01-15T06:00Z'));
    assert.deepEqual(
      decide(message(), channel(), at('2026-01-15T21:00Z')),
      hold('quiet hours', '2026-01-16T06:00Z'),
    );
    assert.deepEqual(decide(message(), channel(), at('2026-01-15T06:00Z')), send);
    assert.deepEqual(decide(message(), channel(), at('2026-01-15T20:59:59Z')), send);
  });

  test('may lie within a day', () => {
    const siesta = channel({ quietFrom: 11 * 60 + 30, quietUntil: 14 * 60 });
    assert.deepEqual(decide(message(), siesta, noon), hold('quiet hours', '2026-01-15T13:00Z'));
    assert.deepEqual(decide(message(), siesta, night), send);
  });

  test('are none where none are set, or where they end as they begin', () => {
    assert.deepEqual(decide(message(), channel({ quietFrom: null, quietUntil: null }), night), send);
    assert.deepEqual(decide(message(), channel({ quietFrom: 180, quietUntil: 180 }), night), send);
  });

  test('do not hold what is critical, nor the end of it', () => {
    const severity = 'critical';
    assert.deepEqual(decide(message({ severity }), channel(), night), send);
    const closes = { severity, waiting: null } as const;
    assert.deepEqual(decide(message({ event: 'resolved', closes }), channel(), night), send);
    const closesWarning = { severity: 'warning', waiting: null } as const;
    assert.equal(
      decide(message({ event: 'resolved', severity, closes: closesWarning }), channel(), night).action,
      'hold',
    );
  });

  test('hold what was tried before they began: the digest says it', () => {
    assert.equal(decide(message({ attempts: 3 }), channel(), night).action, 'hold');
  });
});

describe('the daily cap', () => {
  test('leaves the rest to a digest at nine', () => {
    assert.deepEqual(decide(message(), channel({ used: 19 }), noon), send);
    assert.deepEqual(decide(message(), channel({ used: 20 }), noon), hold('daily cap', '2026-01-16T08:00Z'));
  });

  test('is twice as high for what is critical', () => {
    const critical = message({ severity: 'critical' });
    assert.deepEqual(decide(critical, channel({ used: 39 }), noon), send);
    assert.deepEqual(decide(critical, channel({ used: 40 }), night), hold('daily cap', '2026-01-15T08:00Z'));
  });

  test('does not hold what was tried already: it is among the used', () => {
    assert.deepEqual(decide(message({ attempts: 1 }), channel({ used: 20 }), noon), send);
  });

  test('has its digest after quiet hours that last longer than nine', () => {
    const late = channel({ used: 20, quietUntil: 10 * 60 });
    assert.deepEqual(decide(message(), late, noon), hold('daily cap', '2026-01-16T09:00Z'));
  });
});

describe('the end of an incident', () => {
  test('is told in the digest in which its beginning will be', () => {
    const dueAt = at('2026-01-15T08:00Z');
    const closes = { severity: 'serious', waiting: { held: 'daily cap', dueAt } } as const;
    for (const event of ['resolved', 'retracted'] as const)
      assert.deepEqual(
        decide(message({ event, closes }), channel(), night),
        hold('daily cap', '2026-01-15T08:00Z'),
      );
  });
});

describe('what cannot be sent', () => {
  test('waits while the channel is switched off, or is not there any more', () => {
    assert.deepEqual(decide(message(), channel({ enabled: false }), noon), {
      action: 'wait',
      until: noon + 300_000,
      reason: 'channel is disabled',
    });
    assert.deepEqual(decide(message(), null, noon), {
      action: 'wait',
      until: noon + 3_600_000,
      reason: 'channel is removed',
    });
  });
});

describe('at any time, whatever is set', () => {
  const minute = fc.integer({ min: 0, max: 1_439 });
  const severity = fc.constantFrom('warning', 'serious', 'critical');
  const anyChannel = fc
    .record({
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Beirut', 'Asia/Kathmandu'),
      quiet: fc.option(fc.tuple(minute, minute)),
      dailyCap: fc.integer({ min: 1, max: 30 }),
      used: fc.integer({ min: 0, max: 80 }),
    })
    .map(({ quiet, ...rest }): ChannelState =>
      channel({ ...rest, quietFrom: quiet?.[0] ?? null, quietUntil: quiet?.[1] ?? null }),
    );
  const anyMessage = fc.record<DueNotification>({
    event: fc.constantFrom('opened', 'escalated', 'resolved', 'retracted'),
    severity,
    attempts: fc.integer({ min: 0, max: 5 }),
    closes: fc.option(fc.record({ severity, waiting: fc.constant(null) })),
  });
  const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
  const isQuiet = ({ quietFrom, quietUntil, timeZone }: ChannelState, time: number): boolean => {
    if (quietFrom === null || quietUntil === null) return false;
    const after = (minuteOfDay(time, timeZone) - quietFrom + 1_440) % 1_440;
    return after < (quietUntil - quietFrom + 1_440) % 1_440;
  };

  test('a digest comes within two days, after quiet hours, and holding is the exception', () => {
    fc.assert(
      fc.property(anyMessage, anyChannel, moment, (notification, state, now) => {
        const decision = decide(notification, state, now);
        const quiet = isQuiet(state, now);
        if (!quiet && state.used < state.dailyCap) assert.deepEqual(decision, send);
        if (decision.action === 'hold') {
          assert.ok(decision.digestDueAt > now && decision.digestDueAt <= now + 50 * 3_600_000);
          const { digestDueAt } = decision;
          // Quiet hours that begin within a leap of the clock over their end cannot be kept out of.
          if (minuteOfDay(digestDueAt, state.timeZone) === state.quietUntil)
            assert.ok(!isQuiet(state, digestDueAt));
          assert.ok(quiet || state.used >= state.dailyCap);
        } else {
          const critical = (notification.closes ?? notification).severity === 'critical';
          assert.ok(critical || !quiet);
          assert.ok(notification.attempts > 0 || state.used < state.dailyCap * (critical ? 2 : 1));
        }
      }),
    );
  });

  test('digests and tests are always sent', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('digest', 'test'),
        severity,
        anyChannel,
        moment,
        (event, grade, state, now) => {
          assert.deepEqual(decide(message({ event, severity: grade }), state, now), send);
        },
      ),
    );
  });
});
