// npm run demo
import { runWithNode } from './run-with-node.mjs';

await runWithNode(() => import('./src/demo/main.ts'));
