import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const here = import.meta.dirname;
const cache = join(here, '../../.cache/kafka');
const READY = 'Kafka Server started';
const READY_WITHIN_MS = 60_000;
const CLUSTER_ID = 'VG9uZXdhdGNoLXRlc3QtMQ';

export interface BrokerOptions {
  readonly port?: number;
  /** Where topics are kept. Default: a temporary folder, removed by stop(). */
  readonly directory?: string;
  /** More options for the Java machine. */
  readonly java?: readonly string[];
}

export interface Broker {
  /** `HOST:PORT`, as clients want it. */
  readonly brokers: string[];
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): void;
  /** Starts it again after kill(), on the same port with the same topics. */
  restart(): Promise<void>;
}

const libs = (): string => process.env['TONEWATCH_KAFKA_LIBS'] ?? join(cache, 'libs');

/** Whether a broker can be started here: setup.sh has been run (or TONEWATCH_KAFKA_LIBS names its jars), and Java is there. */
export function kafkaAvailable(): boolean {
  const jars = existsSync(libs()) ? readdirSync(libs()) : [];
  return jars.some((jar) => jar.startsWith('kafka_')) && spawnSync('java', ['-version']).status === 0;
}

/** Starts a real Kafka broker as a process of its own, and waits until it takes connections. */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const port = options.port ?? (await freePort());
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'tonewatch-kafka-'));
  const properties = writeProperties(directory, port, await freePort());
  format(properties, join(directory, 'data'));
  const launch = (): Promise<ChildProcess> => launchServer(properties, options.java ?? []);
  let server = await launch();
  const onExit = (): boolean => server.kill('SIGKILL');
  process.once('exit', onExit);
  return {
    brokers: [`127.0.0.1:${port}`],
    kill: () => void server.kill('SIGKILL'),
    async restart() {
      await ended(server);
      server = await launch();
    },
    async stop() {
      process.off('exit', onExit);
      // A throw-away broker need not put its house in order.
      server.kill(options.directory === undefined ? 'SIGKILL' : 'SIGTERM');
      await ended(server);
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

function writeProperties(directory: string, port: number, controllerPort: number): string {
  const path = join(directory, 'server.properties');
  mkdirSync(directory, { recursive: true });
  const text = readFileSync(join(here, 'server.properties'), 'utf8')
    .replaceAll('@PORT@', String(port))
    .replaceAll('@CONTROLLER_PORT@', String(controllerPort))
    .replaceAll('@DATA@', join(directory, 'data'));
  writeFileSync(path, text);
  return path;
}

/** An empty data folder takes a Java start of its own to make, so one is kept and copied. */
function format(properties: string, data: string): void {
  if (existsSync(join(data, 'meta.properties'))) return;
  const kept = join(cache, 'formatted');
  if (!existsSync(kept)) {
    const run = spawnSync(
      'java',
      [...javaOptions(), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties],
      { encoding: 'utf8' },
    );
    if (run.status !== 0) throw new Error(`Kafka's storage tool failed: ${run.stderr}${run.stdout}`);
    mkdirSync(cache, { recursive: true });
    const copy = mkdtempSync(join(cache, 'formatting-'));
    cpSync(data, copy, { recursive: true });
    if (existsSync(kept)) rmSync(copy, { recursive: true });
    else renameSync(copy, kept);
    return;
  }
  cpSync(kept, data, { recursive: true });
}

function javaOptions(more: readonly string[] = []): string[] {
  const archive = join(cache, 'kafka.jsa');
  const shared = existsSync(archive) && more.length === 0 ? [`-XX:SharedArchiveFile=${archive}`] : [];
  const log = `-Dlog4j2.configurationFile=${join(here, 'log4j2.yaml')}`;
  const small = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-Xlog:disable'];
  return [...small, ...shared, ...more, log, '-cp', `${libs()}/*`];
}

async function launchServer(properties: string, java: readonly string[]): Promise<ChildProcess> {
  const server = spawn('java', [...javaOptions(java), 'kafka.Kafka', properties], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (text: string): string => (output = (output + text).slice(-10_000));
  server.stderr.setEncoding('utf8').on('data', keep);
  server.stdout.setEncoding('utf8');
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => {
      server.kill('SIGKILL');
      reject(new Error(`the Kafka broker ${why}:\n${output}`));
    };
    const timer = setTimeout(() => fail(`was not ready in ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
    server.once('exit', () => fail('ended at once'));
    server.stdout.on('data', (text: string) => {
      if (!keep(text).includes(READY)) return;
      clearTimeout(timer);
      server.stdout.removeAllListeners('data').resume();
      server.removeAllListeners('exit');
      resolve();
    });
  });
  return server;
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
}
