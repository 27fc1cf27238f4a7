import { hash32 } from '#shared/text/hash.ts';
import { HOUR } from '../detection/windows.ts';

/** When in the day the baseline of a product is learnt anew, milliseconds: another hour for each, so that the work spreads out. */
export const staggerOf = (product: string): number => (hash32(product) % 24) * HOUR;
