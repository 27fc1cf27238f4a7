import { auroraPhone } from './phrases/aurora-phone.ts';
import { brewBox } from './phrases/brew-box.ts';
import { nimbusBank } from './phrases/nimbus-bank.ts';
import { outageActs } from './phrases/nimbus-outage.ts';
import { trailheadShoes } from './phrases/trailhead-shoes.ts';
import type { Voice } from './phrases/voice.ts';
import { zephyrAir } from './phrases/zephyr-air.ts';

/** The order matters: a product's place in it is part of every post's id. */
export const voices: readonly Voice[] = [auroraPhone, brewBox, nimbusBank, trailheadShoes, zephyrAir];

/** What goes on around a product in one minute. */
export interface Moment {
  /** Posts expected in this minute. */
  readonly rate: number;
  readonly negativeShare: number;
  readonly neutralShare: number;
  /** Act of the outage that people talk about, 0 to 2; null in ordinary times. */
  readonly act: number | null;
  /** Whether the launch of the second day is on. */
  readonly launch: boolean;
}

const HOUR = 60;
/** The three days, in minutes. */
export const STORY = 72 * HOUR;
const outage = { from: 64 * HOUR, to: 67 * HOUR, over: 70 * HOUR };
const launch = { from: 30 * HOUR, to: 33 * HOUR };

/** The moment of a voice in a minute of the feed (0: its beginning). `hour` is the hour of the day, UTC, with fraction. */
export function momentOf(voice: Voice, minute: number, hour: number): Moment {
  const { negativeShare, neutralShare } = voice;
  const rate = voice.perMinute * rhythm(hour);
  if (voice === nimbusBank && minute >= outage.from && minute < outage.over) {
    return outageMoment(voice, minute, rate);
  }
  if (voice === trailheadShoes && minute >= launch.from && minute < launch.to) {
    return { rate: rate * 2.5, negativeShare: 0.06, neutralShare: 0.2, act: null, launch: true };
  }
  return { rate, negativeShare, neutralShare, act: null, launch: false };
}

/** Three hours of ×5 with 70 % negative, whatever the hour of the day, then three in which the anger fades. */
function outageMoment(voice: Voice, minute: number, rate: number): Moment {
  if (minute < outage.to) {
    const rising = Math.min(1, (minute - outage.from + 5) / 20);
    const act = Math.floor(((minute - outage.from) / (outage.to - outage.from)) * outageActs.length);
    return { rate: voice.perMinute * 5 * rising, negativeShare: 0.7, neutralShare: 0.22, act, launch: false };
  }
  const left = (outage.over - minute) / (outage.over - outage.to);
  return {
    rate: rate * (1 + 2 * left),
    negativeShare: voice.negativeShare + 0.35 * left,
    neutralShare: voice.neutralShare,
    act: left > 0.6 ? outageActs.length - 1 : null,
    launch: false,
  };
}

/** How busy an hour of the day is; 1 on average, least at four in the morning, most in the evening. */
export function rhythm(hour: number): number {
  const day = Math.cos(((hour - 16) / 24) * 2 * Math.PI);
  const evening = Math.cos(((hour - 20) / 12) * 2 * Math.PI);
  return 1 + 0.55 * day + 0.2 * evening;
}
