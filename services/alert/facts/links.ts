import type { IncidentFacts } from '../message/facts.ts';

/** So much of an id tells incidents apart, and can be typed. */
const SHORT_ID = 8;
const MUTED_FOR = '4h';

/** Where to act on an incident: pages of the dashboard at `base`, or, when that is '', commands for a POSIX shell. */
export function linksOf(base: string, incidentId: string, productId: string): IncidentFacts['links'] {
  if (base !== '') {
    const show = `${base.replace(/\/+$/u, '')}/incidents/${encodeURIComponent(incidentId)}`;
    return {
      show,
      mute: `${show}/mute`,
      expected: `${show}/expected`,
      wrongSentiment: `${show}/wrong-sentiment`,
    };
  }
  const id = quoted(incidentId.slice(0, SHORT_ID));
  return {
    show: `tonewatch incidents show ${id}`,
    mute: `tonewatch alerts mute --product ${quoted(productId)} --for ${MUTED_FOR}`,
    expected: `tonewatch incidents rate ${id} expected`,
    wrongSentiment: `tonewatch incidents rate ${id} wrong-sentiment --post POST_ID --label neutral`,
  };
}

/** People paste it into a shell: an id must not be more than a word there. */
const quoted = (word: string): string =>
  /^[\w.:/][\w.:/@+-]*$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
