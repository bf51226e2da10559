import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workspace } from './workspace.js';

export interface Page {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

/** Everything that is written for people. */
export function pages(): Page[] {
  const patterns = ['*.md', 'docs/**/*.md', '{apps,libs,tools,deploy}/*/*.md'];
  return globSync(patterns, { cwd: workspace })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(resolve(workspace, path), 'utf8') }));
}

/** The fragments that a page's headings can be linked by, as GitHub makes them. */
export function anchors({ text }: Page): Set<string> {
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
