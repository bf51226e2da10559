import { optionalPackage } from './optional-package.js';

describe('an optional package', () => {
  it('that is missing is named, with what needs it and how to get it', async () => {
    const missing = optionalPackage('@azure/nothing', 'a Key Vault credential', () =>
      Promise.reject(new Error('Cannot find package')),
    );
    await expect(missing).rejects.toMatchObject({
      code: 'AUTH_CONFIG_PACKAGE',
      message: expect.stringMatching(
        /a Key Vault credential needs the package @azure\/nothing.*npm install @azure\/nothing/,
      ),
    });
  });
});
