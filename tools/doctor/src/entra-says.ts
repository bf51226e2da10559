/**
 * Entra's numbers, for people: nothing but the wording of a remedy hangs on them ("apps that take a dependency on text
 * or error code numbers will be broken over time"). `docs/troubleshooting.md` lists the same; a test compares.
 */
export const ENTRA_REMEDIES: Readonly<Record<string, string>> = {
  AADSTS7000215: "Put the secret's value into the vault, not its id.",
  AADSTS7000222: 'The client secret has expired: append a new one and put it into the vault.',
  AADSTS700016:
    'No such application in this tenant: compare ENTRA_CLIENT_ID and ENTRA_TENANT_ID with the portal.',
  AADSTS700027:
    'The certificate is not registered on the application, or has expired: upload the current one.',
  AADSTS700024: 'The client assertion is not within its time range: synchronise the clock of this machine.',
  AADSTS70021: 'No federated credential matches: compare issuer and subject with the one on the application.',
  AADSTS700213:
    'No federated credential matches: compare issuer and subject with the one on the application.',
  AADSTS90002: 'No such tenant: check ENTRA_TENANT_ID, and the cloud in ENTRA_AUTHORITY_HOST.',
  AADSTS500011:
    'No such API in this tenant: compare the scope with its Application ID URI, and create its enterprise application here.',
  AADSTS1002012: 'The scope must be the Application ID URI of the API followed by /.default.',
  AADSTS70011: 'The scope must be the Application ID URI of the API followed by /.default.',
  AADSTS501051: 'The API requires assignment: assign one of its app roles to this application.',
};

export const ENTRA_PAGE = 'docs/troubleshooting.md#entra-says';

export function numberIn(sentence: string): string | undefined {
  return /AADSTS\d+/.exec(sentence)?.[0];
}

/** Entra's sentence without the ids that only its support can use. */
export function saidBy(description: string): string {
  return (description.split(/\s+Trace ID:/, 1)[0] ?? '').slice(0, 400);
}
