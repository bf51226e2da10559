import { type Tree } from '@nx/devkit';

/** The line in a table above which new entries go: `// nx g @nest-entra/tools:service …`, with what it takes. */
const marker = (what: string) =>
  new RegExp(`^[ \\t]*(//|#) nx g @nest-entra/tools:service adds ${what} here$`, 'm');

/**
 * Writes new entries into a table that people maintain, above its marker.
 *
 * @throws {Error} if the marker is gone: better than a service that is missing somewhere
 */
export function insertAboveMarker(tree: Tree, file: string, what: string, text: string): void {
  const content = tree.read(file, 'utf8') ?? '';
  const line = marker(what).exec(content);
  if (!line) {
    throw new Error(
      `${file} has no line "nx g @nest-entra/tools:service adds ${what} here": put it back where they belong.`,
    );
  }
  tree.write(file, content.slice(0, line.index) + text.replace(/^\n/, '') + content.slice(line.index));
}
