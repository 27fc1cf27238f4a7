/** Brokers refuse records above 1 MiB; the dead letter of a payload holds it whole and must fit as well. */
const MAX_PAYLOAD = 512 * 1024;

/** A payload that is too long for the stream, cut: ingest then finds it incomplete and dead-letters it. */
export function cut(payload: Buffer): Buffer {
  return payload.length > MAX_PAYLOAD ? payload.subarray(0, MAX_PAYLOAD) : payload;
}
