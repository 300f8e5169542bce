// How long learning from a typical sample takes (five steps, six candidates, five related samples: 48 questions) with a
// server that needs a second for each answer: one question after the other, many at once, and on speculation; then four
// writers at once against one; then what of the prompts a server with a prefix cache has read before.
//
// Usage: node learning.mjs [PROSED] [MS PER ANSWER]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { makeWorld, sleep, top } from '../e2e/editor.mjs';
import { replay, same } from '../e2e/history.mjs';
import { setModel, startServer } from '../e2e/scripted.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/release/prosed'));
const wait_ms = Number(process.argv[3] ?? 1000), related = 5, many = 64;
const texts = Array.from({ length: related + 1 }, (_, i) => readFileSync(join(top, `tests/data/writers/ruben/0${i + 1}.after`), 'utf8').trim().slice(0, 700));
const habits = about => JSON.stringify(Array.from({ length: 6 }, (_, i) => `Habit ${i} as told for passage ${about}.`));
const notes = i => `- These are the notes of passage ${i}.\n- ${i + 2} things are to be said.`;
const strong = [[0, 3], [1, 4]]; // samples back from the newest, by candidate: nothing is settled early, but it often could be
const show = (what, value) => console.log(what.padEnd(68) + value);

// --- one sample ---

const tasks = texts.map((user_text, i) => ({ source: 'ruben', content: notes(i), user_text }));
const work = mkdtempSync(join(tmpdir(), 'prosed-learning-'));

// The sample that has five related ones, which are learned before it without any waiting.
async function learn(inFlight, speculate, answer_ms) {
  let begun = 0, ended = 0;
  const settings = { agent: 'prose', steps: 5, threshold: 0.5, max_related: related, speculate };
  const result = await replay(prosed, { settings, tasks }, inFlight, work, async ({ op, task, nth, sample, preference }) => {
    begun ||= task === related ? performance.now() : 0;
    await sleep(task === related ? answer_ms : 0);
    ended = performance.now();
    if (op === 'generate') return `"""\nDraft ${nth} of passage ${task}.\n"""`;
    if (op === 'breakdown') return `Preferences: ${habits(task)}`;
    if (op === 'validate') return `Verdict: ${strong[Number(preference.match(/\d/)[0]) % 2].includes(task - sample) ? 'strongly' : 'somewhat'} confirms`;
    return `They differ.\nPreferences: Write as inference ${nth} of passage ${task} says.`;
  });
  if (result.failures.length) throw new Error(result.failures[0]);
  return { ms: ended - begun, asked: result.asked.filter(ask => ask.task === related), decision: result.decisions[related] };
}

const alone = await learn(1, false, 0); // a second each would only be waited for
const together = await learn(many, false, wait_ms), ahead = await learn(many, true, wait_ms);
const seconds = ms => `${(ms / 1000).toFixed(1)} s`;
show(`learning one sample, ${wait_ms} ms an answer, model.max_in_flight ${many}`, 'time      questions  decisions');
show('  one question after the other', `${seconds(alone.asked.length * wait_ms).padEnd(10)}${alone.asked.length}`);
for (const [name, run] of [['  all that is certain to be needed at once', together], ['  the same, and what may be needed (learn.speculate)', ahead]])
  show(name, `${seconds(run.ms).padEnd(10)}${String(run.asked.length).padEnd(11)}${same(run.decision, alone.decision) ? 'the same' : 'DIFFERENT'}`);

// --- prompts ---

const verified = alone.asked.map((ask, i) => ({ ...ask, earlier: alone.asked.slice(0, i).map(other => other.text) })).filter(ask => ask.op === 'validate');
const shared = ask => Math.max(...ask.earlier.map(other => { let i = 0; while (i < other.length && other[i] === ask.text[i]) i++; return i; }));
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
const length = sum(verified, ask => ask.text.length);
show('bytes of prompt for this sample', sum(alone.asked, ask => Buffer.byteLength(ask.text)));
show('share of verification prompts that an earlier question began with', `${(100 * sum(verified, shared) / length).toFixed(0)} %`);
rmSync(work, { recursive: true, force: true });

// --- four writers ---

const world = makeWorld('writers'), step_ms = wait_ms / 5;
const server = await startServer(world, { rules: [
  { op: 'breakdown', say: `Preferences: ${habits('any')}`, delay_ms: step_ms },
  { op: 'verify', say: 'Verdict: somewhat confirms', delay_ms: step_ms }, { delay_ms: step_ms }] });
setModel(world, server, { max_in_flight: 4 * many });
function timeWriters(count) {
  const sources = Array.from({ length: count }, (_, i) => `writer ${i}`), documents = join(world.work, 'documents'), users = join(world.work, 'users');
  const lines = list => list.map(row => JSON.stringify(row) + '\n').join('');
  writeFileSync(documents, lines(sources.flatMap(source => texts.map((user_text, i) => ({ source, content: `${notes(i)}\n- For ${source}.`, user_text })))));
  writeFileSync(users, lines(sources.map(source => ({ source, preferences: ['Be brief.'] }))));
  const options = ['--documents', documents, '--users', users, '--tasks', 'email', '--methods', 'prose', '--seeds', '1', '--demonstrations', String(texts.length), '--unjudged', '--fresh'];
  const start = performance.now();
  return new Promise((done, fail) => spawn(prosed, ['eval', ...options], { env: world.env, stdio: ['ignore', 'ignore', 'inherit'] })
    .on('exit', code => (code ? fail(new Error(`exit code ${code}`)) : done(performance.now() - start))));
}
const one = await timeWriters(1), four = await timeWriters(4);
await server.stop();
rmSync(world.work, { recursive: true, force: true });
show(`four writers at once against one, ${texts.length} samples each, ${step_ms} ms an answer`, `${(four / one).toFixed(2)} times the time`);
