import { postCodec } from '../avro/post.ts';
import type { NativePost } from './feed-post.ts';

/** The Post schema itself. Ingest looks for the products anew, and takes the author for a plain handle. */
export function readAvroPost(payload: Buffer): NativePost {
  const { revision, ...post } = postCodec.decode(payload);
  return post.change === 'create' ? post : { ...post, revision };
}
