// `prosed eval` as a person runs it: killed again and again it ends with the same figures and has asked nothing twice; what
// it writes; what it says of a server that fails, and that progress goes to a terminal alone.
//
// Usage: eval.mjs [PROSED]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeWorld, sleep, top } from './editor.mjs';
import { setModel, startServer } from './scripted.mjs';

const prosed = resolve(process.argv[2] ?? process.env.PROSED ?? join(top, 'build/release/prosed'));
const world = makeWorld('eval'), at = name => join(world.work, name);
let failed = 0;
const check = (name, ok, why = '') => {
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name}${ok ? '' : ` ${why}`}`);
  failed += !ok;
};
const run = (...options) => spawnSync(prosed, ['eval', ...options], { env: world.env, encoding: 'utf8', timeout: 300000 });
const figures = text => text.split('\n').map(line => line.replace(/ +\d+\.\d+$/, '')).join('\n'); // without the seconds
const lines = file => readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line));

// --- killed ---

const small = ['--simulate', 'miss=0.3,invent=0.2,unreadable=0.1,judge=0.1', '--methods', 'cipher-5,prose+icl', '--tasks', 'email', '--seeds', '1'];
const whole = run(...small, '--journal', at('whole'));
check('a benchmark runs through', whole.status === 0 && /^prose\+icl +email|^prose\+icl +all/m.test(whole.stdout), whole.stderr);
check('nothing is said where no terminal is', whole.stderr === '', whole.stderr);

setModel(world, { url: 'http://127.0.0.1:9' }, { max_in_flight: 1 }); // a server that a simulated model does not ask
check('one question at a time gives the same figures', figures(run(...small, '--journal', at('single')).stdout) === figures(whole.stdout));
rmSync(world.settings);

let kills = 0;
for (let done = false; !done && kills < 100;) {
  const child = spawn(prosed, ['eval', ...small, '--journal', at('killed')], { env: world.env, stdio: 'ignore' });
  const ended = new Promise(resolve => child.on('exit', code => resolve(code)));
  const before = existsSync(at('killed')) ? readFileSync(at('killed')).length : 0;
  while (child.exitCode === null && !(existsSync(at('killed')) && readFileSync(at('killed')).length > before + 20000)) await sleep(2);
  child.kill('SIGKILL');
  done = await ended === 0;
  kills += !done;
}
const resumed = run(...small, '--journal', at('killed'));
check(`killed ${kills} times, the figures are the same`, kills > 2 && figures(resumed.stdout) === figures(whole.stdout), `${whole.stdout}\n${resumed.stdout}`);
const asked = lines(at('killed')).slice(1).map(line => `${line.name} ${line.key}`);
check('and nothing was asked twice', new Set(asked).size === asked.length && asked.length === lines(at('whole')).length - 1, `${asked.length} answers`);

// --- files ---

const written = run(...small, '--journal', at('whole'), '--csv', at('t.csv'), '--json', at('t.json'), '--svg', at('t.svg'), '--markdown');
check('Markdown is printed', /^\| method \| task \| PPCM/m.test(written.stdout));
check('CSV', readFileSync(at('t.csv'), 'utf8').split('\n')[1].startsWith('cipher-5,all,'));
check('JSON', JSON.parse(readFileSync(at('t.json'), 'utf8')).rows[1].method === 'prose+icl');
check('SVG', /^<svg[\s\S]*<\/svg>\n$/.test(readFileSync(at('t.svg'), 'utf8')));
const nowhere = run(...small, '--journal', at('whole'), '--svg', at('no/such/folder.svg'));
check('a file that cannot be written', nowhere.status === 1 && nowhere.stderr.includes('no/such/folder.svg'), nowhere.stderr);
const other = run(...small, '--demonstrations', '2', '--journal', at('whole'));
check('the journal of another benchmark', other.status === 2 && other.stderr.includes('--fresh'), other.stderr);
for (const sweep of [['--steps', '2.5'], ['--steps', '2,2'], ['--thresholds', '0.5,0.50'], ['--thresholds', '3']]) {
  const refused = run(...small, ...sweep, '--journal', at('swept'));
  check(`${sweep.join(' ')} is refused`, refused.status === 2 && refused.stderr.includes('each once'), refused.stdout);
}
check('no journal is left', run('--methods', 'none', '--tasks', 'email', '--seeds', '1').status === 0 && !existsSync(join(world.env.XDG_DATA_HOME, 'prosed/eval.jsonl')));

// --- a server ---

const server = await startServer(world, { rules: [{ has: 'like an owl', say: 'Hoo.\nPreferences: Hoot.' }, { op: 'verify', nth: 40, fault: 'status', status: 400, error: { message: 'Enough.' } }] });
setModel(world, server, { max_in_flight: 8 });
const real = ['--methods', 'prose', '--tasks', 'email', '--seeds', '1', '--demonstrations', '2'];
const broken = run(...real);
check('a server that refuses', broken.status === 1 && /Enough\./.test(broken.stderr) && /the same command goes on/.test(broken.stderr), broken.stderr);
const before = server.requests().length, goes = run(...real);
const all = server.requests(), hashes = all.slice(0, before).map(entry => entry.hash);
check('the same command goes on from there', goes.status === 0 && /^prose +all/m.test(goes.stdout), goes.stderr);
const again = all.slice(before).filter(entry => hashes.includes(entry.hash)).length;
check('with what is not answered yet', before > 20 && again < 10, `${again} of ${before} again`); // what was on its way

// --- a prompt of one's own ---

const prompts = join(world.work, 'config/prosed/prompts'), infer = readFileSync(join(top, 'prompts/infer.txt'), 'utf8');
const one = ['--methods', 'prose-one-step', '--tasks', 'email', '--seeds', '1', '--demonstrations', '1', '--unjudged', '--journal', at('prompts')];
run(...one);
mkdirSync(prompts, { recursive: true });
writeFileSync(join(prompts, 'infer.txt'), infer.replace('Compare, then', 'Compare like an owl, then'));
const stale = run(...one);
check('answers to another prompt are not taken for its own', stale.status === 2 && stale.stderr.includes('another benchmark'), stale.stderr);
check('the changed prompt is asked', run(...one, '--fresh').status === 0 && lines(at('prompts')).some(line => line.key === 'infer/1' && line.text.includes('Hoo.')));
writeFileSync(join(prompts, 'infer.txt'), infer.replace('{{user_text}}', '{{own_text}}'));
const wrong = run(...one, '--fresh');
check('a broken one ends the benchmark', wrong.status !== 0 && /infer\.txt.*own_text/.test(wrong.stderr), wrong.stderr);
await server.stop();

// --- a terminal ---

if (spawnSync('script', ['--version']).status === 0) {
  const shown = spawnSync('script', ['-qec', `'${prosed}' eval --methods none --tasks email --seeds 1`, '/dev/null'], { env: { ...world.env, XDG_CONFIG_HOME: '' }, encoding: 'utf8' });
  check('progress is shown to a terminal', /\[#{30}\] 5 of 5 runs/.test(shown.stdout), shown.stdout);
} else {
  console.log('SKIPPED: there is no script(1) for a terminal');
}
rmSync(world.work, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
