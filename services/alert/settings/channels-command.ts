import type { Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import {
  addChannel,
  channelNamed,
  removeChannel,
  setChannel,
  type ChannelChange,
} from './change-channels.ts';
import { channelsTable } from './channels-table.ts';
import { outputStyle, printJson } from './output.ts';
import { channelJson, shownTarget } from './shown-channel.ts';
import { loadChannels, type StoredChannel } from './stored-channels.ts';
import { tryChannel } from './try-channel.ts';
import { withDatabase } from '#shared/database/with-database.ts';

/** `tonewatch alerts channels`: where alerts go. */
export function registerChannels(alerts: Command): void {
  const channels = alerts
    .command('channels')
    .summary('where alerts go: webhook, Slack, Teams, e-mail, terminal')
    .description('Where alerts go, what each recipient wants to hear of, and when.');
  connected(channels.command('list').summary('list the channels'))
    .option('--json', 'one JSON array on stdout')
    .action(async (options: ConnectionOptions & { json?: true }) => {
      const stored = await withDatabase(options, loadChannels);
      if (options.json) printJson(stored.map(channelJson));
      else process.stdout.write(channelsTable(stored, outputStyle().palette));
    });
  channelOptions(channels.command('add').argument('<name>').summary('add a channel'))
    .addHelpText('after', examples)
    .action(async (name: string, options: ChannelOptions) => {
      const channel = await withDatabase(options, (pool) => addChannel(pool, name, changeFrom(options)));
      process.stdout.write(
        `${leads(channel)}; \`tonewatch alerts channels test ${name}\` sends a sample message\n`,
      );
    });
  channelOptions(
    channels.command('set').argument('<name>').summary('change what is given of a channel'),
  ).action(async (name: string, options: ChannelOptions) => {
    const channel = await withDatabase(options, (pool) => setChannel(pool, name, changeFrom(options)));
    process.stdout.write(`${leads(channel)}\n`);
  });
  connected(channels.command('remove').argument('<name>').summary('remove a channel')).action(
    async (name: string, options: ConnectionOptions) => {
      const waiting = await withDatabase(options, (pool) => removeChannel(pool, name));
      const left = waiting === 0 ? '' : `, with ${waiting} messages that waited for it`;
      process.stdout.write(`${name}: removed${left}\n`);
    },
  );
  connected(
    channels.command('test').argument('<name>').summary('send a sample message to a channel now'),
  ).action(async (name: string, options: ConnectionOptions) => {
    const channel = channelNamed(await withDatabase(options, loadChannels), name);
    await tryChannel(channel, { env: process.env });
    process.stdout.write(`${name}: ${shownTarget(channel)} has taken the sample message\n`);
  });
}

const connected = (command: Command): Command => connectionOptions(command, { database: 'embedded' });

interface ChannelOptions extends ConnectionOptions {
  readonly type?: string;
  readonly to?: string;
  readonly secret?: string;
  readonly sender?: string;
  readonly allowPrivate?: boolean;
  readonly timeZone?: string;
  readonly quiet?: string;
  readonly dailyCap?: string;
  readonly leastSeverity?: string;
  readonly product?: string[];
  readonly brand?: string[];
  readonly allProducts?: true;
  readonly enable?: true;
  readonly disable?: true;
}

const channelOptions = (command: Command): Command =>
  connected(command)
    .option('--type <type>', 'webhook, slack, teams, email or terminal')
    .option('--to <address>', 'a URL, or env:NAME or file:PATH of it; of email the recipients, with commas')
    .option(
      '--secret <reference>',
      'env:NAME or file:PATH: webhook: what signs; email: smtp://user:password@host',
    )
    .option('--sender <address>', 'email: who sends it')
    .option('--allow-private', 'let it reach private and loopback addresses')
    .option('--no-allow-private', 'do not')
    .option('--time-zone <zone>', 'of the recipient, e.g. Europe/Berlin (default: UTC)')
    .option(
      '--quiet <hours>',
      'e.g. 22:00-07:00: what comes up then is held for a digest; none: no quiet hours',
    )
    .option('--daily-cap <n>', 'messages a day; the rest goes into a digest (default: 20)')
    .option('--least-severity <severity>', 'warning, serious or critical (default: warning)')
    .option('--product <id...>', 'only these products')
    .option('--brand <name...>', 'only the products of these brands')
    .option('--all-products', 'all products again')
    .option('--enable', 'switch it on')
    .option('--disable', 'switch it off: it hears of nothing');

function changeFrom(options: ChannelOptions): ChannelChange {
  const { type, to, allowPrivate, timeZone, dailyCap, leastSeverity, product, brand } = options;
  const cleared = (text: string | undefined): string | null | undefined => (text === 'none' ? null : text);
  const narrowed = product !== undefined || brand !== undefined;
  const change = {
    type,
    to,
    secret: cleared(options.secret),
    sender: cleared(options.sender),
    allowPrivate,
    timeZone,
    quiet: cleared(options.quiet),
    dailyCap,
    leastSeverity,
    products: product ?? (narrowed || options.allProducts ? null : undefined),
    brands: brand ?? (narrowed || options.allProducts ? null : undefined),
    enabled: options.disable ? false : options.enable,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

const leads = (channel: StoredChannel): string =>
  `${channel.name}: ${channel.type} to ${shownTarget(channel)}${channel.enabled ? '' : ', switched off'}`;

const examples = `
Secrets are named, never stored: env:NAME is read from the environment of the alert service, file:PATH from its disk.

Examples:
  $ tonewatch alerts channels add crew --type slack --to env:SLACK_URL --time-zone Europe/Berlin --quiet 22:00-07:00
  $ tonewatch alerts channels add hook --type webhook --to https://example.com/hook --secret file:/run/secrets/hook
  $ tonewatch alerts channels add desk --type email --to pr@example.com --sender alerts@example.com --secret env:SMTP
  $ tonewatch alerts channels set crew --least-severity serious --brand Aero`;
