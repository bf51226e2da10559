import { readFile, writeFile } from 'node:fs/promises';

/** A problem, and what there is to say of it beyond the words that callers get. */
export interface ExplainedProblem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** Whole sentences. */
  readonly meaning: string;
  /** What the caller, or who runs the service, does about it. */
  readonly remedy: string;
}

/** Markdown: an entry for each problem. */
export function problemEntries(problems: readonly ExplainedProblem[]): string {
  return problems
    .map(
      ({ code, status, title, meaning, remedy }) =>
        `### ${code}\n\n\`${String(status)}\` ${title}\n\n- **Means:** ${meaning}\n- **Do:** ${remedy}\n`,
    )
    .join('\n');
}

/**
 * What a page says between `<!-- name -->` and `<!-- /name -->`. With the variable UPDATE_DOCS it is made to say
 * what it should.
 *
 * @throws Error if the page has no such section
 */
export async function sectionOf(page: URL, name: string, expected: string): Promise<string> {
  const [start, end] = [`<!-- ${name} -->\n\n`, `\n<!-- /${name} -->`];
  const text = await readFile(page, 'utf8');
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)];
  if (!text.includes(start) || to < from) throw new Error(`${page.pathname} has no section ${name}`);
  if (!process.env['UPDATE_DOCS']) return text.slice(from, to);
  await writeFile(page, text.slice(0, from) + expected + text.slice(to));
  return expected;
}
