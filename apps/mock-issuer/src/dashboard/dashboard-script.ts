/** Runs in the page: buttons post to the control API, and new requests are fetched as they come. */
export const dashboardScript = `
const main = document.querySelector('main');
const rows = document.getElementById('requests');
const headers = { authorization: 'Bearer ' + main.dataset.controlToken };
let lastRequest = Number(main.dataset.lastRequest);

main.addEventListener('click', async ({ target }) => {
  const { path, body } = target.dataset;
  if (path === undefined) return;
  const response = await fetch('/control/' + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  if (response.ok) return location.reload();
  const { title, detail } = await response.json();
  document.getElementById('message').textContent = [title, detail].filter(Boolean).join(': ');
});

function row({ at, status, caller, method, path, reason, outcome }) {
  const tr = document.createElement('tr');
  tr.className = status === 'dropped' || status >= 400 ? 'refused' : '';
  for (const text of [at.slice(11, 19), status, caller ?? '', method + ' ' + path.replace(main.dataset.tenant, '…'), reason ?? outcome ?? ''])
    tr.insertCell().textContent = text;
  return tr;
}

async function poll() {
  try {
    const response = await fetch('/control/requests?afterId=' + lastRequest, { headers });
    // after a restart of the mock the page's token is an old one
    if (response.status === 401) return location.reload();
    const { requests } = await response.json();
    lastRequest = requests[0]?.id ?? lastRequest;
    rows.prepend(...requests.map(row));
    while (rows.children.length > 200) rows.lastElementChild.remove();
  } catch {
    // the mock is away; the next round tells
  }
  setTimeout(poll, 1500);
}
setTimeout(poll, 1500);
`;
