// The benchmark of the README: every method, and PROSE without one of its parts, on the documents and users that come with
// prosed, with a simulated model at two levels of noise. Prints Markdown. The same figures come out on every machine.
//
// Usage: node eval.mjs [PROSED]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const prosed = resolve(process.argv[2] ?? 'build/release/prosed');
const levels = [
  ['errs seldom', 'miss=0.1,invent=0.05,unreadable=0.02,judge=0.05'],
  ['errs often', 'miss=0.3,invent=0.15,unreadable=0.1,judge=0.15'],
];
const methods = ['none', 'icl', 'cipher-1', 'cipher-5', 'prose', 'prose+icl', 'oracle'];
const without = { 'prose-one-step': 'prose without refinement', 'prose-unverified': 'prose without verification' };
const work = mkdtempSync(join(tmpdir(), 'prosed-eval-'));

const results = levels.map(([, rates]) => {
  const out = join(work, 'out.json');
  execFileSync(prosed, ['eval', '--simulate', rates, '--seeds', '5', '--methods', [...methods, ...Object.keys(without)].join(','), '--json', out, '--journal', join(work, rates)],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, XDG_CONFIG_HOME: work } });
  return Object.fromEntries(JSON.parse(readFileSync(out, 'utf8')).rows.filter(row => row.task === 'all').map(row => [row.method, row]));
});
rmSync(work, { recursive: true, force: true });

const sign = text => text.replace(/^-(?!0\.?0*$)/, '−').replace(/^-/, '');
const number = ({ mean, error }, decimals) => `${sign(mean.toFixed(decimals))} ± ${error.toFixed(decimals)}`;
const row = cells => console.log(`| ${cells.join(' | ')} |`);
row(['', ...levels.flatMap(([name]) => [`${name}: PPCM`, 'edits', 'questions'])]);
row(['---', ...levels.flatMap(() => ['---:', '---:', '---:'])]);
for (const method of [...methods, ...Object.keys(without)])
  row([without[method] ?? method, ...results.flatMap(rows => [number(rows[method].ppcm, 2), number(rows[method].edits, 1), rows[method].calls.mean.toFixed(1)])]);

// How far each comes on the way from nothing known to everything known, and how much farther than another.
const gain = (rows, method) => rows[method].ppcm.mean - rows.none.ppcm.mean;
const compare = (a, b) => results.map((rows, i) => `${Math.round(100 * (gain(rows, a) / gain(rows, b) - 1))} % where it ${levels[i][0]}`).join(', ');
console.log(`\nGain in PPCM over none: prose over cipher-5 by ${compare('prose', 'cipher-5')}; prose+icl over icl by ${compare('prose+icl', 'icl')};`);
console.log(`prose over the same without refinement by ${compare('prose', 'prose-one-step')}.`);
