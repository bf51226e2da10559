import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Facts } from '../finding.js';

/** How far one gets towards an address. */
export type Reach =
  { readonly kind: 'reached'; readonly facts: Facts } | { readonly kind: Unreached; readonly detail: string };

export type Unreached = 'name-not-found' | 'refused' | 'timeout' | 'not-trusted';

const CONNECT_TIMEOUT_MS = 5_000;

/** Asks the resolver as `fetch` would: hosts file and search domains included. */
export async function resolveName(url: string): Promise<Reach> {
  const { hostname } = new URL(url);
  try {
    const found = await lookup(withoutBrackets(hostname), { all: true });
    return { kind: 'reached', facts: { host: hostname, addresses: found.map(({ address }) => address) } };
  } catch (error) {
    return { kind: 'name-not-found', detail: codeOf(error) };
  }
}

/** Opens a connection, with TLS where the URL says so, and sends nothing. */
export async function connectTo(url: string): Promise<Reach> {
  const { protocol, hostname, port } = new URL(url);
  const host = withoutBrackets(hostname);
  const to = { host, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  const at = { address: `${hostname}:${to.port}` };
  try {
    if (protocol === 'http:') return { kind: 'reached', facts: { ...at, ...(await plainFacts(to)) } };
    return { kind: 'reached', facts: { ...at, ...(await tlsFacts(to)) } };
  } catch (error) {
    const detail = codeOf(error);
    return { kind: kindOf(detail), detail };
  }
}

interface Destination {
  readonly host: string;
  readonly port: number;
}

async function plainFacts(to: Destination): Promise<Facts> {
  const socket = connectPlain(to);
  try {
    await event(socket, 'connect');
    return { protocol: 'http, without TLS' };
  } finally {
    socket.destroy();
  }
}

async function tlsFacts(to: Destination): Promise<Facts> {
  const socket = connectTls({ ...to, ...(isIP(to.host) === 0 && { servername: to.host }) });
  try {
    await event(socket, 'secureConnect');
    const certificate = socket.getPeerX509Certificate();
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      ...(certificate && {
        'certificate by': commonNameOf(certificate.issuer),
        until: certificate.validToDate.toISOString().slice(0, 10),
      }),
    };
  } finally {
    socket.destroy();
  }
}

/** One attribute a line: `CN=…`. */
const commonNameOf = (name: string) => /^CN=(.+)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ');

async function event(socket: Socket, name: 'connect' | 'secureConnect'): Promise<void> {
  await new Promise<void>((settle, reject) => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => reject(new SystemError('ETIMEDOUT')));
    socket.once('error', reject);
    socket.once(name, () => settle());
  });
}

class SystemError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** OpenSSL's verification errors, and Node's own about the name in the certificate. */
const NOT_TRUSTED = /CERT|SIGNATURE|ALTNAME|SELF_SIGNED/;

function kindOf(code: string): Unreached {
  if (NOT_TRUSTED.test(code)) return 'not-trusted';
  return code === 'ETIMEDOUT' ? 'timeout' : 'refused';
}

function codeOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no reason given';
}

/** `new URL` keeps the brackets of an IPv6 address, sockets do not want them. */
const withoutBrackets = (hostname: string) => hostname.replace(/^\[(.+)\]$/, '$1');
