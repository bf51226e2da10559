import { faultOf } from '../fault.js';
import { failed, type Finding, passed } from '../finding.js';
import { resolveName } from './reach.js';

/** Whether the authority's host name means anything here. */
export async function checkName(authorityHost: string): Promise<Finding> {
  const reach = await resolveName(authorityHost);
  if (reach.kind === 'reached') return passed(reach.facts, undefined);
  const { hostname } = new URL(authorityHost);
  return failed(
    faultOf('AUTHORITY_NAME_NOT_FOUND', {
      cause: `The name ${hostname} does not resolve (${reach.detail}).`,
    }),
  );
}
