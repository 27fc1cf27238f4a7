import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareText } from '#shared/text/preprocessing.ts';

/** One test for each text: what its tokens are. */
export function tokenCases(cases: Readonly<Record<string, string>>): void {
  for (const [text, tokens] of Object.entries(cases)) {
    test(`${JSON.stringify(text)} → ${tokens}`, () => assert.equal(prepareText(text), tokens));
  }
}
