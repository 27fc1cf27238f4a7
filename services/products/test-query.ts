import { createInterface } from 'node:readline';
import { matches } from '#shared/query/matches.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { Query, QueryDocument } from '#shared/query/query.ts';
import { QuerySyntaxError } from '#shared/query/query-error.ts';

/** Holds the lines of stdin against a query and prints those that match; the count goes to stderr. */
export async function testQuery(text: string, json: boolean): Promise<void> {
  const query = parsed(text);
  let lines = 0;
  let found = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    lines += 1;
    const post = postOf(line);
    if (!matches(query, post)) continue;
    found += 1;
    process.stdout.write(`${json ? JSON.stringify({ line: lines, text: post.text }) : line}\n`);
  }
  process.stderr.write(`${found} of ${lines} lines match\n`);
}

/** The query; when it cannot be parsed, the place is shown before the error goes its way. */
function parsed(text: string): Query {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof QuerySyntaxError) process.stderr.write(`${error.excerpt}\n`);
    throw error;
  }
}

/** A line is the text of a post, or a post in plain JSON, whose fields the query can ask for too. */
export function postOf(line: string): QueryDocument {
  const fields = line.startsWith('{') ? jsonFields(line) : undefined;
  const field = (name: string): string | null => {
    const value = fields?.[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    text: field('text') ?? line,
    platform: field('platform') ?? '',
    language: field('language'),
    author: field('author'),
    url: field('url'),
  };
}

function jsonFields(line: string): Record<string, unknown> | undefined {
  try {
    // A line that begins with a brace can only be an object, or no JSON.
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
