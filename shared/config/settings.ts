import { z } from 'zod';
import { configSchema } from './schema.ts';

/** One setting, as the schema describes it: for environment variables, messages and docs/configuration.md. */
export interface Setting {
  /** e.g. `['score', 'lingerMs']`; `<name>` stands for a name that the user chooses. */
  readonly path: readonly string[];
  /** Environment variable; null where a name of the user's is part of the path. */
  readonly variable: string | null;
  readonly kind: 'text' | 'list' | 'value';
  /** What is allowed, for people: `integer, 1 to 1000`. */
  readonly allowed: string;
  readonly fallback: unknown;
  readonly description: string;
  readonly secret: boolean;
}

type Node = z.core.JSONSchema.BaseSchema;

/** Every setting of the configuration, in the order of the schema. */
export const settings: readonly Setting[] = [...walk(z.toJSONSchema(configSchema, { io: 'input' }), [])];

function* walk(node: Node, path: readonly string[]): Generator<Setting> {
  if (node.properties) {
    for (const [name, child] of Object.entries(node.properties)) yield* walk(asNode(child), [...path, name]);
    return;
  }
  yield settingOf(node, path);
  const values = node.additionalProperties;
  if (typeof values === 'object' && values.properties) yield* walk(values, [...path, '<name>']);
}

function asNode(child: z.core.JSONSchema.JSONSchema | boolean): Node {
  return typeof child === 'object' ? child : {};
}

function settingOf(node: Node, path: readonly string[]): Setting {
  return {
    path,
    variable: path.includes('<name>') ? null : variableOf(path),
    kind: node.type === 'string' ? 'text' : node.type === 'array' ? 'list' : 'value',
    allowed: allowedBy(node),
    fallback: node.default,
    description: node.description ?? '',
    secret: node['secret'] === true,
  };
}

/** `score.lingerMs` → `TONEWATCH_SCORE_LINGER_MS`. */
function variableOf(path: readonly string[]): string {
  const words = path.map((part) => part.replace(/([a-z0-9])([A-Z])/gu, '$1_$2').toUpperCase());
  return ['TONEWATCH', ...words].join('_');
}

function allowedBy(node: Node): string {
  if (node.enum) return `one of ${node.enum.join(', ')}`;
  if (node.type === 'array') return 'list of texts';
  if (node.type === 'object') return 'names with their values';
  if (node.type === 'string') return 'text';
  const { type = 'value', minimum = -Infinity, maximum = Infinity } = node;
  if (maximum >= Number.MAX_SAFE_INTEGER) return `${String(type)}, ${minimum} or more`;
  return `${String(type)}, ${minimum} to ${maximum}`;
}
