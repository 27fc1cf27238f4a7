import type { Queryable } from '../counting/changed-hours.ts';
import { lockAnnouncements, takeOut } from './waiting.ts';

/** Nothing that still waits to be sent about an incident is. Returns how many messages that concerns. */
export async function dropWaiting(client: Queryable, incident: string): Promise<number> {
  const unseen = (await lockAnnouncements(client, incident)).filter((each) => each.unseen);
  await takeOut(client, incident, unseen);
  return unseen.length;
}
