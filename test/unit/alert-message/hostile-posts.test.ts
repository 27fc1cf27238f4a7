import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderHtml } from '../../../services/alert/message/render-html.ts';
import { renderSlack } from '../../../services/alert/message/render-slack.ts';
import { renderTeams } from '../../../services/alert/message/render-teams.ts';
import { renderText } from '../../../services/alert/message/render-text.ts';
import { escapedMarkdown } from '../../../services/alert/message/teams/card.ts';
import { alert, crisis } from './example-facts.ts';

const [post] = crisis.exemplars;
const zone = 'UTC';

/** The same attempt in every place that strangers fill. */
const attempt = (text: string) =>
  alert('opened', {
    product: { id: 'x', name: text, brand: text },
    exemplars: [{ ...post!, text, platform: text, url: `https://social.example/?q=${text}` }],
    drivers: [{ term: text, mentions: 9, baselineMentions: 0, z: 5 }],
    sources: [{ name: text, mentions: 9 }],
    model: text,
    why: text,
  });

describe('a hostile post', () => {
  test('cannot bring an element, an attribute or a script into a mail', () => {
    const html = renderHtml(attempt('"><script>alert(1)</script><img src=x onerror=alert(1)>'), zone);
    assert.doesNotMatch(html, /<script|<img/u);
    assert.ok(html.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'));
  });

  test('cannot mention anybody or forge a link in Slack', () => {
    const { text, blocks, attachments } = renderSlack(
      attempt('<!channel> <@U123> <https://evil.example|log in> `'),
      zone,
    );
    const markup = [text, ...texts([blocks, attachments], 'mrkdwn')];
    for (const each of markup) assert.doesNotMatch(each, /<!|<@|<https:\/\/evil/u);
    assert.ok(markup.some((each) => each.includes('&lt;!channel&gt;')));
    // Slack makes no markup of plain text: there it is left as it was written.
    assert.ok(texts([attachments], 'plain_text').some((each) => each.includes('<!channel>')));
  });

  test('cannot make links, emphasis or headings in Teams', () => {
    const message = renderTeams(attempt('[log in](https://evil.example) **now** <at>all</at>'), zone);
    const facts = message.attachments[0]!.content.body.flatMap((element) =>
      element.type === 'FactSet' ? element.facts : [],
    );
    const model = facts.find(({ title }) => title === 'Model');
    assert.equal(model?.value, String.raw`\[log in\](https://evil.example) \*\*now\*\* \<at\>all\</at\>`);
    // All else is in TextRuns, which know no markup; a TextBlock would.
    assert.doesNotMatch(JSON.stringify(message), /"TextBlock"/u);
  });

  test('cannot begin a list, a heading or a quotation in Teams', () => {
    assert.deepEqual(['# a', '- a', '+ a', '1. a', '> a', 'a-b'].map(escapedMarkdown), [
      String.raw`\# a`,
      String.raw`\- a`,
      String.raw`\+ a`,
      String.raw`1\. a`,
      String.raw`\> a`,
      'a-b',
    ]);
  });

  test('cannot turn lines round or steer a terminal', () => {
    const { subject, text } = renderText(
      attempt('\u202egnp.exe\u001b]0;owned\u0007\r\nBcc: all@example.com'),
      zone,
    );
    assert.doesNotMatch(`${subject}${text.replaceAll('\n', '')}`, /\p{Cc}|[\u202a-\u202e]/u);
    assert.match(subject, /gnp\.exe\]0;owned Bcc: all@example\.com/u);
  });

  test('has a link only to http(s)', () => {
    const exemplars = [{ ...post!, url: 'javascript:alert(document.domain)' }];
    const links = { ...crisis.links, show: 'javascript:alert(1)' };
    const facts = alert('opened', { exemplars, links });
    assert.doesNotMatch(renderHtml(facts, zone), /href="javascript/u);
    assert.doesNotMatch(JSON.stringify(renderSlack(facts, zone)), /<javascript/u);
    assert.doesNotMatch(JSON.stringify(renderTeams(facts, zone)), /"url":"javascript/u);
  });
});

/** The texts of all objects of this type, however deep. */
function texts(value: unknown, type: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((each) => texts(each, type));
  return 'type' in value && value.type === type && 'text' in value && typeof value.text === 'string'
    ? [value.text, ...inner]
    : inner;
}
