import { configFrom, type ConnectionOptions } from '#shared/config/options.ts';
import type { Config } from '#shared/config/schema.ts';
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
