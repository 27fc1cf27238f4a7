import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { eventually } from '../fixtures/eventually.ts';

const holder = fileURLToPath(new URL('../fixtures/database-holder.ts', import.meta.url));

interface Holder {
  readonly process: ChildProcess;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a process that holds the database, and waits until it has it. */
async function hold(dataDir: string, url = ''): Promise<Holder> {
  const child = spawn(process.execPath, ['--import', 'tsx', holder, dataDir, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const line of createInterface(child.stdout)) {
    printed = line;
    break;
  }
  assert.notEqual(printed, '', 'the process ended before it had the database');
  return {
    process: child,
    url: printed,
    async close() {
      const exited = once(child, 'exit');
      child.stdin.end();
      assert.deepEqual(await exited, [0, null]);
    },
  };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let directory = '';
  const running = (): boolean => existsSync(join(directory, 'postgres', 'data', 'postmaster.pid'));
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'tonewatch embedded ü-'));
    chmodSync(directory, 0o700); // as root: the user that PostgreSQL runs as cannot enter by itself
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  test('several processes that start on an empty folder at once share one server; the last one stops it', async () => {
    const holders = await Promise.all([hold(directory), hold(directory), hold(directory)]);
    assert.equal(new Set(holders.map(({ url }) => url)).size, 1);
    for (const one of holders) {
      assert.equal(running(), true);
      await one.close();
    }
    assert.equal(running(), false);
  });

  test('it is PostgreSQL 18, listens on this machine only, and its user is no superuser', async () => {
    const one = await hold(directory);
    const [row] = (await query(
      one.url,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('listen_addresses') as addresses,
         (select rolsuper from pg_roles where rolname = current_user) as super`,
    )) as Record<string, unknown>[];
    assert.deepEqual(row, { version: 18, addresses: '127.0.0.1', super: false });
    const { mode } = statSync(join(directory, 'postgres', 'password'));
    assert.equal(mode & 0o777, 0o600);
    await one.close();
  });

  test('data, password and port are kept between runs', async () => {
    const first = await hold(directory);
    await query(first.url, `insert into products (id, name, query) values ('delta', 'Delta', 'delta')`);
    await first.close();
    const second = await hold(directory);
    assert.equal(second.url, first.url);
    assert.equal((await query(second.url, 'select from products')).length, 1);
    await second.close();
  });

  test('after kill -9 of the process, the next one goes on with the server that was left, and stops it', async () => {
    const killed = await hold(directory);
    const server = readFileSync(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0];
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    const next = await hold(directory);
    const same = readFileSync(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0];
    assert.equal(same, server);
    await next.close();
    assert.equal(running(), false);
  });

  test('after kill -9 of the process and its server, the next one recovers what was committed', async () => {
    const killed = await hold(directory);
    await query(killed.url, `insert into products (id, name, query) values ('united', 'United', 'united')`);
    const pid = Number(
      readFileSync(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    killed.process.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    const next = await hold(directory);
    assert.equal((await query(next.url, `select from products where id = 'united'`)).length, 1);
    await next.close();
  });

  test('a database by URL: many processes bring an empty one up to date at once; a psql user does not keep the embedded one running', async () => {
    const one = await hold(directory);
    await query(one.url, 'create database fresh');
    const fresh = one.url.replace(/[^/]*$/u, 'fresh');
    const holders = await Promise.all(
      Array.from({ length: 4 }, () => hold(join(directory, 'unused'), fresh)),
    );
    const migrations = await query(fresh, 'select name from tonewatch_migrations order by id');
    assert.equal(migrations.length, 4);
    await Promise.all(holders.map((holder) => holder.close()));
    const visitor = new pg.Client({ connectionString: one.url });
    visitor.on('error', () => undefined);
    await visitor.connect();
    await one.close();
    await eventually('the server is down', () => Promise.resolve(!running()));
    await visitor.end().catch(() => undefined);
  });
});
