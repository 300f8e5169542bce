// usage: node tests/real/authors.mjs PROSED HELD FOLDER...
//
// Each folder holds the texts of one author, at least four. Each text in turn is left out; the offline engine learns from the
// others (`prosed learn`, in a home of its own), and what is then in force is held against the text that was left out: a
// preference is decided there if the text has a place where its writer had the choice, and true if most of these places
// show it. Then the text is rewritten with all of it: an author's own text should hardly change. Prints a line for each
// author and the sum; V=1 names what was not true.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const [prosed, held, ...folders] = process.argv.slice(2).map(name => resolve(name));
const sum = { rounds: 0, inForce: 0, decided: 0, held: 0, changes: 0, words: 0 };
const show = (name, s) => console.log(`${name}: ${s.rounds} texts, ${s.inForce} in force, ${s.decided} decided, ${s.held} true (${s.decided ? (100 * s.held / s.decided).toFixed(1) : '-'} %), false in force ${s.inForce ? (100 * (s.decided - s.held) / s.inForce).toFixed(1) : '-'} %, ${s.changes} changes in ${s.words} words (${(1000 * s.changes / s.words).toFixed(2)} in 1,000)`);
for (const folder of folders) {
  const texts = readdirSync(folder).sort().map(name => join(folder, name));
  const own = { rounds: 0, inForce: 0, decided: 0, held: 0, changes: 0, words: 0 };
  for (const left of texts) {
    const home = mkdtempSync(join(tmpdir(), 'prosed-author-')), project = join(home, 'project');
    mkdirSync(join(project, '.git'), { recursive: true });
    const env = { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8' };
    const run = (program, args, input) => execFileSync(program, args, { env, cwd: project, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
    run(prosed, ['learn', ...texts.filter(text => text !== left)]);
    const inForce = JSON.parse(run(prosed, ['preferences', '--json'])).filter(p => p.inUse).map(p => p.text);
    const lines = run(held, [left], inForce.map(text => text + '\n').join('')).trim().split('\n').map(line => line.split('\t'));
    const [, changes, words] = lines.pop();
    own.rounds++;
    own.inForce += inForce.length;
    own.changes += Number(changes);
    own.words += Number(words);
    for (const [places, choices, text] of lines.filter(line => Number(line[1]))) {
      own.decided++;
      if (2 * places > choices) own.held++;
      else if (process.env.V) console.log(`  not so in ${basename(left)}: ${text} (${places} of ${choices})`);
    }
    rmSync(home, { recursive: true });
  }
  show(basename(folder), own);
  for (const name of Object.keys(sum)) sum[name] += own[name];
}
show('all', sum);
