import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linksOf } from '../../../services/alert/facts/links.ts';

const id = '0195a3c2-7f3e-4c55-9c55-0a5a1b2c3d4e';

test('with a dashboard, addresses of its pages', () => {
  assert.deepEqual(linksOf('https://tonewatch.example/app/', id, 'delta'), {
    show: `https://tonewatch.example/app/incidents/${id}`,
    mute: `https://tonewatch.example/app/incidents/${id}/mute`,
    expected: `https://tonewatch.example/app/incidents/${id}/expected`,
    wrongSentiment: `https://tonewatch.example/app/incidents/${id}/wrong-sentiment`,
  });
});

test('without, commands to type', () => {
  assert.deepEqual(linksOf('', id, 'delta'), {
    show: 'tonewatch incidents show 0195a3c2',
    mute: 'tonewatch alerts mute --product delta --for 4h',
    expected: 'tonewatch incidents rate 0195a3c2 expected',
    wrongSentiment: 'tonewatch incidents rate 0195a3c2 wrong-sentiment --post POST_ID --label neutral',
  });
});

test("a product's id stays one word of the shell", () => {
  const muteOf = (product: string): string => linksOf('', id, product).mute;
  assert.match(muteOf('aero x1'), /--product 'aero x1' --for/u);
  assert.match(muteOf(`"'; $(rm) \``), /--product '"'\\''; \$\(rm\) `' --for/u);
  assert.match(muteOf('-f'), /--product '-f' --for/u);
  assert.match(muteOf(''), /--product '' --for/u);
});
