import { type TenantOverview } from '../control/tenant-overview.js';
import { describeFault } from '../faults/describe-fault.js';
import { type Html, html } from '../http/html.js';
import { type Page } from '../http/page.js';
import { type LoggedRequest } from '../request-log.js';
import { dashboardScript } from './dashboard-script.js';
import { dashboardStyle } from './dashboard-style.js';
import { faultPresets } from './fault-presets.js';

export type Overview = ReturnType<TenantOverview['show']>;

export function dashboardPage(
  overview: Overview,
  requests: readonly LoggedRequest[],
  controlToken: string,
): Page {
  return {
    title: 'Mock issuer',
    style: dashboardStyle,
    script: dashboardScript,
    body: html`<main
      data-control-token="${controlToken}"
      data-last-request="${requests[0]?.id ?? 0}"
      data-tenant="${overview.tenant.id}"
    >
      <header>
        <h1>Mock issuer</h1>
        <p><code>${overview.issuer}</code></p>
        <p role="status" id="message"></p>
      </header>
      <div class="columns">${keys(overview)} ${faults(overview)} ${clock(overview)}</div>
      ${requestTable(requests, overview.tenant.id)} ${applications(overview)}
    </main>`,
  };
}

/** A button that posts to the control API; the script does the rest. */
function action(label: string, path: string, body: unknown): Html {
  return html`<button data-path="${path}" data-body="${JSON.stringify(body)}">${label}</button>`;
}

function applications({ applications, managedIdentities, roleAssignments }: Overview): Html {
  const rows = [...applications, ...managedIdentities].map((principal) => {
    const roles = roleAssignments.filter((one) => one.principal === principal.key);
    const credentials = 'credentials' in principal ? principal.credentials : [];
    return html`<tr>
      <th scope="row">${principal.displayName}<small>${principal.clientId}</small></th>
      <td>${roles.map(({ role }) => html`<span class="chip">${role}</span>`)}</td>
      <td>${credentials.map(credentialLine)} ${rollButtons(principal.key, credentials)}</td>
    </tr>`;
  });
  return html`<section>
    <h2>Directory</h2>
    <table>
      <thead>
        <tr>
          <th>Application</th>
          <th>App roles it holds</th>
          <th>Credentials</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

type Credential = Overview['applications'][number]['credentials'][number];

function credentialLine({ kind, hint, expiresAt, expired }: Credential): Html {
  const end = expiresAt.toISOString().slice(0, 10);
  return html`<div class="${expired ? 'expired' : ''}">
    ${kind} <code>${hint}</code> ${expired ? 'expired' : 'until'} ${end}
  </div>`;
}

function rollButtons(app: string, credentials: readonly Credential[]): Html[] {
  const kinds = new Set(credentials.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => [
    action(`Roll ${kind}`, 'credentials/roll', { app, kind, old: 'keep' }),
    action(`Expire ${kind}`, 'credentials/expire', { app, kind }),
  ]);
}

function keys({ keys }: Overview): Html {
  const rows = keys.map(
    ({ kid, state }) =>
      html`<tr>
        <td><code>${kid}</code></td>
        <td><span class="chip ${state}">${state}</span></td>
        <td>
          ${state === 'published' && action('Sign with it', 'keys/rotate', { kid })}
          ${action('Withdraw', 'keys/withdraw', { kid })}
        </td>
      </tr>`,
  );
  return html`<section>
    <h2>Signing keys</h2>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${action('Rotate to a new key', 'keys/rotate', {})} ${action('Pre-publish a key', 'keys/pre-publish', {})}
  </section>`;
}

function faults({ faults }: Overview): Html {
  const pending = faults.map(
    ({ endpoint, effect, count }) =>
      html`<li>
        <b>${endpoint}</b>: ${describeFault(effect)} ${count === undefined ? 'until cleared' : `× ${count}`}
      </li>`,
  );
  return html`<section>
    <h2>Faults</h2>
    ${
      pending.length > 0
        ? html`<ul>
            ${pending}
          </ul>`
        : html`<p>None pending.</p>`
    }
    ${faultPresets.map(({ label, request }) => action(label, 'faults', request))}
    ${action('Clear all', 'faults/clear', {})}
  </section>`;
}

function clock({ clock }: Overview): Html {
  const ahead = clock.offsetSeconds;
  return html`<section>
    <h2>Clock</h2>
    <p>${clock.now.toISOString()} ${ahead !== 0 && html`<span class="chip">${ahead} s off</span>`}</p>
    ${action('One hour on', 'clock', { offsetSeconds: ahead + 3600 })}
    ${action('Real time', 'clock', { offsetSeconds: 0 })} ${action('Undo everything', 'state/reset', {})}
  </section>`;
}

function requestTable(requests: readonly LoggedRequest[], tenantId: string): Html {
  const rows = requests.map(
    (one) =>
      html`<tr class="${refused(one) ? 'refused' : ''}">
        <td>${one.at.slice(11, 19)}</td>
        <td>${one.status}</td>
        <td>${one.caller ?? ''}</td>
        <td>${one.method} ${one.path.replace(tenantId, '…')}</td>
        <td>${one.reason ?? one.outcome ?? ''}</td>
      </tr>`,
  );
  return html`<section class="requests">
    <h2>Requests</h2>
    <table>
      <thead>
        <tr>
          <th>Time</th>
          <th>Status</th>
          <th>Caller</th>
          <th>Request</th>
          <th>Outcome</th>
        </tr>
      </thead>
      <tbody id="requests">
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function refused({ status }: LoggedRequest): boolean {
  return status === 'dropped' || status >= 400;
}
