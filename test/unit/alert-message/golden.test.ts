import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { renderHtml } from '../../../services/alert/message/render-html.ts';
import { renderSlack } from '../../../services/alert/message/render-slack.ts';
import { renderTeams } from '../../../services/alert/message/render-teams.ts';
import { renderText } from '../../../services/alert/message/render-text.ts';
import { alert } from './example-facts.ts';

const kept = (name: string): string =>
  readFileSync(new URL(`../../golden/alert-message/${name}`, import.meta.url), 'utf8');

/** A message is kept as its recipients see it: a change of it is a change for them. */
describe('an alert about a crisis with all that can be known', () => {
  const facts = alert('opened');
  const zone = 'Europe/Berlin';

  test('as text', () => {
    const { subject, text } = renderText(facts, zone);
    assert.equal(`${subject}\n\n${text}`, kept('opened.txt'));
  });

  test('for Slack', () => assert.deepEqual(renderSlack(facts, zone), JSON.parse(kept('opened.slack.json'))));

  test('for Teams', () => assert.deepEqual(renderTeams(facts, zone), JSON.parse(kept('opened.teams.json'))));

  test('as HTML', () => assert.equal(renderHtml(facts, zone), kept('opened.html')));
});
