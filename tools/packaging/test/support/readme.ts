import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { library } from '../../src/repository.ts';

/** One of the applications whose code the README is: what it installs, and its files by their paths. */
export interface ReadmeApplication {
  readonly packages: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

interface CodeBlock {
  readonly line: number;
  readonly language: string;
  readonly content: string;
}

/**
 * Takes the applications out of libs/auth/README.md. A TypeScript block names its file in its first line; an
 * `npm install` belongs to the application of the next such block.
 *
 * @throws Error for a block of any other form: nothing would run it
 */
export function readApplications(markdown = readReadme()): ReadonlyMap<string, ReadmeApplication> {
  const applications = new Map<string, { packages: string[]; files: Map<string, string> }>();
  let toInstall: string[] = [];
  for (const block of codeBlocks(markdown)) {
    const [, packages] = /^npm install ([^\n]+)\n$/.exec(block.content) ?? [];
    const [, name, path] = /^\/\/ ([\w-]+)\/((?:src|test)\/[\w./-]+\.ts)\n/.exec(block.content) ?? [];
    if (block.language === 'sh' && packages !== undefined) {
      toInstall = packages.split(' ');
    } else if (block.language === 'ts' && name !== undefined && path !== undefined) {
      const application = applications.get(name) ?? { packages: toInstall, files: new Map() };
      application.files.set(path, block.content);
      applications.set(name, application);
    } else {
      throw new Error(`README.md:${block.line}: nothing runs this block, so nothing keeps it true`);
    }
  }
  return applications;
}

function readReadme(): string {
  return readFileSync(resolve(library, 'README.md'), 'utf8');
}

function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(
    ({ index, 1: language = '', 2: content = '' }) => ({
      line: markdown.slice(0, index).split('\n').length,
      language,
      content,
    }),
  );
}
