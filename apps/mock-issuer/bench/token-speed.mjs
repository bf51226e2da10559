// How many tokens the mock issues per second of one core, and which share that is of what RSA-2048 allows.
// Processor time is what counts, so that a busy machine or the load generator beside it does not blur the number.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, URLSearchParams } from 'node:url';
import { Pool } from 'undici';

const tokens = 5_000;
const connections = 16;
const floorPerSecond = 500;

const issuer = fork(fileURLToPath(new URL('issuer-process.mjs', import.meta.url)));
const ask = async (question) => {
  issuer.send(question);
  const [answer] = await once(issuer, 'message');
  return answer;
};
const [{ tokenUrl, form }] = await once(issuer, 'message');
const { origin, pathname } = new URL(tokenUrl);
const body = new URLSearchParams(form).toString();
const headers = { 'content-type': 'application/x-www-form-urlencoded' };

const pool = new Pool(origin, { connections });
async function getTokens(count) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const response = await pool.request({ method: 'POST', path: pathname, headers, body });
      const text = await response.body.text();
      if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

await getTokens(1_000);
const [cpuBefore, wallBefore] = [await ask('cpu'), performance.now()];
await getTokens(tokens);
const wallSeconds = (performance.now() - wallBefore) / 1000;
const perCore = tokens / ((await ask('cpu')) - cpuBefore);
const bound = await ask('bound');
issuer.send('stop');
await Promise.all([pool.close(), once(issuer, 'exit')]);

const say = (line) => process.stdout.write(`${line}\n`);
say(`tokens per second of one core   ${perCore.toFixed(0)} (at least ${floorPerSecond} wanted)`);
say(`RSA-2048 signatures, likewise   ${bound.toFixed(0)}`);
say(`share of that bound             ${((100 * perCore) / bound).toFixed(0)} %`);
say(
  `tokens per second as it ran     ${(tokens / wallSeconds).toFixed(0)} (${connections} connections, load generator on the same machine)`,
);
process.exitCode = perCore < floorPerSecond ? 1 : 0;
