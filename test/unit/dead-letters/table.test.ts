import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeadLetter } from '#shared/avro/dead-letter.ts';
import { asTable } from '../../../services/dead-letters/table.ts';

const letter = (offset: number, message: string): DeadLetter => ({
  stage: 'ingest',
  code: 'PAYLOAD_NOT_JSON',
  message,
  topic: 'feeds.airline-tweets',
  partition: 11,
  offset,
  key: null,
  value: null,
  failedAt: Date.UTC(2026, 2, 1, 12, 0, offset),
});

describe('the table of dead letters', () => {
  test('stays within the terminal, whatever the messages say', () => {
    const messages = [
      'id: missing',
      `text: expected ${'words '.repeat(40)}`,
      'x'.repeat(300),
      '\u001b[2J\ttab',
    ];
    const text = asTable(
      {
        newest: messages.map((message, i) => letter(i, message)),
        counts: new Map([['PAYLOAD_NOT_JSON', 4]]),
      },
      80,
    );
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
    assert.ok(!text.includes('\u001b'));
    assert.equal(text.split('words').length, 41, 'no message is cut');
    assert.match(
      text,
      /2026-03-01 12:00:00 {2}ingest {2}PAYLOAD_NOT_JSON {2}feeds\.airline-tweets\/11@0\n {4}id: missing\n/u,
    );
  });

  test('says how many there are of what, also of those it does not show', () => {
    const counts = new Map([
      ['AVRO_MALFORMED', 1],
      ['PAYLOAD_NOT_JSON', 1_200],
    ]);
    assert.match(
      asTable({ newest: [letter(1, 'a'), letter(2, 'b')], counts }, 80),
      /\n\nThe newest 2 of 1,201 dead letters: 1,200 PAYLOAD_NOT_JSON, 1 AVRO_MALFORMED\.\n$/u,
    );
    assert.equal(asTable({ newest: [], counts: new Map() }, 80), 'No dead letters.\n');
  });
});
