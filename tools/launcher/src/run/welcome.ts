import { relative, resolve } from 'node:path';
import { type Settings, urlsOf } from './settings.ts';

/** What a developer needs to know when everything runs. */
export function welcome(settings: Settings, localEnvFile: string): string {
  const url = urlsOf(settings);
  return `
  Fulfillment   ${url.FULFILLMENT}/docs
  Inventory     ${url.INVENTORY}/docs
  Mock issuer   ${url.ISSUER_HTTP} (dashboard), ${url.ISSUER}
  Key Vault     ${url.VAULT}
  PostgreSQL    ${postgres(settings)}

  Place an order:

    . ${shown(localEnvFile)}
    TOKEN=$(curl -sS "$ISSUER_HTTP_URL/$TENANT_ID/oauth2/v2.0/token" -d grant_type=client_credentials \\
      -d client_id="$STOREFRONT_CLIENT_ID" --data-urlencode client_secret="$STOREFRONT_CLIENT_SECRET" \\
      -d scope="$FULFILLMENT_SCOPE" | sed -E 's/.*"access_token":"([^"]+)".*/\\1/')
    curl -sS "$FULFILLMENT_URL/orders" -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $(date +%s)" \\
      -H 'Content-Type: application/json' -d '{ "lines": [{ "sku": "KEYBOARD-01", "quantity": 1 }] }'

  "npm run demo" explains it step by step. Ctrl-C stops everything; the data stays.
`;
}

function postgres({ postgresUrl, postgresPort, dataDirectory }: Settings): string {
  // a URL that somebody set may hold a password
  if (postgresUrl !== undefined) return `${new URL(postgresUrl).host} (POSTGRES_URL)`;
  const passwordFile = shown(resolve(dataDirectory, 'postgres-password'));
  return `127.0.0.1:${postgresPort}, superuser postgres, password in ${passwordFile}`;
}

/** As somebody would type it here. A shell looks for `. name` without a slash in PATH, hence the `./`. */
function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : `./${path}`;
}
