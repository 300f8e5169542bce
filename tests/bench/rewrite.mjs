// How long a whole file takes: `prosed rewrite` with the offline engine and twelve preferences, on prose of its own making in
// which nearly every passage has something to change. Next to it the same file with nothing to follow but one preference that
// it keeps already: what is left is reading, planning and looking.
//
// Usage: node rewrite.mjs [PROSED]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const prosed = resolve(process.argv[2] ?? 'build/release/prosed');
const RUNS = 5;
const wishes = ['Use contractions.', 'Write short sentences.', 'Use American spelling.', 'Avoid exclamation marks.', 'Use the Oxford comma.',
  'Avoid filler words.', 'Write numbers as numerals.', 'Use en dashes.', 'Use the active voice.', 'Prefer plain words over formal ones.',
  'Write dates as day month year.', 'Use the percent sign with numbers.'];
const parts = {
  who: ['the harbour office', 'our small team', 'a visitor from the north', 'the old lighthouse keeper', 'everyone on the night shift', 'the committee', 'this report', 'my neighbour'],
  does: ['keeps a careful log of', 'does not want to change', 'would like to utilise', 'has been looking at', 'can\'t really explain', 'will send you', 'very quickly found', 'is going to review'],
  what: ['every boat that comes in', 'the colour of the doors', 'twenty-three tickets', 'the plan, the budget and the schedule', '5 percent of all letters', 'the results of March 3, 2024', 'a number of open questions', 'the programme for next year'],
  end: [' in order to save time.', ' due to the fact that it rains.', ', which is what we expected!', ', e.g. on Fridays.', '; however, nobody noticed.', ' - and that is fine.', '.', '.', '.', '!'],
};

let seed = 7;
const below = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
const pick = list => list[below(list.length)];
const sentence = () => { const s = `${pick(parts.who)} ${pick(parts.does)} ${pick(parts.what)}${pick(parts.end)}`; return s[0].toUpperCase() + s.slice(1); };
const sentences = (n, joint) => Array.from({ length: n }, sentence).join(joint);
const makeText = bytes => {
  let text = '';
  for (let n = 0; text.length < bytes; n++)
    text += n % 9 === 0 ? `## What ${pick(parts.who)} found\n\n` : n % 7 === 3 ? `- ${sentences(3, '\n- ')}\n\n` : `${sentences(3 + below(5), ' ')}\n\n`;
  return text;
};

const work = mkdtempSync(join(tmpdir(), 'prosed-rewrite-'));
const env = { PATH: process.env.PATH, HOME: work };
const run = (...args) => {
  const result = spawnSync(prosed, args, { cwd: work, env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0) throw new Error(`prosed ${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
};
mkdirSync(join(work, '.config/prosed'), { recursive: true });
mkdirSync(join(work, '.git'));
writeFileSync(join(work, '.config/prosed/config.json'), '{"rewrite": {"max_words": 1000000}}');
wishes.forEach(wish => run('preferences', 'add', wish, '--genre', 'docs'));
run('preferences', 'add', 'Avoid emoji.', '--genre', 'notes');

console.log('prosed rewrite, a whole file                     bytes    median s       most s');
for (const bytes of [100 << 10, 1 << 20])
  for (const [name, what] of [['a.md', 'twelve preferences'], ['a.txt', 'nothing to change']]) {
    writeFileSync(join(work, name), makeText(bytes));
    const times = [];
    for (let n = 0; n < RUNS; n++) {
      const start = performance.now();
      run('rewrite', name);
      times.push((performance.now() - start) / 1000);
    }
    times.sort((a, b) => a - b);
    console.log(`${what.padEnd(44)} ${String(bytes).padStart(9)} ${times[RUNS >> 1].toFixed(3).padStart(11)} ${times[RUNS - 1].toFixed(3).padStart(12)}`);
  }
rmSync(work, { recursive: true });
