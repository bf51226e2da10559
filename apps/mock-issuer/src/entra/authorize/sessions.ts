import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BoundedMap } from '../../bounded-map.js';

const capacity = 1_000;
const cookieName = 'MOCK_SESSION';

export interface Session {
  readonly id: string;
  readonly userObjectId: string;
}

/** Who is signed in at the mock in which browser: what silent sign-ins (`prompt=none`) rest on. */
@Injectable()
export class Sessions {
  readonly #sessions = new BoundedMap<string, Session>(capacity);

  find(cookieHeader: string | undefined): Session | undefined {
    return this.#sessions.get(idIn(cookieHeader) ?? '');
  }

  start(userObjectId: string): Session {
    const session = { id: randomUUID(), userObjectId };
    this.#sessions.set(session.id, session);
    return session;
  }

  end(cookieHeader: string | undefined): void {
    this.#sessions.delete(idIn(cookieHeader) ?? '');
  }

  /** Without `Secure`: the http listener is there for browsers that do not trust the local authority. */
  cookie(session: Session | undefined): string {
    const attributes = 'Path=/; HttpOnly; SameSite=Lax';
    return session
      ? `${cookieName}=${session.id}; ${attributes}`
      : `${cookieName}=; Max-Age=0; ${attributes}`;
  }
}

function idIn(cookieHeader = ''): string | undefined {
  return new RegExp(`(?:^|; )${cookieName}=([0-9a-f-]{36})(?:;|$)`).exec(cookieHeader)?.[1];
}
