/** What bounds one fetch. */
export interface FetchLimits {
  readonly fetchTimeoutMs: number;
  readonly maxDocumentBytes: number;
}

/**
 * Fetches a JSON document with a limit on time and size. Redirects are refused: keys come from the configured address
 * or not at all. The size counts after decompression.
 */
export async function fetchJson(
  uri: string,
  { fetchTimeoutMs, maxDocumentBytes }: FetchLimits,
): Promise<unknown> {
  const response = await fetch(uri, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(fetchTimeoutMs),
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxDocumentBytes) throw new Error(`more than ${maxDocumentBytes} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
