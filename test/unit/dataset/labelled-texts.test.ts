import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLabelledTexts } from '#shared/classifier/dataset/labelled-texts.ts';
import { withFiles } from './files.ts';

describe('reading labelled texts', () => {
  test('a packed table with tabs keeps its quote marks', async () => {
    const table = 'id\tlabel\ttext\n1\tpositive\t"so" good\n2\tNegative\t"bad\n';
    const { rows } = await withFiles({ 'a.tsv.gz': gzipSync(table) }, (folder) =>
      readLabelledTexts(join(folder, 'a.tsv.gz')),
    );
    assert.deepEqual(rows, [
      { text: '"so" good', label: 2 },
      { text: '"bad', label: 0 },
    ]);
  });

  test('a CSV table may have line breaks in its fields, other columns and other names of classes', async () => {
    const table = 'sentiment,tweet\n5,"good\nphone"\n1,bad\n0,who knows\n';
    const classes = { 1: 'negative', 5: 'positive' } as const;
    const { rows, skipped } = await withFiles({ 'a.csv': table }, (folder) =>
      readLabelledTexts(join(folder, 'a.csv'), { text: 'tweet', label: 'sentiment', classes }),
    );
    assert.deepEqual(rows, [
      { text: 'good\nphone', label: 2 },
      { text: 'bad', label: 0 },
    ]);
    assert.equal(skipped, 1);
  });

  test('texts and labels may lie side by side', async () => {
    const files = { 'val_text.txt': 'fine\nso so\n', 'val_labels.txt': '2\n1\n' };
    const { rows } = await withFiles(files, (folder) => readLabelledTexts(join(folder, 'val_text.txt')));
    assert.deepEqual(rows, [
      { text: 'fine', label: 2 },
      { text: 'so so', label: 1 },
    ]);
  });

  test('texts without as many labels are refused', async () => {
    const files = { 'val_text.txt': 'fine\nso so\n', 'val_labels.txt': '2\n' };
    await withFiles(files, (folder) =>
      assert.rejects(readLabelledTexts(join(folder, 'val_text.txt')), {
        code: 'INPUT_FILE_UNREADABLE',
        message: /1 labels for the 2 texts/u,
      }),
    );
  });

  test('a missing column is named together with those that are there', async () => {
    await withFiles({ 'a.csv': 'body,label\nx,positive\n' }, (folder) =>
      assert.rejects(readLabelledTexts(join(folder, 'a.csv')), {
        message: /no column 'text'; it has body, label/u,
      }),
    );
  });

  test('a file without any known label is refused, with what was found', async () => {
    await withFiles({ 'a.csv': 'text,label\nx,great\n' }, (folder) =>
      assert.rejects(readLabelledTexts(join(folder, 'a.csv')), {
        message: /expected .*negative.*found great/u,
      }),
    );
  });

  test('a missing file is an error with its path', async () => {
    await assert.rejects(readLabelledTexts('/nowhere/a.csv'), {
      code: 'INPUT_FILE_UNREADABLE',
      message: /\/nowhere\/a\.csv/u,
    });
  });
});
