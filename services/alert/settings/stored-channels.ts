import { z } from 'zod';
import type { ChannelSettings } from '../channels/channel.ts';
import type { Queryable } from '../counting/changed-hours.ts';
import { severities, type Severity } from '../detection/severity.ts';

export const channelTypes = ['webhook', 'slack', 'teams', 'email', 'terminal'] as const;

/** A channel with what its recipient wants to hear, and when. */
export interface StoredChannel extends ChannelSettings {
  /** IANA time zone of the recipient. */
  readonly timeZone: string;
  /** Quiet hours, in minutes of the recipient's day; both or neither. From 22:00 until 07:00 spans midnight. */
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
  /** Messages a day of the recipient. */
  readonly dailyCap: number;
  readonly leastSeverity: Severity;
  /** Only these products, or the products of these brands; both null: all. */
  readonly products: readonly string[] | null;
  readonly brands: readonly string[] | null;
  readonly enabled: boolean;
}

const rowsSchema = z.array(
  z.object({
    name: z.string(),
    type: z.enum(channelTypes),
    target: z.string(),
    secret: z.string().nullable(),
    sender: z.string().nullable(),
    allowPrivate: z.boolean(),
    timeZone: z.string(),
    quietFrom: z.number().nullable(),
    quietUntil: z.number().nullable(),
    dailyCap: z.number(),
    leastSeverity: z.enum(severities),
    products: z.array(z.string()).nullable(),
    brands: z.array(z.string()).nullable(),
    enabled: z.boolean(),
  }),
);

/** All channels by name, those that are switched off too. */
export async function loadChannels(client: Queryable): Promise<StoredChannel[]> {
  const { rows } = await client.query(
    `select name, type, target, secret, sender, allow_private as "allowPrivate", time_zone as "timeZone",
       (extract(epoch from quiet_from) / 60)::int as "quietFrom", (extract(epoch from quiet_until) / 60)::int as "quietUntil",
       daily_cap as "dailyCap", least_severity as "leastSeverity", products, brands, enabled
     from alert_channels order by name`,
  );
  return rowsSchema.parse(rows);
}

/** What a channel is asked about. */
export interface Offer {
  readonly product: string;
  readonly brand: string | null;
  readonly severity: Severity;
}

/** Whether a channel wants to hear of an incident of a product. One that is switched off wants nothing. */
export function wants(
  { enabled, leastSeverity, products, brands }: StoredChannel,
  { product, brand, severity }: Offer,
): boolean {
  if (!enabled || severities.indexOf(severity) < severities.indexOf(leastSeverity)) return false;
  if (products === null && brands === null) return true;
  return (products?.includes(product) ?? false) || (brand !== null && (brands?.includes(brand) ?? false));
}
