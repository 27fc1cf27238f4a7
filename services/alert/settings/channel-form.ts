import { isIP } from 'node:net';
import { z } from 'zod';
import { isForbidden } from '../channels/forbidden-addresses.ts';
import { mailAddresses } from '../channels/mail-addresses.ts';
import { isReference } from '../channels/reference.ts';
import { severities } from '../detection/severity.ts';
import { quietHours } from './quiet-hours.ts';
import { channelTypes, type StoredChannel } from './stored-channels.ts';
import { isTimeZone } from './time-zone.ts';

/** A channel as it is typed: texts, and null for what is left out. */
export interface ChannelForm {
  readonly name: string;
  readonly type: string | null;
  readonly to: string | null;
  readonly secret: string | null;
  readonly sender: string | null;
  readonly allowPrivate: boolean;
  readonly timeZone: string;
  /** `22:00-07:00` */
  readonly quiet: string | null;
  readonly dailyCap: string;
  readonly leastSeverity: string;
  readonly products: readonly string[] | null;
  readonly brands: readonly string[] | null;
  readonly enabled: boolean;
}

const reference = (words: string): z.ZodString => z.string().regex(/^(?:env:[A-Za-z_]\w*|file:.+)$/u, words);

const NEVER_HELD =
  'a secret is never stored; put it into an environment variable or a file, and give env:NAME or file:PATH';

const nothing = (words: string): z.ZodType<null> => z.null(words);

/** An address may be a secret, so that no message repeats it. */
const address = z
  .string('expected the address to post to, or env:NAME or file:PATH of it')
  .refine(
    (text) => isReference(text) || isPlainUrl(text),
    'expected an address that begins with https:// and has no user or password in it, or env:NAME or file:PATH of one',
  );

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

const common = z.object({
  name: z
    .string()
    .regex(/^[a-z\d][\w.-]{0,62}$/iu, 'expected letters, digits, dots, hyphens and underscores, 63 at most'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'there is no such time zone; give its IANA name, e.g. Europe/Berlin'),
  quiet: quietHours,
  dailyCap: z
    .string()
    .regex(/^[1-9]\d{0,5}$/u, 'expected a whole number from 1 to 999999')
    .transform(Number),
  leastSeverity: z.enum(severities, `expected ${severities.join(', ')}`),
  products: z.array(z.string()).nullable(),
  brands: z.array(z.string()).nullable(),
  allowPrivate: z.boolean(),
  enabled: z.boolean(),
});

const overHttp = { to: address, sender: nothing('only email has a sender; leave it out') };
const own = z.literal(false, 'only webhook, slack and teams use it; leave it out');
const noSecret = nothing('it has none: the address is the secret; give it as --to env:NAME or file:PATH');

/** What each type of channel needs. */
const forms = {
  webhook: common.extend({
    ...overHttp,
    type: z.literal('webhook'),
    secret: reference(NEVER_HELD).nullable(),
  }),
  slack: common.extend({ ...overHttp, type: z.literal('slack'), secret: noSecret }),
  teams: common.extend({ ...overHttp, type: z.literal('teams'), secret: noSecret }),
  email: common.extend({
    type: z.literal('email'),
    to: z
      .string('expected the recipients, with commas')
      .refine((to) => areAddresses({ target: to }), 'expected addresses of recipients, with commas'),
    secret: z
      .string('expected env:NAME or file:PATH of smtp://user:password@host:port')
      .pipe(reference(`${NEVER_HELD} of smtp://user:password@host:port`)),
    sender: z
      .string('expected who sends it, e.g. "Tonewatch <alerts@example.com>"')
      .refine(
        (sender) => areAddresses({ sender }),
        'expected one address, e.g. "Tonewatch <alerts@example.com>"',
      ),
    allowPrivate: own,
  }),
  terminal: common.extend({
    type: z.literal('terminal'),
    to: nothing('a terminal has no address; leave it out'),
    secret: nothing('a terminal has no secret; leave it out'),
    sender: nothing('only email has a sender; leave it out'),
    allowPrivate: own,
  }),
} as const;

const untyped = common.extend({ type: z.enum(channelTypes, `expected ${channelTypes.join(', ')}`) });

const optionOf: Readonly<Record<string, string>> = {
  name: 'NAME',
  type: '--type',
  to: '--to',
  secret: '--secret',
  sender: '--sender',
  allowPrivate: '--allow-private',
  timeZone: '--time-zone',
  quiet: '--quiet',
  dailyCap: '--daily-cap',
  leastSeverity: '--least-severity',
  products: '--product',
  brands: '--brand',
};

/** The channel that a form describes, or all that is wrong with it, each with the name of its option and what to do. */
export function channelFrom(form: ChannelForm): { channel: StoredChannel } | { problems: string[] } {
  const type = channelTypes.find((each) => each === form.type);
  const read = type === undefined ? null : forms[type].safeParse(form);
  const problems = [
    ...((read ?? untyped.safeParse(form)).error?.issues ?? []).map(
      ({ path, message }) => `${optionOf[String(path[0])] ?? String(path[0])}: ${message}`,
    ),
    ...privateAddress(form),
  ];
  if (problems.length > 0 || !read?.data) return { problems };
  const { to, quiet, ...rest } = read.data;
  return {
    channel: { ...rest, target: to ?? '', quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null },
  };
}

/** Names are judged when they are looked up, by whoever sends. */
function privateAddress({ type, to, allowPrivate }: ChannelForm): string[] {
  if (to === null || type === 'email' || allowPrivate || isReference(to) || !URL.canParse(to)) return [];
  const host = new URL(to).hostname.replace(/^\[|\]$/gu, '');
  if (isIP(host) === 0 || !isForbidden(host)) return [];
  return [`--to: ${host} is no public address; --allow-private lets this channel reach it`];
}

function areAddresses(given: { readonly target?: string; readonly sender?: string }): boolean {
  const example = { name: '', target: 'a@example.com', sender: 'a@example.com' };
  try {
    mailAddresses({ ...example, type: 'email', secret: null, allowPrivate: false, ...given });
    return true;
  } catch {
    return false;
  }
}
