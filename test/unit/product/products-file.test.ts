import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ProductsFileError, readProductsFile } from '#shared/product/products-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tonewatch-products-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(text: string): string {
  const path = join(folder, `products-${(files += 1)}.yaml`);
  writeFileSync(path, text);
  return path;
}

test('a list in YAML; brand and active may be left out', async () => {
  const products = await readProductsFile(file("- { id: lamp, name: Lamp, query: 'lamp* NOT lava' }\n"));
  assert.deepEqual(products, [
    { id: 'lamp', name: 'Lamp', brand: null, query: 'lamp* NOT lava', active: true },
  ]);
});

test('JSON with a list under products', async () => {
  const product = { id: 'lamp', name: 'Lamp', brand: 'Lumen', query: 'lamp', active: false };
  assert.deepEqual(await readProductsFile(file(JSON.stringify({ products: [product] }))), [product]);
});

test('every problem at once, with its entry', async () => {
  const text = `
- { id: Lamp, name: Lamp, query: 'a AND' }
- { id: bike, query: bike, colour: red }
- { id: bike, name: Bike, query: 'NOT bike' }
- 5
`;
  await assert.rejects(readProductsFile(file(text)), (error) => {
    assert.ok(error instanceof ProductsFileError);
    assert.equal(error.code, 'PRODUCTS_INVALID');
    assert.deepEqual(
      error.problems.map(({ entry, message }) => `${entry}: ${message}`),
      [
        'entry 1 (Lamp): id: expected up to 64 lower-case letters, digits, . _ -',
        'entry 1 (Lamp): query: expected a word, a phrase or (, got the end, at character 6',
        'entry 2 (bike): name: expected text',
        'entry 2 (bike): colour: there is no such field (id, name, brand, query, active)',
        'entry 3 (bike): id: an entry before has it too',
        'entry 3 (bike): query: expected something that must be there beside this NOT (in each part of an OR), at character 1',
        'entry 4: expected an object with id, name and query',
      ],
    );
    assert.equal(error.problems[1]?.excerpt, 'a AND\n     ^');
    return true;
  });
});

for (const [name, text] of [
  ['no list', 'id: lamp'],
  ['nothing', ''],
  ['broken YAML', '- {'],
] as const) {
  test(`${name} is refused`, () =>
    assert.rejects(readProductsFile(file(text)), { code: 'PRODUCTS_INVALID' }));
}

test('a file that is not there', () =>
  assert.rejects(readProductsFile(join(folder, 'none.yaml')), { code: 'INPUT_FILE_UNREADABLE' }));

describe('the ready files', () => {
  const examples = join(import.meta.dirname, '../../../examples');
  for (const [name, count] of [
    ['airlines.yaml', 7],
    ['phones.yaml', 3],
    ['sample.yaml', 5],
  ] as const) {
    test(`${name} has ${count} products`, async () =>
      assert.equal((await readProductsFile(join(examples, name))).length, count));
  }
});
