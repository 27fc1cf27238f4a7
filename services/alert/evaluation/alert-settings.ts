import type { Queryable } from '../counting/changed-hours.ts';
import type { Severity } from '../message/facts.ts';
import { excludedStretches } from '../settings/excluded-stretches.ts';
import { loadRules, ruleOf, type Rule } from '../settings/sensitivity-rules.ts';
import { loadChannels, wants, type StoredChannel } from '../settings/stored-channels.ts';
import { loadMutes, mutedBy } from '../settings/stored-mutes.ts';
import type { Exclusions } from './baselines.ts';

interface Named {
  readonly id: string;
  readonly brand: string | null;
}

/** What people have set, as one evaluation sees it. */
export interface AlertSettings {
  ruleOf(product: Named): Rule;
  /** The channels that want to hear of an incident; none while the product is muted. */
  recipients(product: Named, severity: Severity): readonly StoredChannel[];
  readonly exclusions: Exclusions;
}

/** Rules, channels and mutes at a moment, milliseconds UTC. */
export async function loadSettings(client: Queryable, now: number): Promise<AlertSettings> {
  const rules = await loadRules(client);
  const channels = await loadChannels(client);
  const mutes = await loadMutes(client, now);
  return {
    ruleOf: (product) => ruleOf(rules, product),
    recipients: ({ id, brand }, severity) =>
      mutedBy(mutes, { id, brand }, now)
        ? []
        : channels.filter((channel) => wants(channel, { product: id, brand, severity })),
    exclusions: (products, from, to) => excludedStretches(client, products, from, to),
  };
}
