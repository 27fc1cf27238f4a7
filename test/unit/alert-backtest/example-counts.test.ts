import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openText } from '../../../services/alert/backtest/counts/open-text.ts';
import { readCounts } from '../../../services/alert/backtest/counts/read-counts.ts';
import { replayProducts } from '../../../services/alert/backtest/replay-products.ts';

test('examples/counts.csv has one crisis, which every sensitivity finds', async () => {
  const file = join(import.meta.dirname, '../../../examples/counts.csv');
  const { alerts } = replayProducts(await readCounts(openText(file), file), {});
  for (const found of Object.values(alerts))
    assert.deepEqual(
      found.map(({ product, openedAt }) => [product, new Date(openedAt).toISOString().slice(0, 10)]),
      [['aurora-phone', '2025-03-15']],
    );
});
