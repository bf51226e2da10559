import { readApplications } from './support/readme.ts';

const fence = '```';
const page = (language: string, text: string) => `# A page\n\n${fence}${language}\n${text}\n${fence}\n`;

describe('the code blocks of the README', () => {
  it.each([
    ['TypeScript without the name of its file', 'ts', 'const issuer = await TestIssuer.start();'],
    ['TypeScript in a file that is not compiled', 'ts', '// inventory/notes.ts\nexport {};'],
    ['a command other than npm install', 'sh', 'npm start'],
    ['two commands', 'sh', 'npm install zod\nnpm start'],
    ['another language', 'json', '{}'],
    ['no language', '', 'npm install zod'],
  ])('are refused if nothing runs them: %s', (_, language, text) => {
    expect(() => readApplications(page(language, text))).toThrow('README.md:3: nothing runs this block');
  });

  it('are two applications', () => {
    expect([...readApplications().keys()]).toEqual(['inventory', 'fulfillment']);
  });
});
