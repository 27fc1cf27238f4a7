import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { messageOf, TonewatchError } from '../../errors/tonewatch-error.ts';

const REWRITE_BYTES = 4 * 1024 * 1024;
const LINE = /^(\S+) (\S+) (\d+) (\d+)$/u;

export interface GroupPosition {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

const lineOf = ({ group, topic, partition, offset }: GroupPosition): string =>
  `${encodeURIComponent(group)} ${topic} ${partition} ${offset}\n`;

/**
 * What every group has committed: a file of lines `group topic partition offset`, of which the last of its kind counts.
 * It is written by appending, and replaced by a short one when it is opened and when it has grown long.
 */
export class PositionStore {
  readonly #path: string;
  readonly #positions = new Map<string, GroupPosition>();
  #fd: number;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
    // A line that a crash cut short has no end, and is not counted.
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
    for (const line of lines) {
      const [, group, topic, partition, offset] = LINE.exec(line) ?? [];
      if (group === undefined || topic === undefined) continue;
      this.#keep({
        group: decodeURIComponent(group),
        topic,
        partition: Number(partition),
        offset: Number(offset),
      });
    }
    this.#fd = this.#rewrite();
  }

  all(): Iterable<GroupPosition> {
    return this.#positions.values();
  }

  /** @throws TonewatchError STREAM_WRITE_FAILED */
  write(positions: readonly GroupPosition[]): void {
    if (positions.length === 0) return;
    try {
      if (this.#bytes > REWRITE_BYTES) {
        const fd = this.#rewrite();
        closeSync(this.#fd);
        this.#fd = fd;
      }
      this.#bytes += writeSync(this.#fd, positions.map(lineOf).join(''));
    } catch (cause) {
      const text = `cannot write to ${this.#path}: ${messageOf(cause)}`;
      throw new TonewatchError('STREAM_WRITE_FAILED', text, { cause });
    }
    for (const position of positions) this.#keep(position);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #keep(position: GroupPosition): void {
    this.#positions.set(`${position.group} ${position.topic} ${position.partition}`, position);
  }

  #rewrite(): number {
    const text = Array.from(this.#positions.values(), lineOf).join('');
    writeFileSync(`${this.#path}.new`, text);
    renameSync(`${this.#path}.new`, this.#path);
    this.#bytes = Buffer.byteLength(text);
    return openSync(this.#path, 'a');
  }
}
