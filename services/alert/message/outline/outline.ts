import type { Link } from '../link.ts';
import type { Tone } from '../tone.ts';

/**
 * A message in the words that people read, before it has a form: renderers lay it out and escape it, none has words
 * of its own. Every text is one clean line of bounded length, but may hold anything printable.
 */
export interface Outline {
  readonly tone: Tone;
  /** `Critical`, `Critical, escalated`, `Resolved`. */
  readonly badge: string;
  /** `Aero X1`, or the brand and how many products. */
  readonly title: string;
  /** The message in one line: subject of a mail, line of a notification. */
  readonly subject: string;
  /** What is said before all else when the message is about several things; null for a single incident. */
  readonly introduction: string | null;
  readonly sections: readonly Section[];
  /** Incidents that get no more than a line. */
  readonly lines: readonly Line[];
  /** How many more there are than `lines` has room for. */
  readonly linesLeftOut: number;
}

/** One incident. */
export interface Section {
  readonly tone: Tone;
  readonly badge: string;
  /** `Aero X1 · tone shift` */
  readonly title: string;
  /** The figures, in a sentence. */
  readonly lead: string;
  /** What the figures compare, to be drawn. */
  readonly bars: readonly Bar[];
  readonly why: string | null;
  /** What is doubtful about the data. */
  readonly caution: string | null;
  readonly facts: readonly Fact[];
  readonly drivers: readonly DriverWords[];
  readonly posts: readonly PostWords[];
  readonly links: readonly Link[];
}

export interface Bar {
  /** `Now`, `Usual`. */
  readonly label: string;
  /** 0–1. */
  readonly length: number;
  /** `70 %`, `212` */
  readonly figure: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface DriverWords {
  readonly term: string;
  /** `74` */
  readonly mentions: string;
  /** `12 in the baseline`, `new` */
  readonly baseline: string;
}

export interface PostWords {
  readonly text: string;
  /** `reddit · 10:02 CET · 98 % negative` */
  readonly about: string;
  /** http(s), in its normal form. */
  readonly url: string | null;
}

export interface Line {
  readonly tone: Tone;
  readonly badge: string;
  readonly title: string;
  readonly text: string;
  readonly link: Link | null;
}
