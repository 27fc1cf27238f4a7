/** Where platforms put the id of a post, in the order in which they are looked for; dots lead into objects. */
const usualPaths = ['id_str', 'id', 'data.id', 'delete.status.id_str', 'delete.status.id'];

/** Finds the native id of a payload: its key in the feed topic, so that all versions of one post keep their order. */
export function nativeIdReader(mappedPath: string | undefined): (payload: unknown) => string | null {
  const paths = (mappedPath === undefined ? usualPaths : [mappedPath]).map((path) => path.split('.'));
  return (payload) => {
    for (const path of paths) {
      const id = path.reduce(member, payload);
      if (typeof id === 'string' || typeof id === 'number') return String(id);
    }
    return null;
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
