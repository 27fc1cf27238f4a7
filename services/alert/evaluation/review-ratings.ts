import type { Queryable } from '../counting/changed-hours.ts';
import { findings } from '../detection/finding.ts';
import { MINUTE } from '../detection/windows.ts';
import { incidentsToReview } from '../feedback/incidents-to-review.ts';
import { retractIfGone } from '../feedback/retract.ts';
import type { AlertSettings } from './alert-settings.ts';
import type { Evaluation } from './evaluation.ts';
import { windowSums } from './window-sums.ts';

/**
 * Looks again at incidents whose mentions people have relabelled: where the tests would not have held at the time it was opened,
 * it is taken back.
 */
export async function reviewRatings(
  client: Queryable,
  products: readonly string[],
  { evaluation, settings }: { readonly evaluation: Evaluation; readonly settings: AlertSettings },
): Promise<void> {
  for (const incident of await incidentsToReview(client, products)) {
    const { sensitivity } = settings.ruleOf({ id: incident.product, brand: incident.brand });
    const end = Math.ceil(incident.openedAt / MINUTE) * MINUTE;
    const wanted = [{ product: incident.product, model: incident.model, historyVersion: 0 }];
    const baselines = await evaluation.baselines.at(client, wanted, evaluation.now, settings.exclusions);
    const baseline = baselines.get(incident.product);
    if (!baseline || sensitivity === 'off') continue;
    // An incident of history, and one that was, stands on what was played in, too.
    const standsIn = async (lanes: 'live' | 'both'): Promise<boolean> => {
      const counts = (await windowSums(client, [incident.product], end, lanes)).get(incident.product);
      return counts !== undefined && findings(counts, baseline, sensitivity, () => true).length > 0;
    };
    const stands = (await standsIn('live')) || (await standsIn('both'));
    const gone = await retractIfGone(client, incident.id, stands, evaluation.now);
    if (gone) await forgetIncident(client, incident.id);
  }
}

async function forgetIncident(client: Queryable, id: string): Promise<void> {
  await client.query('update alert_state set life = null, incident_id = null where incident_id = $1', [id]);
}
