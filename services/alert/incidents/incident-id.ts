import { TonewatchError } from '#shared/errors/tonewatch-error.ts';
import type { Queryable } from '../counting/changed-hours.ts';

const SHOWN = 5;

/**
 * The full id of the incident whose id begins like this.
 *
 * @throws TonewatchError INCIDENT_UNKNOWN when there is none, or several
 */
export async function incidentId(client: Queryable, prefix: string): Promise<string> {
  const wanted = prefix.toLowerCase();
  const found = /^[\da-f-]{1,36}$/u.test(wanted) ? await idsLike(client, wanted) : [];
  const [only, ...others] = found;
  if (only === undefined)
    throw new TonewatchError(
      'INCIDENT_UNKNOWN',
      `no incident has an id that begins with ${JSON.stringify(prefix)}`,
    );
  if (others.length === 0) return only;
  const more = found.length > SHOWN ? ', …' : '';
  throw new TonewatchError(
    'INCIDENT_UNKNOWN',
    `the ids of several incidents begin with ${prefix}: ${found.slice(0, SHOWN).join(', ')}${more}`,
  );
}

/** Ids between the least and the greatest that begin so: by index. */
async function idsLike(client: Queryable, prefix: string): Promise<string[]> {
  const digits = prefix.replaceAll('-', '');
  const { rows } = await client.query<{ id: string }>(
    `select id::text from incidents where id between rpad($1, 32, '0')::uuid and rpad($1, 32, 'f')::uuid order by id limit $2`,
    [digits, SHOWN + 1],
  );
  return rows.map(({ id }) => id).filter((id) => id.replaceAll('-', '').startsWith(digits));
}
