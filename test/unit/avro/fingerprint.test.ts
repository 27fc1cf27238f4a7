import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canonicalForm, crc64Avro } from '#shared/avro/fingerprint.ts';

describe('CRC-64-AVRO', () => {
  // The Rabin fingerprints in the test data of Apache Avro (share/test/data/schema-tests.txt), as hexadecimal.
  const published = [
    ['"null"', '63dd24e7cc258f8a'],
    ['"boolean"', '9f42fc78a4d4f764'],
    ['"int"', '7275d51a3f395c8f'],
    ['"long"', 'd054e14493f41db7'],
    ['"float"', '4d7c02cb3ea8d790'],
    ['"double"', '8e7535c032ab957e'],
    ['"bytes"', '4fc016dac3201965'],
    ['"string"', '8f014872634503c7'],
  ] as const;
  for (const [form, fingerprint] of published) {
    test(`${form} has the published fingerprint`, () => {
      assert.equal(crc64Avro(form).toString(16).padStart(16, '0'), fingerprint);
    });
  }
});

describe('the Parsing Canonical Form', () => {
  test('leaves out docs, defaults and logical types, and writes full names', () => {
    const schema = {
      type: 'record',
      name: 'A',
      namespace: 'n',
      doc: 'gone',
      fields: [
        { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' }, doc: 'gone' },
        { name: 'b', type: ['null', { type: 'enum', name: 'E', symbols: ['x', 'y'] }], default: null },
        { name: 'again', type: 'E' },
        { name: 'list', type: { type: 'array', items: 'string' } },
        { name: 'table', type: { type: 'map', values: { type: 'fixed', name: 'm.F', size: 4 } } },
      ],
    };
    assert.equal(
      canonicalForm(schema),
      '{"name":"n.A","type":"record","fields":[{"name":"at","type":"long"},' +
        '{"name":"b","type":["null",{"name":"n.E","type":"enum","symbols":["x","y"]}]},' +
        '{"name":"again","type":"n.E"},{"name":"list","type":{"type":"array","items":"string"}},' +
        '{"name":"table","type":{"type":"map","values":{"name":"m.F","type":"fixed","size":4}}}]}',
    );
  });

  test('of {"type": "int"} is "int"', () => {
    assert.equal(canonicalForm({ type: 'int' }), '"int"');
  });
});
