// npm run test:compose
import { runWithNode } from '@nest-entra/launcher/run-with-node';

await runWithNode(() => import('./src/compose-test/main.ts'));
