import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { TonewatchError } from '../../errors/tonewatch-error.ts';

/** A user of the operating system, by number. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** What spawn needs to start a program as some user. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly identity: Partial<Owner>;
}

/** As whom the programs of PostgreSQL, which refuses to run as root, are started. */
export interface Account {
  /** Owner of the data; null: whoever runs this process. */
  readonly owner: Owner | null;
  launch(program: string, args: readonly string[]): Launch;
}

const ownAccount: Account = { owner: null, launch: (file, args) => ({ file, args, identity: {} }) };

/**
 * The account for data under `folder`. An ordinary user is its own. Root hands over to `existing` (the owner of data
 * that is there already), else to the user postgres, else to nobody; where that user cannot enter the folder or reach
 * the program (they lie in root's home, say), it is let past folder permissions, by way of setpriv.
 *
 * @throws TonewatchError DATABASE_EMBEDDED_FAILED when there is no way.
 */
export function accountFor(folder: string, program: string, existing: Owner | null): Account {
  if (process.platform === 'win32' || userInfo().uid !== 0) return ownAccount;
  const owner = existing ?? lookUp('postgres') ?? lookUp('nobody');
  if (owner === null || owner.uid === 0) {
    throw new TonewatchError(
      'DATABASE_EMBEDDED_FAILED',
      'PostgreSQL does not run as root, and there is no user postgres or nobody; run as another user, or give --database URL',
    );
  }
  const candidates: Account[] = [
    { owner, launch: (file, args) => ({ file, args, identity: owner }) },
    { owner, launch: withCapability(owner, 'dac_read_search') },
    { owner, launch: withCapability(owner, 'dac_override') }, // containers often withhold the narrower one
  ];
  for (const account of candidates) {
    if (succeeds(account, 'ls', ['-d', `${folder}/.`]) && succeeds(account, program, ['--version']))
      return account;
  }
  throw new TonewatchError(
    'DATABASE_EMBEDDED_FAILED',
    `PostgreSQL does not run as root, and user ${String(owner.uid)} cannot enter ${folder} or reach ${program}; run as another user, use folders that everybody may enter, or give --database URL`,
  );
}

function withCapability(owner: Owner, capability: string): Account['launch'] {
  const user = [`--reuid=${String(owner.uid)}`, `--regid=${String(owner.gid)}`, '--clear-groups'];
  // Without the fix-up that access(2) makes for other users: the programs ask it whether they can reach each other.
  const grant = [
    '--securebits=+no_setuid_fixup',
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
  ];
  return (program, args) => ({ file: 'setpriv', args: [...user, ...grant, program, ...args], identity: {} });
}

function succeeds(account: Account, program: string, args: readonly string[]): boolean {
  const launch = account.launch(program, args);
  return spawnSync(launch.file, launch.args, { stdio: 'ignore', cwd: '/', ...launch.identity }).status === 0;
}

function lookUp(user: string): Owner | null {
  const id = (flag: string) =>
    Number.parseInt(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout, 10);
  const found = { uid: id('-u'), gid: id('-g') };
  return Number.isNaN(found.uid) || Number.isNaN(found.gid) ? null : found;
}
