import { cleanedPostCodec, type CleanedPost } from '#shared/avro/cleaned-post.ts';
import { mentionCodec, type Mention } from '#shared/avro/mention.ts';
import type { Classifier, Judgement } from '#shared/classifier/classifier.ts';
import type { Config } from '#shared/config/schema.ts';
import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Stage } from '#shared/service/stage.ts';
import { laneTopic } from '#shared/stream/topics.ts';
import { PREPROCESSING, prepareText } from '#shared/text/preprocessing.ts';

/**
 * The score stage: cleaned posts in, mentions out, one for one. Deletions, edits that mention no product any more and
 * posts that the model cannot judge pass unscored.
 */
export function scoreStage(classifier: Classifier, config: Config['score']): Stage<CleanedPost, Mention> {
  return {
    name: 'score',
    inputs: { live: [laneTopic('cleaned', 'live')], backfill: [laneTopic('cleaned', 'backfill')] },
    outputs: { live: laneTopic('mentions', 'live'), backfill: laneTopic('mentions', 'backfill') },
    batch: { maxRecords: config.maxBatch, lingerMs: config.lingerMs },
    decode({ value }) {
      if (!value)
        throw new TonewatchError('AVRO_MALFORMED', 'expected a CleanedPost: the record has no value');
      return cleanedPostCodec.decode(value);
    },
    async process(batch) {
      const judgements = await classifier.classify(batch.map(({ value }) => prepared(value)));
      return batch.map(({ value }, i) => mentionOf(value, judgements[i] ?? null));
    },
    encode: (mention) => ({ key: mention.postId, value: mentionCodec.encode(mention) }),
  };
}

/** What is left to classify of a post: nothing when it is gone or mentions no product. */
function prepared(post: CleanedPost): { tokens: string; language: string } {
  const { language } = post;
  if (post.change === 'delete' || post.products.length === 0) return { tokens: '', language };
  // A clean stage of another release may have prepared it otherwise than the model knows.
  const tokens = post.preprocessing === PREPROCESSING ? post.tokens : prepareText(post.text);
  return { tokens, language };
}

function mentionOf(post: CleanedPost, judgement: Judgement | null): Mention {
  return {
    postId: post.id,
    platform: post.platform,
    feed: post.feed,
    change: post.change,
    revision: post.revision,
    postedAt: post.postedAt,
    text: post.text,
    author: post.author,
    language: post.language,
    url: post.url,
    repostOf: post.repostOf,
    reach: post.reach,
    cluster: post.cluster,
    products: post.products,
    sentiment: judgement && judgement.sentiment,
    model: judgement && judgement.model,
    evidence: judgement ? judgement.evidence : [],
  };
}
