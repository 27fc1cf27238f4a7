import { openedStage, type StageService } from '#shared/service/service.ts';
import { makePartitions, monthsAhead } from './partitions.ts';
import { sinkStage } from './stage.ts';

/** Stores mentions and their sums in PostgreSQL. */
export const sink: StageService = {
  name: 'sink',
  usesDatabase: true,
  async open({ config, database }) {
    const pool = await database();
    await makePartitions(pool, monthsAhead(Date.now(), config.sink.partitionsAhead));
    return openedStage(sinkStage(pool, config.sink), () => Promise.resolve());
  },
};
