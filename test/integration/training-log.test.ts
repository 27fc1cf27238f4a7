import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadTensorflow, tensorflowAvailable } from '#shared/classifier/tensorflow/load.ts';
import { openTrainingLog } from '../../services/train/training-log.ts';

const skip = !tensorflowAvailable() && 'libtensorflow is not set up';

test('the curves of a run can be read back from its event file', { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonewatch-logs-'));
  const tensorflow = await loadTensorflow();
  const log = openTrainingLog(tensorflow, folder);
  const before = tensorflow.memory().numTensors;
  const pace = { epochs: 2, best: undefined, examplesPerSecond: 1, secondsLeft: 1 };
  for (const epoch of [1, 2]) {
    // 25 steps of 4 examples; the loss is the mean of the epoch up to there, and each step's is 1 / epoch.
    for (let done = 4; done <= 100; done += 4)
      log.step({ ...pace, epoch, done, total: 100, loss: 1 / epoch }, 0.5);
    log.epoch({ epoch, loss: 1, development: { 'macro-recall': 0.25 * epoch } });
  }
  assert.equal(tensorflow.memory().numTensors, before);
  const [file = ''] = await readdir(folder);
  const scalars = events(await readFile(join(folder, file))).flatMap(scalarOf);
  await rm(folder, { recursive: true });
  assert.deepEqual(
    scalars.filter(({ name }) => name === 'training/loss'),
    [
      { name: 'training/loss', step: 80, value: 1 },
      { name: 'training/loss', step: 100, value: 1 },
      { name: 'training/loss', step: 160, value: 0.5 },
      { name: 'training/loss', step: 200, value: 0.5 },
    ],
  );
  assert.deepEqual(
    scalars.filter(({ name }) => name.startsWith('development/')),
    [
      { name: 'development/macro-recall', step: 100, value: 0.25 },
      { name: 'development/macro-recall', step: 200, value: 0.5 },
    ],
  );
  assert.equal(scalars.filter(({ name }) => name === 'training/rate').length, 4);
});

/** The records of a TFRecord file: length (8 bytes), its checksum (4), data, their checksum (4). */
function events(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    const data = file.subarray(at + 12, at + 12 + length);
    assert.equal(file.readUInt32LE(at + 8), masked(file.subarray(at, at + 8)));
    assert.equal(file.readUInt32LE(at + 12 + length), masked(data));
    records.push(data);
    at += 16 + length;
  }
  return records;
}

/** CRC-32C, rotated and shifted as TFRecord has it. */
function masked(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** Event: step = 2, summary = 5; Summary: value = 1; Value: tag = 1, simple_value = 2. */
function scalarOf(event: Buffer): { name: string; step: number; value: number }[] {
  const fields = message(event);
  const summary = fields.get(5);
  if (!(summary instanceof Buffer)) return [];
  const value = message(message(summary).get(1) as Buffer);
  const step = fields.get(2);
  return [
    {
      name: (value.get(1) as Buffer).toString('utf8'),
      step: typeof step === 'number' ? step : 0,
      value: (value.get(2) as Buffer).readFloatLE(),
    },
  ];
}

/** Fields of a protobuf message by number: varints as numbers, everything else as bytes. */
function message(bytes: Buffer): Map<number, number | Buffer> {
  const fields = new Map<number, number | Buffer>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [field, type] = [key >>> 3, key & 7];
    if (type === 0) fields.set(field, varint());
    else {
      const length = type === 1 ? 8 : type === 5 ? 4 : varint();
      fields.set(field, bytes.subarray(at, at + length));
      at += length;
    }
  }
  return fields;
}
