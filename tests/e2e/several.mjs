// Eight servers on one project, as eight editors would start them: they share a store. First how they get on, then kill -9 of
// any of them at random moments, each restarted at once; in the end nothing is lost and nothing was learned or paid for twice.
// Usage: node several.mjs [PROSED] [KILLS]; SEED=n repeats a run's moments.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? process.env.PROSED ?? join(top, 'build/sanitize/prosed'));
const KILLS = Number(process.argv[3] ?? 40), SERVERS = 8, ANSWER_MS = 30;
const HOME_MS = 3000; // an answer that was sent this long before a kill has been journaled, by a machine that is busy, too
const world = makeWorld('several');
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);
let seed = firstSeed;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
function check(holds, text) {
  if (!holds) throw new Error(text);
}

// --- a model that knows which server asks: each has a URL of its own ---
const asked = new Map(); // question -> { sentAt, place } of the first answer that was sent whole
const killedAt = [];     // of each life of a server; Infinity while it lives
const repeated = [], overlaps = [];
const inFlight = new Map(); // life -> questions on their way
let requests = 0;
function answer(system, user, digest) {
  const tag = digest.slice(0, 6);
  if (/Verdict:/.test(system)) return `Verdict: ${['strongly confirms', 'somewhat confirms', 'neutral'][parseInt(tag, 16) % 3]}`;
  if (/JSON/.test(system + user)) return `Preferences: ["Prefer trait ${tag}.", "Prefer plain words.", "Keep sentences short."]`;
  if (/Preferences:/.test(system)) return `Preferences: Prefer trait ${tag}. Prefer plain words.`;
  return `"""\nDraft ${tag} about something.\n"""`;
}
const model = createServer((request, response) => {
  const life = Number(/^\/s(\d+)\//.exec(request.url)[1]);
  let body = '';
  request.on('data', data => { body += data; });
  request.on('end', async () => {
    requests++;
    const { messages } = JSON.parse(body);
    const [system, user] = ['system', 'user'].map(role => messages.find(m => m.role === role)?.content ?? '');
    const digest = createHash('sha256').update(system + '\0' + user).digest('hex');
    const before = asked.get(digest);
    if (before?.sentAt && before.life !== life && killedAt[before.life] - before.sentAt > HOME_MS) repeated.push(`${before.life} then ${life}, ${killedAt[before.life] - before.sentAt} ms before the kill: ${user.slice(0, 400)}`);
    const entry = before?.sentAt ? before : { sentAt: 0, life };
    asked.set(digest, entry);
    for (const [other, count] of inFlight) if (other !== life && count > 0 && killedAt[other] === Infinity) overlaps.push(`${other} and ${life}`);
    inFlight.set(life, (inFlight.get(life) ?? 0) + 1);
    await sleep(ANSWER_MS * (0.5 + random()));
    inFlight.set(life, inFlight.get(life) - 1);
    if (response.destroyed) return;
    const event = (delta, finish_reason = null) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ role: 'assistant', content: null }) + event({ content: answer(system, user, digest) }));
    response.end(event({}, 'stop') + 'data: [DONE]\n\n', () => { entry.sentAt ||= Date.now(); });
  });
});
await new Promise(done => model.listen(0, '127.0.0.1', done));

// --- servers ---
async function start(quiet_s) {
  const life = killedAt.push(Infinity) - 1;
  const config = join(world.work, `config-${life}`);
  mkdirSync(join(config, 'prosed'), { recursive: true });
  writeFileSync(join(config, 'prosed/config.json'), JSON.stringify({
    model: { engine: 'openai', url: `http://127.0.0.1:${model.address().port}/s${life}/v1`, name: 'test', max_in_flight: 4 },
    learn: { quiet_s, steps: 2 },
  }));
  const editor = new Editor(prosed, { ...world, env: { ...world.env, XDG_CONFIG_HOME: config } });
  editor.life = life;
  return editor.start({ experimental: { prosed: { news: true } } });
}
async function kill(editor) {
  editor.child.kill('SIGKILL');
  await editor.exited;
  killedAt[editor.life] = Date.now();
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
async function until(what, seconds, holds) {
  const from = Date.now();
  while (!await holds()) {
    if (Date.now() - from > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(20);
  }
  return Date.now() - from;
}
const things = ['lamp', 'stair', 'boat', 'ledger', 'weight', 'window', 'cellar', 'rope', 'signal', 'gauge', 'berth', 'tide'];
const passage = n => `This is note number ${n} of the year, and it is about the ${things[n % 12]} near the ${things[(n * 5 + 3) % 12]}. We looked at it twice this week, found nothing that is broken, and wrote down what we saw (${n}).\n`;
const countStates = async editor => {
  const counts = {};
  for (const { state } of (await editor.command('prosed.samples')).items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

let failed = false, editors = [];
try {
  // What waits for quiet in one server is that server's until it is closed or killed.
  for (let i = 0; i < SERVERS; i++) editors.push(await start(600));
  let written = 0;
  for (const editor of editors) {
    const name = `waiting-${written}.md`;
    editor.open(name, '');
    editor.type(name, passage(written++));
    editor.save(name);
  }
  await until('eight samples wait', 10, async () => (await countStates(editors[0])).waiting === SERVERS);
  const ninth = await start(600);
  check((await countStates(ninth)).waiting === SERVERS, 'a ninth server queued what waits in the others');
  await ninth.stop();
  await kill(editors[3]);
  const freedMs = await until('the sample of a killed server is learned by the others', 20, async () => (await countStates(editors[0])).learned === 1);
  check((await countStates(editors[0])).waiting === SERVERS - 1, 'other samples stopped waiting, too');
  editors[3] = await start(600);
  editors.forEach((editor, i) => editor.close(`waiting-${i}.md`));
  await editors[5].untilLearned(SERVERS, 120);
  check(!overlaps.length, `two servers asked at the same time: ${overlaps.slice(0, 5).join('; ')}`);

  // A preference that one is told of is known to all within a second, and whoever shows a page hears of it.
  const seenMs = [];
  for (let round = 0; round < 5; round++) {
    const heard = editors.map(editor => editor.messages.length);
    const text = `Prefer sentence number ${round}.`;
    await editors[round].command('prosed.preferences.add', { genre: 'docs', text });
    const from = Date.now();
    await Promise.all(editors.map(async (editor, i) => {
      const { items } = await editor.command('prosed.preferences', { genre: 'docs' });
      check(items.some(item => item.text === text && item.pinned && item.inUse), `server ${i} does not see "${text}"`);
      await until(`server ${i} hears of "${text}"`, 10, () => editor.messages.slice(heard[i]).some(m => m.method === 'prosed/preferencesChanged'));
      seenMs.push(Date.now() - from);
    }));
  }
  seenMs.sort((a, b) => a - b);
  const late = seenMs.filter(ms => ms > 1000).length;
  check(late <= seenMs.length / 10, `${late} of ${seenMs.length} servers heard of a preference after more than a second`);

  // Kills, while all of them write and learn.
  const told = new Set(), waitsMs = [];
  let kills = 0;
  const answered = async (editor, command, argument) => { try { return await editor.command(command, argument); } catch (error) { if (/the server ended/.test(error.message)) return null; throw error; } };
  while (kills < KILLS) {
    const at = Math.floor(random() * SERVERS), editor = editors[at];
    if (random() < 0.6) {
      const writer = editors[Math.floor(random() * SERVERS)];
      writer.write(`note-${written}.md`, passage(written++));
      await writer.command('prosed.learn.pause').then(() => writer.command('prosed.learn.resume')); // it has taken the sample
    }
    const text = `Prefer pinned sentence ${kills}.`;
    const adding = answered(editor, 'prosed.preferences.add', { genre: 'email', text }).then(result => { if (result) told.add(text); });
    const reader = editors[(at + 1) % SERVERS], from = process.hrtime.bigint();
    const reading = reader.command('prosed.samples', { id: 1 }).then(() => waitsMs.push(Number(process.hrtime.bigint() - from) / 1e6));
    await sleep(random() * 400);
    await kill(editor);
    await Promise.all([adding, reading]);
    editors[at] = await start(600);
    if (++kills % 100 === 0) console.log(`${kills} kills, ${written} samples, ${requests} requests`);
  }
  await editors[0].untilLearned(written, 60 + written);
  const samples = (await editors[0].command('prosed.samples')).items;
  const texts = new Set(samples.map(sample => sample.text));
  check(samples.length === written && texts.size === written, `${samples.length} samples, ${texts.size} different, of ${written}`);
  check(samples.every(sample => sample.state === 'learned'), 'a sample is not learned');
  check(!repeated.length, `${repeated.length} answers were asked for again, for example:\n${repeated[0]}`);
  check(!overlaps.length, `two servers asked at the same time: ${overlaps.slice(0, 5).join('; ')}`);
  const kept = new Set((await editors[0].command('prosed.preferences', { genre: 'email' })).items.map(item => item.text));
  for (const text of told) check(kept.has(text), `lost: ${text}`);
  for (const editor of editors) check(await editor.stop() === 0, 'a server ended badly');
  const doctor = await run('doctor');
  check(!/damaged|broken|malformed/.test(doctor.out), `doctor says:\n${doctor.out}`);
  waitsMs.sort((a, b) => a - b);
  const slow = waitsMs.filter(ms => ms > 50).length; // other programs may be in the way of a few
  check(slow <= waitsMs.length / 10, `${slow} of ${waitsMs.length} readers waited for more than 50 ms`);
  console.log(`ok: ${kills} kills among ${SERVERS} servers; ${written} samples learned once each, ${told.size} preferences kept; ${asked.size} questions in ${requests} requests; freed after ${freedMs} ms; news after ${seenMs[seenMs.length >> 1]} ms (median), ${seenMs.at(-1)} ms (last); an answer from the store after ${waitsMs[waitsMs.length >> 1].toFixed(1)} ms (median), ${waitsMs.at(-1).toFixed(1)} ms (last) (SEED=${firstSeed})`);
} catch (error) {
  console.error(`FAIL (SEED=${firstSeed}): ${error.stack}`);
  failed = true;
}
for (const editor of editors) editor.child.kill('SIGKILL');
rmSync(world.work, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
