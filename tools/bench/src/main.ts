import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { partNamed, parts, type PartName } from './parts.js';
import { fullPlan, quickPlan } from './plan.js';
import { type Finding } from './report/finding.js';
import { machineLine, writeReport } from './report/report.js';
import { tableOf } from './report/table.js';

// npm run bench [-- [--quick] [part …]]

const root = resolve(import.meta.dirname, '../../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});
const chosen = positionals.length > 0 ? positionals.map(partNamed) : (Object.keys(parts) as PartName[]);
const plan = values.quick ? quickPlan : fullPlan;
const startedAt = new Date().toISOString();
const results: Record<string, readonly Finding[]> = {};

console.log(`${machineLine()}\n`);
for (const name of chosen) {
  const part = await parts[name]();
  results[name] = await part(plan, (progress) => console.error(`  ${name}: ${progress} …`));
  console.log(tableOf(name, results[name]));
}
if (chosen.length > 1) console.log(overview(results));
const report = { startedAt, machine: machineLine(), quick: values.quick, parts: results };
console.log(`The same as JSON: ${writeReport(root, report)}`);
process.exit();

/** What has a goal, once more and together. */
function overview(findings: Readonly<Record<string, readonly Finding[]>>): string {
  return tableOf(
    'goals',
    Object.values(findings)
      .flat()
      .filter(({ goal }) => goal),
  );
}
