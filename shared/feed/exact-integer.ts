const special = /[.*+?^${}()|[\]\\]/gu;

/**
 * The digits of an integer beyond 2^53, which JSON.parse rounds, from the text of the payload: of the numbers under this
 * key the one that rounds to the same value. `undefined` when there are several.
 */
export function exactInteger(json: string, key: string, rounded: number): string | undefined {
  const numbers = new RegExp(
    `${JSON.stringify(key).replace(special, '\\$&')}\\s*:\\s*(-?\\d+)(?![\\d.eE])`,
    'gu',
  );
  let exact: string | undefined;
  for (const [, digits = ''] of json.matchAll(numbers)) {
    if (Number(digits) !== rounded) continue;
    if (exact !== undefined && exact !== digits) return undefined;
    exact = digits;
  }
  return exact;
}
