import { z } from 'zod';

const brokers = z
  .array(z.string().regex(/^[^\s:]+:\d{1,5}$/u, 'expected HOST:PORT'))
  .meta({ description: 'Kafka brokers, HOST:PORT each. Empty: the embedded stream.' });

/** How the payloads of one feed become posts. */
export const feedSchema = z.strictObject({
  format: z.enum(['auto', 'post', 'json', 'csv', 'x-v1.1', 'x-v2']).default('auto').meta({
    description: 'What the payloads are. auto looks at each: Avro Post, X v2, X v1.1, else plain JSON.',
  }),
  platform: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/u, 'expected lower-case letters, digits, . _ -')
    .optional()
    .meta({
      description:
        'Platform in the identity of its posts, for formats that do not name one. Default: the name of the feed.',
    }),
  map: z.record(z.string(), z.string()).default({}).meta({
    description:
      'Post field → field (json, dots for nested) or column (csv) of the payload, e.g. id: tweet_id.',
  }),
  columns: z.array(z.string()).default([]).meta({
    description: 'csv: names of the columns, in order; each payload is one CSV record without a header.',
  }),
});
export type FeedConfig = z.infer<typeof feedSchema>;

/**
 * Every setting there is. Each becomes a row of docs/configuration.md; an environment variable is TONEWATCH_ and the
 * path in capitals with underscores (`score.lingerMs` → TONEWATCH_SCORE_LINGER_MS).
 */
export const configSchema = z.strictObject({
  dataDir: z
    .string()
    .default('.tonewatch')
    .meta({ description: 'Everything embedded lives here: stream, PostgreSQL, positions.' }),
  logLevel: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'Least severe level that is logged (to stderr).' }),
  kafka: z
    .strictObject({
      brokers: brokers.default([]),
      clientId: z.string().default('tonewatch').meta({ description: 'Name that brokers see.' }),
      groupPrefix: z
        .string()
        .default('tonewatch')
        .meta({ description: 'Consumer groups are called <prefix>.<stage>.<lane>.' }),
      partitions: z
        .int()
        .min(1)
        .max(1000)
        .default(6)
        .meta({ description: 'Partitions of topics that Tonewatch makes.' }),
      replicationFactor: z
        .int()
        .min(-1)
        .default(-1)
        .meta({ description: 'Replicas of those topics; -1: the broker’s default.' }),
    })
    .prefault({}),
  embedded: z
    .strictObject({
      partitions: z
        .int()
        .min(1)
        .max(64)
        .default(4)
        .meta({ description: 'Partitions of each embedded topic.' }),
      maxPending: z
        .int()
        .min(100)
        .default(20_000)
        .meta({ description: 'Records that a partition may hold before its producer has to wait.' }),
    })
    .prefault({}),
  database: z
    .strictObject({
      url: z
        .string()
        .regex(/^(postgres(ql)?:\/\/.+)?$/u, 'expected postgres://USER:PASSWORD@HOST:PORT/NAME')
        .default('')
        .meta({
          description: 'postgres://… of a PostgreSQL 14 or newer. Empty: the embedded one.',
          secret: true,
        }),
      poolSize: z.int().min(1).max(100).default(4).meta({ description: 'Connections of one process.' }),
    })
    .prefault({}),
  feeds: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9._-]*$/u, 'expected lower-case letters, digits, . _ -'),
      feedSchema,
    )
    .default({})
    .meta({
      description:
        'Feeds by name: topic feeds.<name>. Topics feeds.* that are not named here are read with format auto.',
    }),
  ingest: z
    .strictObject({
      authors: z
        .enum(['hash', 'plain', 'drop'])
        .default('hash')
        .meta({ description: 'What is kept of authors: a keyed hash, the handle, or nothing.' }),
      authorKey: z
        .string()
        .regex(/^(.{16,})?$/u, 'expected 16 characters or more')
        .default('')
        .meta({
          description:
            'Key of the hash, 16 characters or more. Empty: made once and kept in the data directory.',
          secret: true,
        }),
      productsRefreshMs: z
        .int()
        .min(100)
        .default(5_000)
        .meta({ description: 'How often changed products are looked for, milliseconds.' }),
    })
    .prefault({}),
  score: z
    .strictObject({
      model: z.string().default('posts-cnn').meta({ description: 'Name of the model.' }),
      modelsDir: z
        .string()
        .default('')
        .meta({ description: 'Folder that holds the models. Empty: the ones that ship.' }),
      backend: z.enum(['compiled', 'tensorflow']).default('compiled').meta({
        description: 'compiled: no native code. tensorflow: libtensorflow, on a GPU where there is one.',
      }),
      workers: z.int().min(0).max(64).default(0).meta({
        description:
          'compiled: threads that share each batch, with tables of their own. 0: the thread that does the rest.',
      }),
      modelRefreshMs: z.int().min(100).default(5_000).meta({
        description:
          'How often the folder of the model is looked at for another version, milliseconds. SIGHUP asks at once.',
      }),
      maxBatch: z.int().min(1).max(65_536).default(512).meta({ description: 'Posts in a micro-batch.' }),
      lingerMs: z
        .int()
        .min(0)
        .max(10_000)
        .default(20)
        .meta({ description: 'Longest wait to fill a micro-batch, milliseconds.' }),
    })
    .prefault({}),
  sink: z
    .strictObject({
      maxBatch: z.int().min(1).max(50_000).default(2_000).meta({ description: 'Posts in one transaction.' }),
      lingerMs: z
        .int()
        .min(0)
        .max(60_000)
        .default(100)
        .meta({ description: 'Longest wait to fill a transaction, milliseconds.' }),
      partitionsAhead: z
        .int()
        .min(1)
        .max(24)
        .default(2)
        .meta({ description: 'Monthly partitions of mentions made ahead.' }),
    })
    .prefault({}),
  alert: z
    .strictObject({
      evaluateEveryMs: z.int().min(200).max(60_000).default(5_000).meta({
        description:
          'How often products with new mentions are evaluated, milliseconds; all are once a minute. An incident opens when the tests hold twice.',
      }),
      groupWaitMs: z.int().min(0).max(300_000).default(5_000).meta({
        description:
          'An incident of a product with a brand waits so long for others of its brand: they become one message.',
      }),
      linkBase: z
        .string()
        .regex(/^(https?:\/\/\S+[^/\s])?$/u, 'expected http(s)://… without a slash at the end')
        .default('')
        .meta({
          description:
            'Address of the dashboard, for links in messages. Empty: messages name commands instead.',
        }),
    })
    .prefault({}),
  retry: z
    .strictObject({
      initialMs: z
        .int()
        .min(1)
        .default(100)
        .meta({ description: 'First wait after a transient failure; doubles each time.' }),
      maxMs: z.int().min(1).default(10_000).meta({ description: 'Longest wait between two tries.' }),
      limitMs: z.int().min(0).default(600_000).meta({
        description: 'A stage that has failed for so long stops its process with an error; nothing is lost.',
      }),
    })
    .prefault({}),
});

export type Config = z.infer<typeof configSchema>;
