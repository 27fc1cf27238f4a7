import { IndexedDocument } from './indexed-document.ts';
import type { FieldQuery, Query, QueryDocument } from './query.ts';
import { hasSpan } from './spans.ts';
import { wildcardMatches } from './wildcard.ts';

/** Whether the post matches the query. For many queries at once see compileQueries. */
export const matches = (query: Query, document: QueryDocument): boolean =>
  evaluate(query, new IndexedDocument(document));

/** The meaning of every form of query. */
export function evaluate(query: Query, document: IndexedDocument): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => evaluate(part, document));
    case 'or':
      return query.parts.some((part) => evaluate(part, document));
    case 'not':
      return !evaluate(query.part, document);
    case 'words': {
      const { words } = query;
      return words.every((word) => document.has(word)) && (words.length === 1 || hasSpan(query, document));
    }
    case 'near':
      // Whether both sides are there at all is known sooner than where.
      return evaluate(query.left, document) && evaluate(query.right, document) && hasSpan(query, document);
    case 'field':
      return fieldMatches(query, document);
  }
}

function fieldMatches({ field, value }: FieldQuery, document: IndexedDocument): boolean {
  switch (field) {
    case 'platform':
      return document.platform === value;
    case 'language':
      return document.language === value;
    case 'author':
      return document.author !== null && wildcardMatches(value, document.author);
    case 'site':
      return document.hosts().some((host) => host === value || host.endsWith(`.${value}`));
    case 'url':
      return document.links.some((link) => link.includes(value));
  }
}
