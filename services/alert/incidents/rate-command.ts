import { Argument, type Command } from 'commander';
import { connectionOptions, type ConnectionOptions } from '#shared/config/options.ts';
import { findProposals } from '../feedback/find-proposals.ts';
import { proposalsText } from '../feedback/proposals-text.ts';
import { rateIncident, type Rated } from '../feedback/rate-incident.ts';
import { labels, ratings, type GivenRating, type Rating } from '../feedback/rating.ts';
import { outputStyle } from '../settings/output.ts';
import { settingInvalid } from '../settings/setting-invalid.ts';
import { withDatabase } from '#shared/database/with-database.ts';
import { incidentId } from './incident-id.ts';

interface RateOptions extends ConnectionOptions {
  readonly post?: string[];
  readonly label?: string;
  readonly note?: string;
}

/** `tonewatch incidents rate`: what people say of an incident. */
export function registerRate(incidents: Command): void {
  connectionOptions(
    incidents
      .command('rate')
      .argument('<id>', 'of the incident, or how it begins')
      .addArgument(new Argument('<rating>').choices(ratings))
      .summary('say whether an alert was right')
      .description(explanation),
    { database: 'embedded' },
  )
    .option('--post <id...>', 'wrong-sentiment: the posts that were misjudged')
    .option('--label <label>', 'wrong-sentiment: what they are: negative, neutral or positive')
    .option('--note <text>', 'why, for whoever sees it later')
    .addHelpText('after', examples)
    .action(async (prefix: string, rating: Rating, options: RateOptions) => {
      const given = ratingFrom(rating, options);
      const { rated, proposals } = await withDatabase(options, async (pool) => {
        const rated = await rateIncident(pool, await incidentId(pool, prefix), given);
        return { rated, proposals: await findProposals(pool, Date.now(), rated.product) };
      });
      process.stdout.write(`${outcome(rating, rated)}\n`);
      if (proposals.length > 0) process.stdout.write(`\n${proposalsText(proposals, outputStyle().palette)}`);
    });
}

/** @throws TonewatchError ALERT_SETTING_INVALID with all that is wrong */
export function ratingFrom(
  rating: Rating,
  { post: posts = [], label: given, note = '' }: RateOptions,
): GivenRating {
  const label = labels.find((each) => each === given);
  const problems = note.length > 500 ? ['--note: expected 500 characters at most'] : [];
  if (rating !== 'wrong-sentiment') {
    if (posts.length > 0 || given !== undefined)
      problems.push('--post and --label go with wrong-sentiment alone; leave them out');
    if (problems.length > 0) throw settingInvalid(problems);
    return { rating, note };
  }
  if (posts.length === 0) problems.push('--post: expected the ids of the posts that were misjudged');
  if (label === undefined) problems.push(`--label: expected ${labels.join(', ')}`);
  if (problems.length > 0 || label === undefined) throw settingInvalid(problems);
  return { rating, note, posts, label };
}

function outcome(rating: Rating, { product, noted, relabelled, dropped }: Rated): string {
  if (!noted) return `${product}: this had been said already; nothing has changed`;
  const posts = relabelled === 1 ? '1 post has' : `${relabelled} posts have`;
  const messages =
    dropped === 0
      ? ''
      : `; ${dropped === 1 ? '1 message that waited is' : `${dropped} messages that waited are`} dropped`;
  const effects: Readonly<Record<Rating, string>> = {
    useful: 'the incident stays out of the baseline',
    expected: `the incident stays out of the baseline, and nothing more is sent about it${messages}`,
    irrelevant: 'the incident counts for the baseline like any other time',
    'wrong-sentiment': `${posts} another label now; what follows from it is counted anew`,
  };
  return `${product}: ${rating} noted: ${effects[rating]}`;
}

const explanation =
  'Says whether an alert was right. useful: it was; expected: there was a known reason for it, such as a launch; both keep it out of ' +
  'the baseline, and of what was expected nothing more is sent. irrelevant: it was not right. wrong-sentiment: posts of it were ' +
  'misjudged; their label is set, and where nothing unusual is left, whoever was told is told that it does not stand.';

const examples = `
Examples:
  $ tonewatch incidents rate 0195a3c2 useful
  $ tonewatch incidents rate 0195a3c2 wrong-sentiment --post x:1841 x:1907 --label neutral`;
