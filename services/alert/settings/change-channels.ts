import type { Pool } from 'pg';
import { inTransaction } from '#shared/database/transaction.ts';
import { channelFrom, type ChannelForm } from './channel-form.ts';
import { quietText, timeOfDay } from './quiet-hours.ts';
import { loadKnownNames, settingInvalid, unknownNames } from './setting-invalid.ts';
import { loadChannels, type StoredChannel } from './stored-channels.ts';

/** What is said of a channel; what is left out stays as it is, or as is usual. */
export type ChannelChange = Partial<Omit<ChannelForm, 'name'>>;

const usual: Omit<ChannelForm, 'name'> = {
  type: null,
  to: null,
  secret: null,
  sender: null,
  allowPrivate: false,
  timeZone: 'UTC',
  quiet: null,
  dailyCap: '20',
  leastSeverity: 'warning',
  products: null,
  brands: null,
  enabled: true,
};

/**
 * Adds a channel.
 *
 * @throws TonewatchError ALERT_SETTING_INVALID with all that is wrong; of databaseError
 */
export function addChannel(pool: Pool, name: string, given: ChannelChange): Promise<StoredChannel> {
  return inTransaction(pool, '', async (client) => {
    const known = await loadKnownNames(client);
    const channel = valid({ ...usual, ...given, name }, unknownNames(known, namesIn(given)));
    const { rowCount } = await client.query(
      `insert into alert_channels (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})
       on conflict (name) do nothing`,
      valuesOf(channel),
    );
    if (rowCount === 0)
      throw settingInvalid([`NAME: there is a channel ${name} already; \`alerts channels set\` changes it`]);
    return channel;
  });
}

/**
 * Changes what is given of a channel; the rest stays.
 *
 * @throws TonewatchError ALERT_SETTING_INVALID with all that is wrong; of databaseError
 */
export function setChannel(pool: Pool, name: string, given: ChannelChange): Promise<StoredChannel> {
  return inTransaction(pool, '', async (client) => {
    await client.query('select from alert_channels where name = $1 for update', [name]);
    const before = channelNamed(await loadChannels(client), name);
    const known = await loadKnownNames(client);
    // What was right when it was given is not held against it: products come and go.
    const channel = valid({ ...formOf(before), ...given, name }, unknownNames(known, namesIn(given)));
    await client.query(
      `update alert_channels set (${columns.join(', ')}) = row(${columns.map((_, i) => `$${i + 1}`).join(', ')}) where name = $1`,
      valuesOf(channel),
    );
    return channel;
  });
}

/**
 * Removes a channel, and what waits for it. Returns how many messages that were.
 *
 * @throws TonewatchError ALERT_SETTING_INVALID when there is none of that name; of databaseError
 */
export function removeChannel(pool: Pool, name: string): Promise<number> {
  return inTransaction(pool, '', async (client) => {
    channelNamed(await loadChannels(client), name);
    await client.query('delete from alert_channels where name = $1', [name]);
    const { rowCount } = await client.query(
      'delete from notifications where channel = $1 and sent_at is null and digest_id is null',
      [name],
    );
    return rowCount ?? 0;
  });
}

/** @throws TonewatchError ALERT_SETTING_INVALID when there is none of that name */
export function channelNamed(channels: readonly StoredChannel[], name: string): StoredChannel {
  const channel = channels.find((each) => each.name === name);
  if (channel) return channel;
  const names = channels.map((each) => each.name).join(', ');
  const there = names === '' ? 'there is none yet; `alerts channels add` adds one' : `there are ${names}`;
  throw settingInvalid([`NAME: there is no channel ${JSON.stringify(name)}; ${there}`]);
}

function valid(form: ChannelForm, further: readonly string[]): StoredChannel {
  const read = channelFrom(form);
  const problems = 'problems' in read ? read.problems : [];
  if ('channel' in read && further.length === 0) return read.channel;
  throw settingInvalid([...problems, ...further]);
}

const namesIn = ({
  products,
  brands,
}: ChannelChange): { products: readonly string[]; brands: readonly string[] } => ({
  products: products ?? [],
  brands: brands ?? [],
});

const formOf = ({ target, quietFrom, quietUntil, dailyCap, ...rest }: StoredChannel): ChannelForm => ({
  ...rest,
  to: target === '' ? null : target,
  quiet: quietText(quietFrom, quietUntil),
  dailyCap: String(dailyCap),
});

const columns = [
  'name',
  'type',
  'target',
  'secret',
  'sender',
  'allow_private',
  'time_zone',
  'quiet_from',
  'quiet_until',
  'daily_cap',
  'least_severity',
  'products',
  'brands',
  'enabled',
];

const valuesOf = (channel: StoredChannel): unknown[] => [
  channel.name,
  channel.type,
  channel.target,
  channel.secret,
  channel.sender,
  channel.allowPrivate,
  channel.timeZone,
  channel.quietFrom === null ? null : timeOfDay(channel.quietFrom),
  channel.quietUntil === null ? null : timeOfDay(channel.quietUntil),
  channel.dailyCap,
  channel.leastSeverity,
  channel.products,
  channel.brands,
  channel.enabled,
];
