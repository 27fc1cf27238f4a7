import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argumentsOf } from '../../../services/train/train-at-a-time.ts';

const command = { data: 'd', embeddings: 'e', threads: 1, keep: false, record: false };

test('a recipe that is trained in a process of its own is given the options of the whole command', () => {
  assert.deepEqual(argumentsOf({ file: 'a.yaml', command }), [
    ...['train', '--recipe', 'a.yaml', '--data', 'd', '--embeddings', 'e', '--threads', '1'],
  ]);
  const all = { ...command, checkpoints: 'c', logs: 'l', keep: true, record: true };
  assert.deepEqual(argumentsOf({ file: 'a.yaml', command: all }).slice(9), [
    ...['--checkpoints', 'c', '--logs', 'l', '--keep', '--record'],
  ]);
});
