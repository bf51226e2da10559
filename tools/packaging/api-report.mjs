// npm run api:update
import { runWithNode } from '@nest-entra/launcher/run-with-node';

await runWithNode(() => import('./src/public-api/main.ts'));
