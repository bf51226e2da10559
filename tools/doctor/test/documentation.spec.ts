import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USAGE } from '../src/command-line.js';
import { DOCTOR_CODES } from '../src/doctor-codes.js';
import { ENTRA_PAGE, ENTRA_REMEDIES } from '../src/entra-says.js';
import { type FaultCode, pageOf, TABLES } from '../src/fault-code.js';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');
const troubleshooting = read('docs/troubleshooting.md');

/** As GitHub makes them. */
const anchorsOf = (page: string) =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the documentation', () => {
  it.each(Object.entries(DOCTOR_CODES))('lists %s as the code does', (code, { meaning, remedy }) => {
    const [row = ''] = troubleshooting.split('\n').filter((line) => line.startsWith(`| \`${code}\``));
    expect(row.split('|').map((cell) => cell.trim())).toEqual(['', `\`${code}\``, meaning, remedy, '']);
  });

  it('lists every number of Entra that has a remedy', () => {
    for (const number of Object.keys(ENTRA_REMEDIES)) expect(troubleshooting).toContain(number);
  });

  it('has every place that a fault points at', () => {
    const codes = [...Object.keys(TABLES), 'AUTH_CONFIG_TENANT'] as FaultCode[];
    const places = new Set([...codes.map(pageOf), ENTRA_PAGE, 'docs/troubleshooting.md#key-vault-says']);
    for (const place of places) {
      const [page = '', anchor] = place.split('#');
      expect({ place, anchors: anchorsOf(page) }).toEqual({
        place,
        anchors: expect.arrayContaining([anchor]),
      });
    }
  });

  it('names every option', () => {
    const options = USAGE.match(/^ {2}--[\w-]+/gm)?.map((option) => option.trim()) ?? [];
    expect(options).toHaveLength(6);
    for (const option of options.filter((one) => one !== '--help')) expect(troubleshooting).toContain(option);
  });
});
