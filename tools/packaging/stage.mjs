// npm run package:auth
import { runWithNode } from '@nest-entra/launcher/run-with-node';

await runWithNode(() => import('./src/stage/main.ts'));
