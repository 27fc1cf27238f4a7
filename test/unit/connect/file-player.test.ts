import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { feedNameOf, openFilePlayer } from '../../../services/connect/file/file-player.ts';
import { feedSchema } from '#shared/config/schema.ts';
import { messageOf } from '#shared/errors/tonewatch-error.ts';
import { createFeedReader } from '#shared/feed/feed-reader.ts';
import type { OutgoingRecord, Producer } from '#shared/stream/port.ts';

const log = pino({ level: 'silent' });
let folder = '';

before(async () => (folder = await mkdtemp(join(tmpdir(), 'tonewatch-connect-'))));
after(() => rm(folder, { recursive: true }));

async function played(
  name: string,
  content: string | Buffer,
  map: Record<string, string> = {},
): Promise<OutgoingRecord[]> {
  const file = join(folder, name);
  await writeFile(file, content);
  const sent: OutgoingRecord[] = [];
  const producer: Producer = {
    send: (_topic, records) => Promise.resolve(void sent.push(...records)),
    close: () => Promise.resolve(),
  };
  const player = await openFilePlayer({ file, map, log });
  await player.play(producer, new AbortController().signal);
  assert.equal(player.progress.sent, sent.length);
  return sent;
}
const shown = (records: OutgoingRecord[]) => records.map(({ key, value }) => [key, value.toString()]);

describe('the file player', () => {
  test('sends each row of a CSV file as a JSON object of strings under its native id', async () => {
    const sent = await played('a.csv', '\uFEFFtweet_id,text\n1,"two\nlines"\n2,"é, ""q"""\n', {
      id: 'tweet_id',
    });
    assert.deepEqual(shown(sent), [
      ['1', '{"tweet_id":"1","text":"two\\nlines"}'],
      ['2', '{"tweet_id":"2","text":"é, \\"q\\""}'],
    ]);
  });

  test('sends rows that do not fit the header with the reason, and goes on', async () => {
    const sent = await played('b.csv', 'id,text\n1,a,b\n2,ok\n3,"bad"x\n4\n5,ok\n');
    assert.deepEqual(
      sent.map(({ key }) => key),
      [null, '2', null, null, '5'],
    );
    const read = createFeedReader('b', feedSchema.parse({}));
    const reasons = sent
      .filter(({ key }) => key === null)
      .map(({ value }) => {
        assert.throws(() => read(value), { code: 'PAYLOAD_INVALID' });
        return /line [^"]*/u.exec(value.toString())?.[0];
      });
    assert.deepEqual(reasons, [
      'line 2: 3 fields, but the header has 2 columns',
      'line 4: a quote is not closed as it should be, or the row is longer than 256 KiB',
      'line 5: 1 field, but the header has 2 columns',
    ]);
    assert.throws(() => read(sent[0]?.value ?? Buffer.alloc(0)), {
      message: 'line 2: 3 fields, but the header has 2 columns',
    });
  });

  test('a row that is not UTF-8 is passed on byte for byte, the others as they are', async () => {
    const sent = await played('f.csv', Buffer.from('id,text\n1,caf\xe9\n2,caf\xc3\xa9\n', 'latin1'));
    assert.deepEqual(sent[0]?.value, Buffer.from('1,caf\xe9', 'latin1'));
    assert.deepEqual(shown(sent.slice(1)), [['2', '{"id":"2","text":"café"}']]);
  });

  test('a table without the columns that are looked for is refused before anything is sent', async () => {
    const refused = (content: string | Buffer, map: Record<string, string>, complete: boolean) => {
      const file = join(folder, 'g.csv');
      writeFileSync(file, content);
      return openFilePlayer({ file, map, complete, log }).then(
        () => null,
        (error: unknown) => messageOf(error).replaceAll(folder, ''),
      );
    };
    const header = 'tweet_id,text,created\n';
    const map = { id: 'tweet_id', postedAt: 'created' };
    assert.equal(await refused(header, map, true), null);
    assert.equal(
      await refused(header, { ...map, text: 'tekst' }, false),
      '--map: /g.csv has no column for text=tekst; its columns are tweet_id, text, created',
    );
    assert.match((await refused(header, {}, true)) ?? '', /no column for id, postedAt; its columns are/u);
    assert.equal(await refused(header, {}, false), null);
    assert.equal(await refused('id,change\n', {}, true), null);
    assert.match((await refused('tweet_id;text\n', map, true)) ?? '', /expected commas/u);
    assert.match((await refused(Buffer.from(header, 'utf16le'), map, true)) ?? '', /g\.csv: expected UTF-8/u);
    assert.match((await refused('id,"text\n', {}, false)) ?? '', /g\.csv: the header has a quote/u);
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
