import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, resolve } from 'node:path';

interface Link {
  /** The library as packed, e.g. `native/lib/libicuuc.so.60.2`. */
  readonly source: string;
  /** The name that the loader asks for, e.g. `native/lib/libicuuc.so.60`. */
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links, so the package lists the ones its libraries need and makes them in an
 * install script. We run no install scripts; without the links `initdb` exits with 127.
 */
export function linkLibraries(packageRoot: string, listFile: string): void {
  if (!existsSync(listFile)) return;
  const links = JSON.parse(readFileSync(listFile, 'utf8')) as Link[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), resolve(packageRoot, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
