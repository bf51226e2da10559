export interface BasicCredentials {
  readonly clientId: string;
  readonly secret: string;
}

/** HTTP Basic as RFC 6749 section 2.3.1 has it: both parts form-encoded before they are joined. */
export function basicCredentials(authorization: string | undefined): BasicCredentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [clientId, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (!clientId) return undefined;
  return { clientId: formDecode(clientId), secret: formDecode(rest.join(':')) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // curl and others send the parts as they are, where a lone '%' is no escape
    return text;
  }
}
