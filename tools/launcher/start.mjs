// npm start, npm run dev
import { runWithNode } from './run-with-node.mjs';

await runWithNode(() => import('./src/main.ts'));
