/**
 * Shares the partitions of one topic out among members: as evenly as can be, and moving as few as that needs.
 *
 * @param owners the member that has each partition now; null, or a member that is no longer listed, if none has
 * @param members in the order in which they joined
 * @returns the new owner of each partition; null for all of them when there are no members
 */
export function shareOut<Member>(
  owners: readonly (Member | null)[],
  members: readonly Member[],
): (Member | null)[] {
  const counts = new Map<Member, number>(members.map((member) => [member, 0]));
  const count = (member: Member): number => counts.get(member) ?? 0;
  const most = Math.ceil(owners.length / members.length);
  const withMost = owners.length % members.length || members.length;
  let full = 0;
  const result = owners.map((owner): Member | null => {
    if (owner === null || !counts.has(owner)) return null;
    const limit = full < withMost ? most : most - 1;
    if (count(owner) >= limit) return null;
    counts.set(owner, count(owner) + 1);
    if (count(owner) === most) full++;
    return owner;
  });
  return result.map((owner) => {
    if (owner !== null) return owner;
    let least: Member | null = null;
    for (const member of members) if (least === null || count(member) < count(least)) least = member;
    if (least !== null) counts.set(least, count(least) + 1);
    return least;
  });
}
