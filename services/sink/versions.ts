import type { Mention } from '#shared/avro/mention.ts';
import type { Change } from '#shared/avro/post.ts';

/** What orders the versions of one post. */
export interface Version {
  readonly change: Change;
  readonly revision: number;
}

/**
 * Whether version `a` of a post supersedes version `b`. A deletion supersedes everything, and nothing a deletion:
 * whichever comes first, the post stays gone. Otherwise the later revision does, and an edit a creation of the same
 * moment. Versions that are alike in this do not supersede each other: the first that came stays, and others can only
 * add products to it. `change` in statements.ts says the same in SQL.
 */
export function supersedes(a: Version, b: Version): boolean {
  if (b.change === 'delete') return false;
  if (a.change === 'delete') return true;
  return (
    a.revision > b.revision || (a.revision === b.revision && a.change === 'edit' && b.change === 'create')
  );
}

/** The newest version of each post of the batch, and so at most one, with the products of all that are alike. */
export function newestVersions(batch: Iterable<Mention>): Mention[] {
  const newest = new Map<string, Mention>();
  for (const mention of batch) {
    const known = newest.get(mention.postId);
    if (known === undefined || supersedes(mention, known)) newest.set(mention.postId, mention);
    else if (!supersedes(known, mention)) newest.set(mention.postId, withProducts(known, mention.products));
  }
  return [...newest.values()];
}

function withProducts(mention: Mention, products: readonly string[]): Mention {
  const further = products.filter((product) => !mention.products.includes(product));
  return further.length === 0 ? mention : { ...mention, products: [...mention.products, ...further] };
}
