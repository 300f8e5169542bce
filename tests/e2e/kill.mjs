// kill -9 of a server that learns, at random moments, again and again: in the end every sample was learned exactly once, no
// answer that had come home was asked for again, and the store is whole.
// Usage: node kill.mjs [PROSED] [KILLS]; SEED=n repeats a run's moments.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const KILLS = Number(process.argv[3] ?? 100), BATCH = 12, ANSWER_MS = 60;
const HOME_MS = 200; // an answer that was sent this long before a kill has been journaled
const world = makeWorld('kill');
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);
let seed = firstSeed;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

// --- a model that always answers, a little late ---
const asked = new Map(); // question -> { sentAt, server, killedAt } of the first answer that was sent whole
const repeated = [];
let answering = false; // not while the samples are being queued
let alive = 0;         // which server is running
let requests = 0;
function answer(system, user, digest) {
  const tag = digest.slice(0, 6);
  if (/Verdict:/.test(system)) return `Verdict: ${['strongly confirms', 'somewhat confirms', 'neutral'][parseInt(tag, 16) % 3]}`;
  if (/JSON/.test(system + user)) return `Preferences: ["Prefer trait ${tag}.", "Prefer plain words.", "Keep sentences short."]`;
  if (/Preferences:/.test(system)) return `Preferences: Prefer trait ${tag}. Prefer plain words.`;
  return `"""\nDraft ${tag} about something.\n"""`;
}
const model = createServer((request, response) => {
  let body = '';
  request.on('data', data => { body += data; });
  request.on('end', async () => {
    requests++;
    const { messages } = JSON.parse(body);
    const [system, user] = ['system', 'user'].map(role => messages.find(m => m.role === role)?.content ?? '');
    const digest = createHash('sha256').update(system + '\0' + user).digest('hex');
    const before = asked.get(digest);
    if (before?.sentAt && before.server !== alive && before.killedAt - before.sentAt > HOME_MS) repeated.push(user.slice(0, 400));
    const entry = before?.sentAt ? before : { sentAt: 0, server: alive, killedAt: Infinity };
    asked.set(digest, entry);
    while (!answering) await sleep(20);
    await sleep(ANSWER_MS * (0.5 + random()));
    if (response.destroyed) return;
    const event = (delta, finish_reason = null) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ role: 'assistant', content: null }) + event({ content: answer(system, user, digest) }));
    response.end(event({}, 'stop') + 'data: [DONE]\n\n', () => { entry.sentAt ||= Date.now(); });
  });
});
await new Promise(done => model.listen(0, '127.0.0.1', done));
writeFileSync(world.settings, JSON.stringify({
  model: { engine: 'openai', url: `http://127.0.0.1:${model.address().port}/v1`, name: 'test', max_in_flight: 4 },
}));

function start() {
  alive++;
  return new Editor(prosed, world).start();
}
async function kill(editor) {
  const at = Date.now();
  editor.child.kill('SIGKILL');
  await editor.exited;
  for (const entry of asked.values()) if (entry.server === alive && entry.killedAt === Infinity) entry.killedAt = at;
}
function run(...args) {
  return new Promise(done => {
    const child = spawn(prosed, args, { env: world.env, cwd: world.project });
    let out = '';
    child.stdout.on('data', data => { out += data; });
    child.stderr.on('data', data => { out += data; });
    child.on('exit', status => done({ status, out }));
  });
}
const things = ['lamp', 'stair', 'boat', 'ledger', 'weight', 'window', 'cellar', 'rope', 'signal', 'gauge', 'berth', 'tide'];
const passage = n => `This is note number ${n} of the year, and it is about the ${things[n % 12]} near the ${things[(n * 5 + 3) % 12]}. We looked at it twice this week, found nothing that is broken, and wrote down what we saw (${n}).\n`;
function check(holds, text) {
  if (!holds) throw new Error(text);
}

let failed = false;
try {
  let editor = await start(), written = 0;
  // A batch is queued whole before it is learned; a kill that comes earlier would be about saving, not about learning.
  const writeBatch = async () => {
    answering = false;
    for (let n = 0; n < BATCH; n++) editor.write(`note-${written}.md`, passage(written++));
    const kept = (await editor.command('prosed.samples')).items.length;
    check(kept === written, `${kept} samples were taken of ${written}`);
    answering = true;
  };
  await writeBatch();
  let kills = 0, busy = 0;
  while (busy < KILLS) {
    const before = requests;
    await sleep(50 + random() * 750);
    const idle = requests === before;
    busy += !idle;
    await kill(editor);
    kills++;
    editor = await start();
    if (idle) await writeBatch();
  }
  await editor.untilLearned(written, 180);
  const samples = (await editor.command('prosed.samples')).items;
  const texts = new Set(samples.map(sample => sample.text));
  check(samples.length === written && texts.size === written, `${samples.length} samples, ${texts.size} different, of ${written}`);
  check(samples.every(sample => sample.state === 'learned' && sample.preferences.length), 'a sample has nothing learned from it');
  check(!repeated.length, `${repeated.length} answers were asked for again, for example:\n${repeated[0]}`);
  const code = await editor.stop();
  check(code === 0, `the last server ended with ${code}`);
  const doctor = await run('doctor');
  check(/^ok +store/m.test(doctor.out) && /^ok +settings/m.test(doctor.out), `doctor says:\n${doctor.out}`);
  console.log(`ok: ${kills} kills, ${busy} of them while it was asking; ${written} samples learned once each; ${asked.size} questions in ${requests} requests, none again after its answer was home; the store is whole (SEED=${firstSeed})`);
} catch (error) {
  console.error(`FAIL (SEED=${firstSeed}): ${error.stack}`);
  failed = true;
}
rmSync(world.work, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
