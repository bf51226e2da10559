// Writes docs/image-packages.md anew, after a change of dependencies.
import { runWithNode } from '@nest-entra/launcher/run-with-node';

await runWithNode(() => import('./src/compose-test/list-packages.ts'));
