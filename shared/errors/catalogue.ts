/**
 * Every error that Tonewatch raises on purpose: its code, whether trying again can help, what it means and what to do.
 * `docs/errors.md` is generated from this table; a dead letter carries the code.
 */
export interface CatalogueEntry {
  /** `transient`: the same input may succeed later. `permanent`: it never will; a record goes to dead letters. */
  readonly kind: 'transient' | 'permanent';
  readonly meaning: string;
  readonly remedy: string;
}

const entries = {
  CONFIG_INVALID: {
    kind: 'permanent',
    meaning: 'The configuration file, an environment variable or an option has a value that is not allowed.',
    remedy: 'Correct what is named; --help and docs/configuration.md say what is allowed.',
  },
  NODE_UNSUPPORTED: {
    kind: 'permanent',
    meaning: 'This version of Node.js is too old.',
    remedy: 'Install Node.js 20.19 or newer.',
  },
  INPUT_FILE_UNREADABLE: {
    kind: 'permanent',
    meaning: 'A file named on the command line is missing, cannot be read, or is not what was expected.',
    remedy: 'Check the path, its permissions and what is in the file.',
  },
  PAYLOAD_NOT_JSON: {
    kind: 'permanent',
    meaning: 'The payload in a feed topic is not valid JSON.',
    remedy: 'Fix the producer of that feed, or set the format of the feed if it is not JSON.',
  },
  PAYLOAD_INVALID: {
    kind: 'permanent',
    meaning: 'The payload has no field that a post needs, or one of the wrong type or out of range.',
    remedy: 'The message names the field; map it with --map or feeds.<name>.map.',
  },
  AVRO_UNKNOWN_SCHEMA: {
    kind: 'permanent',
    meaning: 'A record was written with an Avro schema that this release does not know.',
    remedy: 'Upgrade the reader first, or check that the topic holds Tonewatch records.',
  },
  AVRO_MALFORMED: {
    kind: 'permanent',
    meaning: 'The bytes are not a complete Avro record of the expected type.',
    remedy: 'Look at the original bytes in the dead letter; check who writes to that topic.',
  },
  QUERY_SYNTAX: {
    kind: 'permanent',
    meaning: 'A product query cannot be parsed; the message points at the character.',
    remedy: 'Correct the query at the position shown; docs/queries.md has the grammar.',
  },
  PRODUCTS_INVALID: {
    kind: 'permanent',
    meaning: 'A products file or row lacks a field or has a query that cannot be parsed.',
    remedy: 'Correct the entry named; examples/ has ready product files.',
  },
  KAFKA_UNREACHABLE: {
    kind: 'transient',
    meaning: 'No Kafka broker answered.',
    remedy: 'Check --kafka HOST:PORT and that the broker runs.',
  },
  STREAM_CLOSED: {
    kind: 'permanent',
    meaning: 'The stream was used after it had been closed.',
    remedy: 'Report it: stages must stop before the stream closes.',
  },
  STREAM_DIRECTORY_IN_USE: {
    kind: 'permanent',
    meaning: 'Another process works on the same data directory.',
    remedy: 'Stop the other process or give another --data-dir.',
  },
  STREAM_TOPIC_UNKNOWN: {
    kind: 'transient',
    meaning: 'A topic is read or written that does not exist (any more).',
    remedy: 'Make the topic, or start Tonewatch again: it makes its own topics when it starts.',
  },
  STREAM_WRITE_FAILED: {
    kind: 'transient',
    meaning: 'The embedded stream cannot write to its directory: most often the disk is full.',
    remedy: 'See the message; make room, or give another --data-dir.',
  },
  STREAM_DAMAGED: {
    kind: 'permanent',
    meaning: 'A file of the embedded stream does not hold what was written to it.',
    remedy: 'Check the disk; move the topic folder named away to start with an empty one.',
  },
  STREAM_RECORD_TOO_LARGE: {
    kind: 'permanent',
    meaning: 'A record is larger than the broker takes.',
    remedy: 'Raise max.message.bytes of the topic, or send less.',
  },
  KAFKA_REFUSED: {
    kind: 'transient',
    meaning: 'The Kafka broker refused a request, for instance for want of a permission.',
    remedy: 'See the message; it is that of the broker.',
  },
  DATABASE_UNREACHABLE: {
    kind: 'transient',
    meaning: 'PostgreSQL does not accept connections.',
    remedy: 'Check --database URL and that the server runs.',
  },
  DATABASE_CONFLICT: {
    kind: 'transient',
    meaning: 'PostgreSQL rolled the transaction back because of a deadlock or a serialisation failure.',
    remedy: 'None: the batch is tried again.',
  },
  DATABASE_REJECTED: {
    kind: 'permanent',
    meaning: 'PostgreSQL refused the values of a record.',
    remedy: 'Look at the dead letter; the message is that of PostgreSQL.',
  },
  DATABASE_FAILED: {
    kind: 'transient',
    meaning:
      'PostgreSQL failed for a reason that is not in the record: permissions, disk space, a missing table.',
    remedy: 'See the message; `tonewatch migrate` brings the tables up to date.',
  },
  DATABASE_UNSUPPORTED: {
    kind: 'permanent',
    meaning: 'The server is older than PostgreSQL 14, or is not PostgreSQL.',
    remedy: 'Use PostgreSQL 14 or newer.',
  },
  DATABASE_NOT_MIGRATED: {
    kind: 'permanent',
    meaning: 'The tables are not those of this release.',
    remedy: 'Run `tonewatch migrate`, or start any service: each brings the tables up to date.',
  },
  DATABASE_INCONSISTENT: {
    kind: 'permanent',
    meaning: 'sentiment_minutes does not equal a recount of mentions.',
    remedy: 'Report it: it is a bug. docs/database.md has the query that counts anew.',
  },
  DATABASE_EMBEDDED_FAILED: {
    kind: 'permanent',
    meaning: 'The embedded PostgreSQL could not be prepared or started.',
    remedy: 'See the message; or give --database URL of a PostgreSQL 14 or newer.',
  },
  MODEL_NOT_FOUND: {
    kind: 'permanent',
    meaning: 'There is no model of that name under models/.',
    remedy: 'Run `tonewatch models` to list them, or train one with `tonewatch train`.',
  },
  MODEL_INVALID: {
    kind: 'permanent',
    meaning: 'The files of the model are incomplete or do not fit each other.',
    remedy: 'Train or copy the model again; the message names the file.',
  },
  TRAINING_STOPPED: {
    kind: 'transient',
    meaning: 'A training run was asked to stop before its end.',
    remedy: 'Give the same command again: it goes on from its checkpoint.',
  },
  TENSORFLOW_UNAVAILABLE: {
    kind: 'permanent',
    meaning: 'The tensorflow backend was asked for, and libtensorflow is not set up.',
    remedy: 'Run infra/tensorflow/setup.sh once, or use the compiled backend.',
  },
  BACKEND_UNSUPPORTED: {
    kind: 'permanent',
    meaning: 'The backend that was asked for cannot compute models of this architecture.',
    remedy: 'Choose the other one with --backend, or another model.',
  },
  SCORER_FAILED: {
    kind: 'transient',
    meaning: 'A worker thread that scores posts ended before it had answered; another one is started.',
    remedy: 'If it happens again, look for a lack of memory: each of score.workers has tables of its own.',
  },
  NOTIFICATION_FAILED: {
    kind: 'transient',
    meaning: 'The receiver of an alert could not be reached, answered too late, or answered with an error.',
    remedy:
      'None at first: it is tried again until it arrives. `tonewatch alerts channels test NAME` shows what happens.',
  },
  NOTIFICATION_REFUSED: {
    kind: 'permanent',
    meaning:
      'A message cannot be sent as the channel is set: its address is not allowed, or a secret is missing.',
    remedy:
      'Correct the channel: `tonewatch alerts channels set NAME`; private addresses need --allow-private.',
  },
  ALERT_SETTING_INVALID: {
    kind: 'permanent',
    meaning: 'A rule, channel, mute or rating has a value that is not allowed.',
    remedy: 'Correct what is named; `tonewatch alerts --help` and docs/alerting.md say what is allowed.',
  },
  INCIDENT_UNKNOWN: {
    kind: 'permanent',
    meaning: 'There is no incident with that id.',
    remedy: 'Run `tonewatch incidents list` to see them.',
  },
  COUNTS_INVALID: {
    kind: 'permanent',
    meaning: 'A file of counts has no column that is needed, or a row with a value that is not allowed.',
    remedy:
      'Expected: CSV with product,time,mentions,negative; time in ISO 8601 UTC, buckets of 1 to 60 minutes.',
  },
  STAGE_FAILED: {
    kind: 'permanent',
    meaning: 'A stage threw an error that is not in this catalogue while it processed a record.',
    remedy: 'Report it with the dead letter: it is a bug.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof entries;
export const catalogue: Readonly<Record<ErrorCode, CatalogueEntry>> = entries;
