import { TonewatchError } from '../errors/tonewatch-error.ts';
import { nativeFields } from '../feed/feed-post.ts';

/** Reads the value of --map, `id=tweet_id,text=text`: where the fields of a post are in a payload. Throws CONFIG_INVALID. */
export function parseMap(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const [field = '', column = '', ...rest] = pair.split('=').map((part) => part.trim());
    if (field === '' || column === '' || rest.length > 0) {
      throw mapInvalid(`expected field=column,field=column…, found "${pair}"`);
    }
    if (!(nativeFields as readonly string[]).includes(field)) {
      throw mapInvalid(`there is no field ${field} of a post; expected one of ${nativeFields.join(', ')}`);
    }
    return [field, column];
  });
  return Object.fromEntries(pairs);
}

const mapInvalid = (problem: string): TonewatchError =>
  new TonewatchError('CONFIG_INVALID', `--map: ${problem}`);
