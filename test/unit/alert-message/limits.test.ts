import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { alertFactsSchema, digestFactsSchema } from '../../../services/alert/message/facts.ts';
import { renderHtml } from '../../../services/alert/message/render-html.ts';
import { renderJson } from '../../../services/alert/message/render-json.ts';
import { renderSlack } from '../../../services/alert/message/render-slack.ts';
import { renderTeams } from '../../../services/alert/message/render-teams.ts';
import { renderText } from '../../../services/alert/message/render-text.ts';
import type { Block } from '../../../services/alert/message/slack/blocks.ts';
import { anyFacts } from './arbitrary-facts.ts';

// Facts are large: shrinking a failure would take minutes, and the values that fail say enough.
fc.configureGlobal({ endOnFailure: true, numRuns: 60 });

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC', 'Nowhere/At_All');

describe('whatever the facts are', () => {
  test('the generated ones are what the schema allows', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        (facts.schema === 'tonewatch.alert/1' ? alertFactsSchema : digestFactsSchema).parse(facts);
      }),
    );
  });

  test('the subject is one line of bounded length, and the text has no control or bidi-override characters', () => {
    fc.assert(
      fc.property(anyFacts, zones, (facts, timeZone) => {
        const { subject, text } = renderText(facts, timeZone);
        assert.ok(subject.length > 0 && subject.length < 300);
        assert.doesNotMatch(subject, /\p{Cc}/u);
        assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u);
        assert.ok(text.length < 60_000);
      }),
    );
  });

  test('JSON gives the facts back', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        assert.equal(JSON.stringify(JSON.parse(renderJson(facts))), renderJson(facts));
      }),
    );
  });

  test('Slack takes it: at most 50 blocks, each within its limits, with no mention and no forged link', () => {
    fc.assert(
      fc.property(anyFacts, zones, (facts, timeZone) => {
        const { text, blocks, attachments } = renderSlack(facts, timeZone);
        const all = [...blocks, ...attachments.flatMap((attachment) => attachment.blocks)];
        assert.ok(all.length <= 50, `${all.length} blocks`);
        assert.ok(text.length <= 4_000);
        assert.doesNotMatch(text, /[<>]/u);
        all.forEach(assertSlackTakes);
      }),
    );
  });

  test('Teams takes it: below 28 KB', () => {
    fc.assert(
      fc.property(anyFacts, zones, (facts, timeZone) => {
        const bytes = Buffer.byteLength(JSON.stringify(renderTeams(facts, timeZone)));
        assert.ok(bytes < 28 * 1_024, `${bytes} bytes`);
      }),
    );
  });

  test('HTML has no element and no address that its renderer did not write', () => {
    fc.assert(
      fc.property(anyFacts, zones, (facts, timeZone) => {
        const html = renderHtml(facts, timeZone);
        const elements = new Set([...html.matchAll(/<\/?([a-z!]\w*)/giu)].map(([, name]) => name));
        const known = 'a b body code div doctype head html meta span table td title tr'.split(' ');
        for (const name of elements) assert.ok(known.includes(name!.replace('!', '')), name);
        for (const [, address] of html.matchAll(/href="([^"]*)"/gu)) assert.match(address!, /^https?:\/\//u);
        assert.doesNotMatch(html, /\ssrc=|url\(/u);
        assert.ok(html.length < 250_000, `${html.length} characters`);
      }),
    );
  });
});

function assertSlackTakes(block: Block): void {
  if (block.type === 'header') assert.ok(within(block.text.text, 150));
  else if (block.type === 'context') block.elements.forEach(({ text }) => assertMrkdwn(text, 3_000));
  else if ('fields' in block) {
    assert.ok(block.fields.length <= 10);
    block.fields.forEach(({ text }) => assertMrkdwn(text, 2_000));
  } else if (block.text.type === 'plain_text') assert.ok(within(block.text.text, 3_000));
  else assertMrkdwn(block.text.text, 3_000);
}

/** The only angle brackets are those of links to http(s). */
function assertMrkdwn(text: string, most: number): void {
  assert.ok(within(text, most), `${text.length} of ${most}`);
  assert.doesNotMatch(text.replace(/<https?:\/\/[^<>|]+\|[A-Z][a-z ]+>/gu, ''), /[<>]/u);
}

const within = (text: string, most: number): boolean => text.length > 0 && text.length <= most;
