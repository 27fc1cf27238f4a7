import type { LookupFunction } from 'node:net';
import type { Logger } from 'pino';
import type { TerminalStream } from './terminal.ts';

/** What channels find around them; a test gives its own. */
export interface Surroundings {
  /** Where `env:NAME` looks. */
  readonly env: NodeJS.ProcessEnv;
  readonly log?: Logger;
  /** Time for one try, in milliseconds. Default: 10 s over HTTP, 30 s over SMTP, whose servers greet slowly. */
  readonly timeoutMs?: number;
  /** Resolves names of hosts over HTTP. Default: that of the system. */
  readonly lookup?: LookupFunction;
  /** Default: stderr. */
  readonly terminal?: TerminalStream;
}
