/**
 * Processor time of the clean stage, step by step, on one core.
 *
 *   node --import tsx bench/cleaning/run.ts posts.csv [column, default text]
 *   node --import tsx bench/cleaning/run.ts posts.jsonl
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { postCodec, type Post } from '#shared/avro/post.ts';
import { clusterOf } from '#shared/text/cluster.ts';
import { detectLanguage } from '#shared/text/language.ts';
import { prepareText } from '#shared/text/preprocessing.ts';
import { createCleanStage } from '../../services/clean/stage.ts';

const ROUNDS = 5;
const [file = '', column = 'text'] = process.argv.slice(2);
const texts = readTexts(file);
const posts = texts.map(postOf);

console.log(`${texts.length} posts of ${Math.round(average(texts.map((text) => text.length)))} characters`);
console.log('step                      µs/post (processor time, best of 5)');
report('prepareText', () => texts.forEach((text) => prepareText(text)));
report('detectLanguage', () => texts.forEach((text) => detectLanguage(text, null)));
report('clusterOf', () => texts.forEach((text, i) => clusterOf(text, `bench:${i}`)));
report('whole stage with Avro', stageRun());
console.log(
  `\n${Math.round(average(texts.map((text) => prepareText(text).split(' ').length)))} tokens a post`,
);

function stageRun(): () => void {
  const stage = createCleanStage();
  const records = posts.map((post, offset) => ({
    topic: 'posts', partition: 0, offset, key: post.id, value: postCodec.encode(post), timestamp: 0,
  })); // prettier-ignore
  return () => {
    for (let from = 0; from < records.length; from += stage.batch.maxRecords) {
      const batch = records.slice(from, from + stage.batch.maxRecords);
      const outcomes = stage.process(
        batch.map((record) => ({ record, value: stage.decode(record) })),
        'live',
      );
      if (outcomes instanceof Promise) throw new Error('the clean stage is not synchronous any more');
      for (const post of outcomes) if (post && !(post instanceof Error)) stage.encode(post);
    }
  };
}

function report(what: string, run: () => void): void {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  console.log(`${what.padEnd(26)}${(best / texts.length).toFixed(1)}`);
}

function postOf(text: string, i: number): Post {
  return {
    id: `bench:${i}`, platform: 'bench', feed: 'bench', change: 'create', revision: 0, postedAt: 0, text,
    author: null, language: null, url: null, repostOf: null, reach: null, products: ['bench'],
  }; // prettier-ignore
}

function readTexts(path: string): string[] {
  const content = readFileSync(path, 'utf8');
  const text = z.record(z.string(), z.unknown()).transform((row) => z.string().parse(row[column]));
  const rows: unknown[] = path.endsWith('.csv')
    ? parse(content, { columns: true })
    : content
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
  return rows.map((row) => text.parse(row));
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
