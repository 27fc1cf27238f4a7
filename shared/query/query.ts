/**
 * The tree of a product query, as the parser makes it: texts are folded (see fold.ts), nested ANDs and ORs are joined
 * into one.
 */
export type Query = AndQuery | OrQuery | NotQuery | PositionalQuery | FieldQuery;

/** What has a place in the text, so that NEAR can measure between two. An OrQuery of these is one too. */
export type PositionalQuery = WordsQuery | NearQuery;

export interface AndQuery {
  readonly kind: 'and';
  readonly parts: readonly Query[];
}

export interface OrQuery {
  readonly kind: 'or';
  readonly parts: readonly Query[];
}

export interface NotQuery {
  readonly kind: 'not';
  readonly part: Query;
}

/** Both sides, in any order, with at most `distance` other words between them. */
export interface NearQuery {
  readonly kind: 'near';
  readonly left: Query;
  readonly right: Query;
  readonly distance: number;
}

/**
 * One word, or several that make a phrase. A word may start with # $ @, may hold ? and may end in *. `slop` null: one
 * directly after the other; else in any order with at most so many other words among them.
 */
export interface WordsQuery {
  readonly kind: 'words';
  readonly words: readonly string[];
  readonly slop: number | null;
}

export const queryFields = ['platform', 'language', 'author', 'site', 'url'] as const;
export type QueryField = (typeof queryFields)[number];

export interface FieldQuery {
  readonly kind: 'field';
  readonly field: QueryField;
  readonly value: string;
}

/** What a query is held against: a post as its feed has it, with the author's plain handle. */
export interface QueryDocument {
  readonly text: string;
  readonly platform: string;
  readonly language: string | null;
  readonly author: string | null;
  readonly url: string | null;
}
