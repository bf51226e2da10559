// Plain JavaScript that any Node can parse, so that an old one gets a sentence and not a stack of syntax errors.
const floor = { major: 24, minor: 9 };

/**
 * Runs what `load` imports: TypeScript, which a new enough Node runs as it is. Ends the process.
 *
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load
 */
export async function runWithNode(load) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < floor.major || (major === floor.major && minor < floor.minor)) {
    console.error(
      `Node ${process.version} is too old, ${floor.major}.${floor.minor} or newer is needed. ` +
        'Run "npm ci": it installs one, which "npm start" and "npm run demo" then use.',
    );
    process.exit(1);
  }
  try {
    const { main } = await load();
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    console.error(missing ? `Something is not installed: run "npm ci" first. (${error.message})` : error);
    process.exit(1);
  }
}
