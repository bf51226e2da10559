import { type Attack } from './attack.js';
import { wire } from './wire.js';

/** The exact answer to an attack: status, body and challenge. */
export function expectedAnswer({ code, scope }: Attack, realm: string) {
  const [status, title, error] = wire[code] ?? [0, ''];
  const parameters = error ? `, error="${error}", error_description="${title}"` : '';
  const scopes = scope ? `, scope="${scope}"` : '';
  return {
    status,
    body: { type: 'about:blank', title, status, code },
    challenge: `Bearer realm="${realm}"${parameters}${scopes}`,
  };
}
