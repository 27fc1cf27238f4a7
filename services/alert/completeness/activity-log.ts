import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { HOUR, MINUTE } from '../detection/windows.ts';
import { Activity } from './activity.ts';
import type { Sample } from './sample.ts';
import { deleteOldSamples, KEPT, loadActivity, saveSample } from './stored-activity.ts';

/** Activity in memory, with what PostgreSQL keeps of it for the next start; goes on without PostgreSQL for a while. */
export class ActivityLog {
  readonly #client: Queryable;
  #activity = new Activity();
  #loaded = false;
  #savedMinute = -Infinity;
  #cleanedAt = -Infinity;

  constructor(client: Queryable) {
    this.#client = client;
  }

  /** Adds a sample; what was sampled before this process began comes with the first. */
  async add(sample: Sample): Promise<Activity> {
    if (!this.#loaded) {
      // Whatever has been sampled without PostgreSQL gives way to what other copies may have stored.
      await ifThere(async () => {
        this.#activity = await loadActivity(this.#client, sample.at);
        this.#loaded = true;
      });
    }
    this.#activity.add(sample.at, sample.written);
    const minute = Math.floor(sample.at / MINUTE);
    if (minute > this.#savedMinute) {
      await ifThere(async () => {
        await saveSample(this.#client, sample);
        this.#savedMinute = minute;
      });
    }
    if (sample.at - this.#cleanedAt >= HOUR) {
      this.#activity.forget(sample.at - KEPT);
      await ifThere(async () => {
        await deleteOldSamples(this.#client, sample.at);
        this.#cleanedAt = sample.at;
      });
    }
    return this.#activity;
  }
}

/** Leaves for later what PostgreSQL cannot do now. */
async function ifThere(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TonewatchError && error.transient)) throw error;
  }
}
