import { type Authority } from '@nest-entra/auth/acquire';
import { KeysUnavailableError, readSigningKeys } from '@nest-entra/auth/protect';
import { faultOf } from '../fault.js';
import { failed, type Finding, passed } from '../finding.js';

/** Whether tokens can be verified: the same keys, judged by the same rules as in the guard. */
export async function checkSigningKeys({ tenantId, host, issuer, keysUri }: Authority): Promise<Finding> {
  try {
    const { usable, ignored } = await readSigningKeys({ tenantId, authorityHost: host, issuer });
    return passed(
      {
        usable: usable.length,
        kids: usable,
        ...(ignored.length > 0 && { ignored: ignored.map(({ kid, reason }) => `${kid} (${reason})`) }),
      },
      undefined,
    );
  } catch (error) {
    if (!(error instanceof KeysUnavailableError)) throw error;
    return failed(
      faultOf('AUTH_KEYS_UNAVAILABLE', {
        cause: `No usable signing key at ${keysUri}: ${reasonOf(error.cause)}.`,
        remedy: `Look at that address with curl: ${host} is reached, so that a proxy or an outage of this one document is likely.`,
      }),
    );
  }
}

/** `fetch` says "fetch failed" and hides why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
