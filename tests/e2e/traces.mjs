// Replays every decision trace with `prosed eval --history --decisions` against a server that plays the trace's answers,
// over the real openai engine: decisions, calls per op, and with one question in flight their order must be the trace's.
//
// Usage: traces.mjs [PROSED]. Those of tests/data/traces, and those of the folder that PROSED_TRACES names.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, plain, replay } from './history.mjs';

const top = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const prosed = process.argv[2] ?? process.env.PROSED ?? join(top, 'build/release/prosed');
const folders = [join(top, 'tests/data/traces'), ...(process.env.PROSED_TRACES ? [process.env.PROSED_TRACES] : [])];
const files = folders.flatMap(folder => readdirSync(folder).filter(name => name.endsWith('.json')).sort().map(name => join(folder, name)));

// The first rule of the script that fits.
const play = trace => ({ op, task, nth, preference, sample = task }) => {
  const fits = rule => rule.op === op && (rule.task ?? task) === task && (rule.nth ?? nth) === nth && (rule.sample ?? sample) === sample &&
    (rule.preference === undefined || plain(rule.preference) === plain(preference));
  const rule = trace.answers.find(fits);
  if (!rule) throw new Error(`task ${task}: no answer for ${op} ${nth} ${preference ?? ''}`);
  return rule.say.replaceAll('{task}', task).replaceAll('{nth}', nth);
};

const work = mkdtempSync(join(tmpdir(), 'prosed-traces-'));
let bad = 0, count = 0;
for (const name of files) {
  const trace = JSON.parse(readFileSync(name, 'utf8')), better = trace.if_recommended;
  const expected = better?.tasks ?? better ?? trace.expect.tasks;
  for (const inFlight of [1, 16]) {
    const wrong = compare(expected, await replay(prosed, trace, inFlight, work, play(trace)), inFlight);
    for (const line of wrong) console.log(`${name}, ${inFlight} in flight: ${line}`);
    bad += wrong.length > 0;
  }
  count++;
}
rmSync(work, { recursive: true, force: true });
console.log(`${count} traces replayed, each with 1 and 16 questions in flight; ${bad} differ`);
process.exit(bad || !count ? 1 : 0);
