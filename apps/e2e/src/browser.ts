import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where a Chromium is installed, if one is. `REQUIRE_BROWSER` makes its absence an error. */
export function findBrowser(): string | undefined {
  const found = places.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  const absence = 'no Chromium was found (CHROMIUM_PATH names one)';
  if (process.env.REQUIRE_BROWSER) throw new Error(`REQUIRE_BROWSER is set, but ${absence}.`);
  console.warn(`SKIPPED: ${absence}, so nobody signed in at /docs.`);
  return undefined;
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // Chromium's sandbox refuses to run as root, which is who containers run as
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
