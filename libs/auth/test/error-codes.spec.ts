import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ACQUIRE_ERRORS } from '../src/acquire/error-codes.js';
import { configurationCodes } from '../src/configuration-codes.js';
import { authErrorCodes, type AuthErrorEntry } from '../src/protect/index.js';

const page = fileURLToPath(new URL('../../../docs/error-codes.md', import.meta.url));

const introduction = `# Error codes of \`@nest-entra/auth\`

Made from the tables in \`libs/auth/src/protect/errors/auth-error-codes.ts\`, \`libs/auth/src/acquire/error-codes.ts\` and
\`libs/auth/src/configuration-codes.ts\`; a test compares. A code keeps its meaning once it is published: branch on codes,
alert on them, never on texts. What else a service of this repository answers with is in
[problem-codes.md](problem-codes.md).

## Refusals of the guard

The caller gets an RFC 9457 problem with the status, the title and the code, and, with 400, 401 and 403, the challenge of
RFC 6750 in \`WWW-Authenticate\`. What a code means and how to mend it is in the log of the service, in the event
\`auth.decision\`, never in the answer. What is said about a token's claims is said only after its signature was verified.
`;

function refusal(code: string, { status, title, meaning, remedy }: AuthErrorEntry): string {
  return `### ${code}\n\n\`${status}\` ${title}\n\n- **Means:** ${meaning}\n- **Mend:** ${remedy}\n`;
}

function failure(
  code: string,
  { meaning, remedy }: (typeof ACQUIRE_ERRORS)[keyof typeof ACQUIRE_ERRORS],
): string {
  return `### ${code}\n\n- **Means:** ${meaning}\n- **Mend:** ${remedy}\n`;
}

const boot = `They stop the boot, as an \`EntraConfigurationError\` whose message is one sentence that names the variable or option
and says how to mend it. \`npm run doctor\` finds those of variables, too.`;

const mistake = ([code, meaning]: readonly [string, string]) => `- \`${code}\`: ${meaning}\n`;

function documentation(): string {
  return [
    introduction,
    ...Object.entries(authErrorCodes).map(([code, entry]) => refusal(code, entry)),
    '## Failures to obtain a token or to call an API\n\nThey are thrown as typed errors with this `code`, and logged.\n',
    ...Object.entries(ACQUIRE_ERRORS).map(([code, entry]) => failure(code, entry)),
    `## Mistakes in the set-up\n\n${boot}\n`,
    Object.entries(configurationCodes).map(mistake).join(''),
  ].join('\n');
}

describe('the documentation of the error codes', () => {
  it('says what the code says; UPDATE_DOCS=1 writes it anew', async () => {
    const expected = documentation();
    if (process.env['UPDATE_DOCS']) await writeFile(page, expected);
    expect(await readFile(page, 'utf8')).toBe(expected);
  });

  it('tells of every code what it means and how to mend it, in whole sentences', () => {
    for (const { meaning, remedy } of [...Object.values(authErrorCodes), ...Object.values(ACQUIRE_ERRORS)]) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
    for (const meaning of Object.values(configurationCodes)) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps the text for the caller free of what a header field could not hold', () => {
    for (const { title } of Object.values(authErrorCodes)) expect(title).toMatch(/^[A-Za-z0-9 ,.()-]+$/);
  });
});
