// npm start, npm run dev. Plain JavaScript that any Node can parse, so that an old one gets a sentence, not a stack.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 9)) {
  console.error(
    `Node ${process.version} is too old, 24.9 or newer is needed. "npm ci" brings one that "npm start" then uses.`,
  );
  process.exit(1);
}

try {
  const { main } = await import('./src/main.ts');
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  console.error(missing ? `Something is not installed: run "npm ci" first. (${error.message})` : error);
  process.exit(1);
}
