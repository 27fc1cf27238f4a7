import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { feedNameOf, openFilePlayer } from '../../../services/connect/file/file-player.ts';
import type { OutgoingRecord, Producer } from '#shared/stream/port.ts';

const log = pino({ level: 'silent' });
let folder = '';

before(async () => (folder = await mkdtemp(join(tmpdir(), 'tonewatch-connect-'))));
after(() => rm(folder, { recursive: true }));

async function played(name: string, content: string | Buffer, idField?: string): Promise<OutgoingRecord[]> {
  const file = join(folder, name);
  await writeFile(file, content);
  const sent: OutgoingRecord[] = [];
  const producer: Producer = {
    send: (_topic, records) => Promise.resolve(void sent.push(...records)),
    close: () => Promise.resolve(),
  };
  const player = await openFilePlayer({ file, idField, log });
  await player.play(producer, new AbortController().signal);
  assert.equal(player.progress.sent, sent.length);
  return sent;
}
const shown = (records: OutgoingRecord[]) => records.map(({ key, value }) => [key, value.toString()]);

describe('the file player', () => {
  test('sends each row of a CSV file as a JSON object of strings under its native id', async () => {
    const sent = await played('a.csv', '\uFEFFtweet_id,text\n1,"two\nlines"\n2,"é, ""q"""\n', 'tweet_id');
    assert.deepEqual(shown(sent), [
      ['1', '{"tweet_id":"1","text":"two\\nlines"}'],
      ['2', '{"tweet_id":"2","text":"é, \\"q\\""}'],
    ]);
  });

  test('sends rows that do not fit the header as their raw text, and goes on', async () => {
    const sent = await played('b.csv', 'id,text\n1,a,b\n2,ok\n3,"bad"x\n4\n5,ok\n');
    assert.deepEqual(shown(sent), [
      [null, '1,a,b'],
      ['2', '{"id":"2","text":"ok"}'],
      [null, '3,"bad"x'],
      [null, '4'],
      ['5', '{"id":"5","text":"ok"}'],
    ]);
  });

  test('passes lines of JSON on byte for byte, those that are not JSON too', async () => {
    const lines = Buffer.from(
      '{"data":{"id":"7"} , "x":1}\n\nnot json\r\n{"id_str":"8","id":8}\n\xff\n',
      'latin1',
    );
    const sent = await played('c.jsonl', lines);
    assert.deepEqual(
      sent.map(({ key }) => key),
      ['7', null, '8', null],
    );
    assert.equal(sent[0]?.value.toString(), '{"data":{"id":"7"} , "x":1}');
    assert.deepEqual([...(sent[3]?.value ?? [])], [0xff]);
  });

  test('reads gzipped and tab-separated files', async () => {
    assert.deepEqual(shown(await played('d.tsv.gz', gzipSync('id\ttext\n1\t"a\n'))), [
      ['1', '{"id":"1","text":"\\"a"}'],
    ]);
  });

  test('cuts a payload that no broker would take', async () => {
    const sent = await played('e.jsonl', `{"id":1,"text":"${'x'.repeat(2_000_000)}"}\n{"id":2}\n`);
    assert.deepEqual(
      sent.map(({ value }) => value.length),
      [512 * 1024, 8],
    );
  });

  test('names the file that is missing, and the kinds of file that it knows', async () => {
    await assert.rejects(openFilePlayer({ file: join(folder, 'none.csv'), log }), {
      code: 'INPUT_FILE_UNREADABLE',
    });
    await assert.rejects(openFilePlayer({ file: join(folder, 'a.xlsx'), log }), { code: 'CONFIG_INVALID' });
  });

  test('makes the name of the feed of the name of the file', () => {
    assert.equal(feedNameOf('/data/Airline Tweets.csv.gz'), 'airline-tweets');
    assert.equal(feedNameOf('__x__.jsonl'), 'x__');
  });
});
