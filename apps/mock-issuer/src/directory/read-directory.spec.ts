import { defaultDirectory } from './default-directory.js';
import { type DirectoryInput } from './directory.schema.js';
import { DirectoryFileError, readDirectory } from './read-directory.js';

const table = (): DirectoryInput =>
  defaultDirectory({
    fulfillmentUrl: 'http://localhost:3000',
    vaultResource: 'https://vault.azure.net',
    workloadIssuer: 'https://cluster.example.com',
  });

describe('a directory file', () => {
  it('is the default table as JSON, if you like', () => {
    expect(readDirectory('file.json', JSON.stringify(table()))).toEqual(readDirectory('code', table()));
  });

  it.each([
    ['no JSON', '{', /file\.json is not JSON/],
    ['no table', '[]', /\(the whole file\)/],
    ['a client id that is none', edited('x', 'applications', 2, 'clientId'), /applications\[2\]\.clientId/],
    ['a misspelt member', edited([], 'applications', 0, 'approles'), /applications\[0\].*approles/],
    [
      'a role that the resource does not define',
      edited('Inventory.Destroy', 'roleAssignments', 1, 'role'),
      /roleAssignments\[1\]\.role: "inventory" has no app role "Inventory\.Destroy"/,
    ],
    [
      'a role for nobody',
      edited('ghost', 'roleAssignments', 0, 'principal'),
      /roleAssignments\[0\]\.principal: nobody has the key "ghost"/,
    ],
    ['a consent of no user', edited('ghost', 'consents', 0, 'user'), /consents\[0\]\.user/],
    [
      'a consent to no scope',
      edited(['Orders.Paint'], 'consents', 0, 'scopes'),
      /consents\[0\]\.scopes: "fulfillment" has no delegated scope "Orders\.Paint"/,
    ],
    [
      'vault access for nobody',
      edited('ghost', 'vaultAccess', 0, 'principal'),
      /vaultAccess\[0\]\.principal/,
    ],
    ['two entries of one key', edited('inventory', 'users', 0, 'key'), /share a key/],
  ])('with %s is refused by the path of the mistake', (_name, content, message) => {
    expect(() => readDirectory('file.json', content)).toThrow(DirectoryFileError);
    expect(() => readDirectory('file.json', content)).toThrow(message);
  });
});

/** The default table as JSON, with one value at `path` replaced. */
function edited(value: unknown, ...path: readonly (string | number)[]): string {
  const copy: unknown = structuredClone(table());
  const parent = path.slice(0, -1).reduce((node, step) => (node as never)[step] as unknown, copy);
  Object.assign(parent as object, { [String(path.at(-1))]: value });
  return JSON.stringify(copy);
}
