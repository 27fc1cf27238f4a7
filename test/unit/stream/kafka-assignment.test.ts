import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Assignment } from '#shared/stream/kafka/assignment.ts';
import type { Position, StreamRecord } from '#shared/stream/port.ts';

const records = (from: number, to: number, partition = 0): StreamRecord[] =>
  Array.from({ length: to - from }, (_, i) => ({
    topic: 't',
    partition,
    offset: from + i,
    key: null,
    value: null,
    timestamp: 0,
  }));
const at = (offset: number, partition = 0): Position => ({ topic: 't', partition, offset });
const offsets = (all: readonly StreamRecord[]): number[] => all.map(({ offset }) => offset);
function assigned(...partitions: number[]): Assignment {
  const assignment = new Assignment();
  assignment.replace({ t: partitions });
  return assignment;
}

describe('the partitions of a Kafka group member', () => {
  test('what a partition that stays has delivered is not taken again after a rebalance', () => {
    const assignment = assigned(0, 1);
    assert.equal(assignment.accept('t', 0, 100, records(0, 50)).length, 50);
    assignment.replace({ t: [0, 2] });
    assert.deepEqual(offsets(assignment.accept('t', 0, 100, records(48, 53))), [50, 51, 52]);
  });

  test('a partition that went and came back begins with the first record that comes', () => {
    const assignment = assigned(0);
    assignment.accept('t', 0, 100, records(0, 50));
    assignment.replace({});
    assignment.replace({ t: [0] });
    assert.equal(assignment.accept('t', 0, 100, records(10, 50)).length, 40);
  });

  test('records and commits of partitions that are not ours are left out', () => {
    const assignment = assigned(0);
    assert.deepEqual(assignment.accept('t', 1, 100, records(0, 5, 1)), []);
    assert.deepEqual(assignment.want([at(5, 1), at(7)]), [at(7)]);
    assert.equal(assignment.wants(records(0, 1, 1)[0]!), false);
  });

  test('a topic that was made anew is read from its beginning', () => {
    const assignment = assigned(0);
    assignment.accept('t', 0, 100, records(0, 50));
    assignment.stored(assignment.want([at(50)]));
    assert.equal(assignment.accept('t', 0, 3, records(0, 3)).length, 3);
    assert.deepEqual(assignment.want([at(3)]), [at(3)]);
  });

  test('a commit that got lost in a rebalance is made again', () => {
    const assignment = assigned(0, 1);
    assert.deepEqual(assignment.want([at(50), at(20, 1)]), [at(50), at(20, 1)]);
    assignment.replace({ t: [0] });
    assert.deepEqual(assignment.reconcile([at(30), at(10, 1)]), [at(50)]);
  });

  test('a commit that failed is tried again when it is asked for again, one that is stored is not', () => {
    const assignment = assigned(0);
    assert.deepEqual(assignment.want([at(50)]), [at(50)]);
    assert.deepEqual(assignment.want([at(50)]), [at(50)]);
    assignment.stored([at(50)]);
    assert.deepEqual(assignment.want([at(50)]), []);
  });

  test('what another member has committed meanwhile is neither polled nor committed back', () => {
    const assignment = assigned(0);
    assignment.accept('t', 0, 100, records(0, 50));
    assignment.replace({ t: [0] });
    assert.deepEqual(assignment.reconcile([at(40)]), []);
    assert.deepEqual(
      records(38, 42).map((record) => assignment.wants(record)),
      [false, false, true, true],
    );
    assert.deepEqual(assignment.want([at(39)]), []);
  });
});
