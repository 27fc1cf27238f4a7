import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderText } from '../../../services/alert/message/render-text.ts';
import { alert, crisis, digest, product } from './example-facts.ts';

const zone = 'Europe/Berlin';
const linesOf = (facts: Parameters<typeof renderText>[0]): string[] =>
  renderText(facts, zone).text.split('\n');

describe('a message as text', () => {
  test('says within two lines how severe, what, how much, and what is usual', () => {
    assert.deepEqual(linesOf(alert('opened')).slice(0, 2), [
      'CRITICAL · Aero X1 · tone shift',
      '212 of 301 mentions negative (70 %, 65–75 %) in the last hour; usual is 18 %, ×3.9.',
    ]);
  });

  test('compares a surge with the usual number, not the usual share', () => {
    const facts = alert('opened', { kind: 'surge', multiple: 6.8 });
    assert.match(linesOf(facts)[1]!, /; usual is 31, ×6\.8\.$/u);
    assert.equal(
      renderText(facts, zone).subject,
      'Critical: Aero X1, 212 negative in the last hour (usual 31, ×6.8)',
    );
  });

  test('says before the details that data are incomplete, and why', () => {
    const completeness = { complete: false, reasons: ['source youtube silent for 40 min'] };
    assert.equal(
      linesOf(alert('opened', { completeness }))[3],
      '! Data incomplete: source youtube silent for 40 min',
    );
  });

  test('of an escalation keeps the severity in front and says when', () => {
    const { subject, text } = renderText(
      alert('escalated', { escalatedAt: '2026-03-14T10:10:00.000Z' }),
      zone,
    );
    assert.match(subject, /^Critical, escalated: Aero X1,/u);
    assert.match(text, /^Escalated {9}11:10 CET$/mu);
  });

  test('of a resolution is short: how long, the peak, what now', () => {
    const facts = alert('resolved', { resolvedAt: '2026-03-14T12:46:00.000Z' });
    assert.equal(renderText(facts, zone).subject, 'Resolved: Aero X1 after 3 h 20 min');
    assert.deepEqual(
      linesOf(facts).flatMap((line) => /^[A-Z]\w+(?: \w+)*(?= {2}|\.)/u.exec(line) ?? []),
      [
        'Back to usual after 3 h 20 min',
        'Lasted',
        'Peak',
        'What now',
        'Incident',
        'Show',
        'Mark as expected',
      ],
    );
  });

  test('of a retraction asks to disregard the alert', () => {
    const { subject, text } = renderText(alert('retracted'), zone);
    assert.equal(subject, 'Retracted: Aero X1, please disregard the alert');
    assert.doesNotMatch(text, /Posts|Terms/u);
  });

  test('about several products of a brand tells the worst three in full, and of the others a line each', () => {
    const facts = alert(
      'opened',
      { ...product('Aero Dock'), severity: 'warning' },
      { ...product('Aero Mini'), severity: 'serious' },
      product('Aero X1'),
      { ...product('Aero Pods'), negative: 500 },
    );
    const { subject, text } = renderText(facts, zone);
    assert.match(subject, /^Critical: Aero, 4 products; Aero Pods, 70 % negative/u);
    assert.deepEqual(text.match(/^.*tone shift$/gmu), [
      'CRITICAL · Aero Pods · tone shift',
      'CRITICAL · Aero X1 · tone shift',
      'SERIOUS · Aero Mini · tone shift',
    ]);
    assert.match(text, /^• Warning · Aero Dock: 70 % negative in the last hour/mu);
  });

  test('of a digest has a line for each message that was held back, the most severe first', () => {
    const { subject, text } = renderText(digest({}, { severity: 'critical', product: 'Aero Mini' }), zone);
    assert.equal(subject, 'Digest: 2 alert messages held back');
    assert.match(
      text,
      /Why: daily cap of 20 messages\.\n\n• Critical, opened · Aero Mini: .*\n.*\n.*\n• Warning/u,
    );
  });

  test('says what is unknown, and is silent about lists that are empty', () => {
    const { text } = renderText(
      alert('opened', { exemplars: [], drivers: [], reach: null, sources: [], languages: [], why: '' }),
      zone,
    );
    assert.match(text, /^Reach {13}unknown$/mu);
    assert.match(text, /^Sources {11}unknown$/mu);
    assert.doesNotMatch(text, /Posts|Terms|noise/u);
  });

  test('shortens a post of 10 kB, and shows no address that is not http(s)', () => {
    const [post] = crisis.exemplars;
    const { text } = renderText(
      alert('opened', {
        exemplars: [{ ...post!, text: 'so hot '.repeat(1_500), url: 'javascript:alert(1)' }],
      }),
      zone,
    );
    assert.ok(text.length < 2_000);
    assert.doesNotMatch(text, /javascript/u);
  });
});
