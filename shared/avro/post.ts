import { createCodec, type Codec } from './codec.ts';

/** What happened to a post on its platform. */
export type Change = 'create' | 'edit' | 'delete';

/** One thing somebody wrote, in one common shape, whatever the platform. The value of `posts`; see schemas/Post.avsc. */
export interface Post {
  /** `<platform>:<native id>`: the identity of the post in every lane and for ever. */
  readonly id: string;
  readonly platform: string;
  /** The feed it came through, e.g. `x`. */
  readonly feed: string;
  readonly change: Change;
  /**
   * Orders the versions of one post: milliseconds UTC of the edit or deletion; equals `postedAt` for a creation. A
   * version below the newest known one is stale and changes nothing; a deletion is final.
   */
  readonly revision: number;
  /** Milliseconds UTC at which it was first written (event time). For a deletion whose payload has no time: `revision`. */
  readonly postedAt: number;
  /** As written, HTML entities decoded; empty for a deletion. */
  readonly text: string;
  /** Keyed hash of the author's handle (hex), or the handle where configured so; null when unknown. */
  readonly author: string | null;
  /** As declared by the platform, ISO 639-1; null when it says nothing. Clean detects it anew. */
  readonly language: string | null;
  readonly url: string | null;
  /** Id of the post that this one reposts. */
  readonly repostOf: string | null;
  /** Followers of the author when it was posted; null when unknown. */
  readonly reach: number | null;
  /** Ids of the products whose query matches: set by ingest. Empty for deletions, and for edits that no longer match. */
  readonly products: readonly string[];
}

export const postCodec: Codec<Post> = createCodec('Post');
