import { directorySchema, type DirectoryTable } from './directory.schema.js';

/** Names every mistake by its path in the file, such as `applications[2].clientId`. */
export class DirectoryFileError extends Error {
  override readonly name = 'DirectoryFileError';
}

/**
 * @param source what the message calls it: a file's path
 * @param content the file's text, or a table in code
 * @throws {DirectoryFileError}
 */
export function readDirectory(source: string, content: unknown): DirectoryTable {
  const result = directorySchema.safeParse(
    typeof content === 'string' ? parseJson(source, content) : content,
  );
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${dotted(issue.path)}: ${issue.message}`);
  throw new DirectoryFileError(`${source} is not a usable directory:\n${lines.join('\n')}`);
}

function parseJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DirectoryFileError(
      `${source} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
}

function dotted(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return steps.join('').replace(/^\./, '') || '(the whole file)';
}
