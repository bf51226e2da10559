/**
 * Runs a reader over data and returns the paths of the fields that it never looked at.
 *
 * The generated validators accept fields that the schema does not know, as an API server does without
 * `--validate=strict`: a misspelt `livenesProbe` would pass. What a validator never reads, the schema does not have.
 */
export function unreadFields(data: object, reader: (recorded: object) => void): string[] {
  const fields = new Set(pathsOf(data, ''));
  reader(recording(data, '', (path) => fields.delete(path)));
  return [...fields];
}

function recording<T extends object>(data: T, prefix: string, onRead: (path: string) => void): T {
  return new Proxy(data, {
    get(target, key, receiver): unknown {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof key !== 'string') return value;
      const path = `${prefix}/${key}`;
      onRead(path);
      return isObject(value) ? recording(value, path, onRead) : value;
    },
  });
}

function pathsOf(data: object, prefix: string): string[] {
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) => {
    const path = `${prefix}/${key}`;
    return isObject(value) ? [path, ...pathsOf(value, path)] : [path];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
