import { accessSync, constants } from 'node:fs';
import { faultOf } from '../fault.js';
import { failed, type Fault, type Finding, passed } from '../finding.js';
import { connectTo, type Unreached } from './reach.js';

/** Whether somebody listens at the authority, and shows a certificate that this process trusts. */
export async function checkConnection(authorityHost: string): Promise<Finding> {
  const reach = await connectTo(authorityHost);
  return reach.kind === 'reached'
    ? passed(reach.facts, undefined)
    : failed(faultAt(authorityHost, reach.kind, reach.detail));
}

function faultAt(host: string, kind: Unreached, detail: string): Fault {
  switch (kind) {
    case 'name-not-found':
      return faultOf('AUTHORITY_NAME_NOT_FOUND', {
        cause: `The name in ${host} does not resolve (${detail}).`,
      });
    case 'refused':
      return faultOf('AUTHORITY_REFUSED', { cause: `No connection to ${host} (${detail}).` });
    case 'timeout':
      return faultOf('AUTHORITY_TIMEOUT', { cause: `No connection to ${host} in time (${detail}).` });
    case 'not-trusted':
      return faultOf('AUTHORITY_NOT_TRUSTED', {
        cause: `This process does not trust the TLS certificate of ${host} (${detail}); ${extraCertificates()}.`,
      });
  }
}

/** Node passes over a file that it cannot read, with a warning that is easily overlooked. */
function extraCertificates(): string {
  const file = process.env['NODE_EXTRA_CA_CERTS'];
  if (!file) return 'NODE_EXTRA_CA_CERTS is not set';
  try {
    accessSync(file, constants.R_OK);
    return `NODE_EXTRA_CA_CERTS is ${file}, which does not vouch for it`;
  } catch {
    return `NODE_EXTRA_CA_CERTS is ${file}, which cannot be read`;
  }
}
