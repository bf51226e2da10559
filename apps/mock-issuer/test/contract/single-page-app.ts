import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

const msalBrowser = join(
  dirname(createRequire(import.meta.url).resolve('@azure/msal-browser/package.json')),
  'lib/msal-browser.min.js',
);

export interface SinglePageApp {
  readonly origin: string;
  readonly server: Server;
}

/** What the page is told about the issuer it is to use. */
export interface PageSettings {
  readonly clientId: string;
  readonly authority: string;
  readonly discoveryUrl: string;
  readonly scope: string;
}

/** Serves a page that signs in with the unmodified msal-browser and puts what it got on `window.result`. */
export async function serveSinglePageApp(settings: () => PageSettings): Promise<SinglePageApp> {
  const server = createServer((request, response) => {
    if (request.url === '/msal.js')
      response.setHeader('content-type', 'text/javascript').end(readFileSync(msalBrowser));
    else response.setHeader('content-type', 'text/html').end(page(settings()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

/**
 * The authority is the https address, but its metadata are those of the http listener: a browser that does not trust the
 * local certificate authority signs in all the same.
 */
const page = (settings: PageSettings) => `<!doctype html>
<title>order desk</title>
<script src="/msal.js"></script>
<script type="module">
  const settings = ${JSON.stringify(settings)};
  const authorityMetadata = await (await fetch(settings.discoveryUrl)).text();
  const app = await msal.createStandardPublicClientApplication({
    auth: {
      clientId: settings.clientId,
      authority: settings.authority,
      knownAuthorities: [new URL(settings.authority).host],
      authorityMetadata,
      redirectUri: location.origin + '/',
    },
  });
  const scopes = [settings.scope];
  const signedIn = await app.handleRedirectPromise();
  if (!signedIn) {
    await app.loginRedirect({ scopes });
  } else {
    const { account } = signedIn;
    const refreshed = await app.acquireTokenSilent({ scopes, account, forceRefresh: true });
    window.result = {
      username: account.username,
      homeAccountId: account.homeAccountId,
      first: signedIn.accessToken,
      refreshed: refreshed.accessToken,
    };
  }
</script>`;
