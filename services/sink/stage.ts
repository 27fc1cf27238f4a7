import type { Pool } from 'pg';
import { mentionCodec, type Mention } from '#shared/avro/mention.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Stage } from '#shared/service/stage.ts';
import { laneTopic } from '#shared/stream/topics.ts';
import { makePartitions, monthsAhead, monthsOf, type Month } from './partitions.ts';
import { newestVersions } from './versions.ts';
import { writeVersions } from './write.ts';

const DAY_MS = 86_400_000;

/** The sink stage: mentions in, one transaction out; both lanes alike. */
export function sinkStage(pool: Pool, config: Config['sink']): Stage<Mention, never> {
  const ready = new Set<Month>();
  let day = -1;

  const preparePartitions = async (versions: readonly Mention[]): Promise<void> => {
    const missing = monthsOf(versions.map(({ postedAt }) => postedAt));
    const today = Math.floor(Date.now() / DAY_MS);
    if (today !== day)
      for (const month of monthsAhead(Date.now(), config.partitionsAhead)) missing.add(month);
    for (const month of missing) if (ready.has(month)) missing.delete(month);
    if (missing.size > 0) await makePartitions(pool, missing);
    for (const month of missing) ready.add(month);
    day = today;
  };

  return {
    name: 'sink',
    inputs: { live: [laneTopic('mentions', 'live')], backfill: [laneTopic('mentions', 'backfill')] },
    outputs: null,
    batch: { maxRecords: config.maxBatch, lingerMs: config.lingerMs },
    decode({ value }) {
      if (!value) throw new TonewatchError('AVRO_MALFORMED', 'expected a Mention: the record has no value');
      return mentionCodec.decode(value);
    },
    async process(batch, lane) {
      const versions = newestVersions(batch.map(({ value }) => value));
      try {
        await preparePartitions(versions);
        await writeVersions(pool, versions, lane);
      } catch (error) {
        ready.clear(); // perhaps somebody has removed a partition
        throw error;
      }
      return batch.map(() => null);
    },
    encode: () => {
      throw new TonewatchError('STAGE_FAILED', 'the sink has no output topic');
    },
  };
}
