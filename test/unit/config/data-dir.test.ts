import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { prepareDataDir } from '#shared/config/data-dir.ts';

test('the data directory is made; where it cannot be, the error names it and says why', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tonewatch-data-dir-'));
  t.after(() => rmSync(folder, { recursive: true }));
  prepareDataDir(join(folder, 'a', 'b'));
  assert.ok(existsSync(join(folder, 'a', 'b')));
  writeFileSync(join(folder, 'file'), '');
  for (const wrong of [join(folder, 'file'), join(folder, 'file', 'sub')]) {
    assert.throws(() => prepareDataDir(wrong), {
      code: 'CONFIG_INVALID',
      message: new RegExp(`^dataDir: .*${wrong} \\(.*\\); give another --data-dir$`, 'u'),
    });
  }
});
