import type { Finding } from '../../../services/alert/detection/finding.ts';
import {
  quiet,
  step,
  type Incident,
  type Life,
  type LifeEvent,
  type Observation,
} from '../../../services/alert/detection/lifecycle.ts';
import { MINUTE, type WindowIndex } from '../../../services/alert/detection/windows.ts';
import { noon } from './baselines.ts';

export const finding = (rest: Partial<Finding> = {}): Finding => ({
  kind: 'tone',
  window: 1,
  negative: 20,
  mentions: 40,
  baselineShare: 0.2,
  expected: 4,
  tail: 1e-6,
  severity: 'warning',
  ...rest,
});

export interface Seen {
  /** The tests that hold. */
  readonly found?: readonly Finding[];
  /** Whether a window is as usual; one answer is for all of them. */
  readonly calm?: boolean | ((window: WindowIndex) => boolean);
  /** k, of every window. */
  readonly negative?: number;
}

export const observation = (at: number, { found = [], calm = false, negative = 0 }: Seen): Observation => ({
  at,
  findings: (usable) => found.filter(({ window }) => usable(window)),
  isCalm: (window) => (typeof calm === 'boolean' ? calm : calm(window)),
  negative: () => negative,
});

/** Abnormal, or as usual again, in all that is looked at. */
export const bad: Seen = { found: [finding()], calm: false, negative: 20 };
export const calm: Seen = { calm: true };
/** Neither. */
export const between: Seen = {};

/** A product that is evaluated now and then: what is told of it. */
export class Told {
  life: Life = quiet;
  readonly events: [minute: number, event: LifeEvent][] = [];

  /** One evaluation, so many minutes after noon. */
  at(minute: number, seen: Seen): LifeEvent | null {
    const { life, event } = step(this.life, observation(noon + minute * MINUTE, seen));
    this.life = life;
    if (event) this.events.push([minute, event]);
    return event;
  }

  /** An evaluation a minute, from one to before another. */
  each(from: number, to: number, seen: Seen): this {
    for (let minute = from; minute < to; minute += 1) this.at(minute, seen);
    return this;
  }

  get incident(): Incident {
    if (!this.life.incident) throw new Error('There was no incident.');
    return this.life.incident;
  }
}

/** Open since minute 1, first seen at minute 0. */
export const opened = (seen: Seen = bad): Told => new Told().each(0, 2, seen);

/** Open from minute 1, calm from minute 10, over at minute 70. */
export const resolved = (seen: Seen = bad): Told => opened(seen).each(2, 10, between).each(10, 71, calm);
