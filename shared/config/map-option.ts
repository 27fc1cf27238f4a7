import { TonewatchError } from '../errors/tonewatch-error.ts';

/** Reads the value of --map, `id=tweet_id,text=text`: where the fields of a post are in a payload. Throws CONFIG_INVALID. */
export function parseMap(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const [field = '', column = '', ...rest] = pair.split('=').map((part) => part.trim());
    if (field === '' || column === '' || rest.length > 0) {
      throw new TonewatchError(
        'CONFIG_INVALID',
        `--map: expected field=column,field=column…, found "${pair}"`,
      );
    }
    return [field, column];
  });
  return Object.fromEntries(pairs);
}
