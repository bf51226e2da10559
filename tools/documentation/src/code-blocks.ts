import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { workspace } from './workspace.js';

/** A fenced block of a page. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** Every fenced block of a page of this workspace, in order; those of one language, if it is named. */
export function codeBlocks(page: string, language?: string): CodeBlock[] {
  const markdown = readFileSync(resolve(workspace, page), 'utf8');
  return [...markdown.matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .map(([, name = '', text = '']) => ({ language: name, text }))
    .filter((block) => language === undefined || block.language === language);
}
