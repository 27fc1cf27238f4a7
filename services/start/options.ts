import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Player } from './services.ts';

/** The options of `tonewatch start`, as commander gives them. */
export interface StartOptions extends ConnectionOptions {
  readonly feed?: string;
  readonly map?: Record<string, string>;
  readonly platform?: string;
  readonly products?: string;
  readonly speed?: number;
  readonly model?: string;
  readonly backend?: 'compiled' | 'tensorflow';
  readonly untilDone?: boolean;
  readonly json?: boolean;
  /** False: progress lines instead of the live view. */
  readonly view: boolean;
}

/** Throws CONFIG_INVALID for options that would have no effect, or the wrong one. */
export function checkOptions({ feed, map, platform, speed }: StartOptions): void {
  const problem =
    feed === undefined && (map !== undefined || platform !== undefined)
      ? '--feed: expected the file that --map or --platform is about'
      : feed !== undefined && speed !== undefined
        ? '--speed: expected without --feed; it is about the sample feed'
        : null;
  if (problem !== null) throw new TonewatchError('CONFIG_INVALID', problem);
}

/** The configuration of the run, without or with what it says about the feed of the player. */
export function startConfig(options: StartOptions, player?: Player): Config {
  const { map, platform, model, backend } = options;
  const feed = player && {
    format: player.format,
    ...(map === undefined ? {} : { map }),
    ...(platform === undefined ? {} : { platform }),
  };
  return configFrom(options, {
    ...(player === undefined || feed === undefined ? {} : { feeds: { [player.feed]: feed } }),
    score: { ...(model === undefined ? {} : { model }), ...(backend === undefined ? {} : { backend }) },
  });
}
