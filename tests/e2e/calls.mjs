// Every call of a model goes wrong in turn, each in one of several ways; then every call is given up in turn, by ending the server
// or by forgetting a sample while it is on its way. In the end every sample was learned once, and no answer that had come
// home before was asked for again.
// Usage: node calls.mjs [PROSED] [STEP]: every STEPth call (1: all).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setModel, startServer } from './scripted.mjs';
import { Editor, Facts, Session, check, checkWorld, makePassage, makeWorld, resolve, sleep, top, withShims } from './session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const STEP = Number(process.argv[3] ?? 5), FAST = { SHIM_CLOCK: '20' }, HOME_MS = 300;
const faults = [{ fault: 'status', status: 500 }, { fault: 'close' }, { fault: 'cut' }, { fault: 'cut_clean' }, { fault: 'empty' }, { fault: 'html' },
  { fault: 'bad_utf8' }, { fault: 'stall' }, { fault: 'stall_middle' }, { fault: 'status', status: 429, headers: { 'retry-after': '2' } },
  { fault: 'status', status: 401, error: { message: 'bad key' } }, { say: '' }, { say: 'I would rather not.' }];

async function inWorld(rules, play) {
  const world = makeWorld('calls'), server = await startServer(world, { rules });
  setModel(world, server, { max_in_flight: 2 }, { learn: { steps: 2 } });
  world.env = withShims(world.env, { clock: FAST });
  try {
    const result = await play(world, server);
    rmSync(world.work, { recursive: true, force: true });
    return result;
  } finally {
    await server.stop();
  }
}

async function countCalls() {
  return inWorld([], async (world, server) => {
    const editor = await new Editor(prosed, world).start(), session = await new Session(editor, new Facts()).play();
    check(!session.refused.length, `the first run is in order: ${session.refused}`);
    check(await editor.stop() === 0, 'an orderly end');
    return server.requests().length;
  });
}

async function failAt(n) {
  const rule = { n, ...faults[n % faults.length] };
  await inWorld([rule], async (world) => {
    const facts = new Facts(), editor = await new Editor(prosed, world).start(), session = await new Session(editor, facts, 8000).play();
    check(await editor.stop() === 0, 'an orderly end');
    check(!/Sanitizer|runtime error|still open/.test(editor.log), editor.log);
    await checkWorld(prosed, world, facts, { all: session.saved });
  }).catch(error => { throw Object.assign(error, { message: `${JSON.stringify(rule)}: ${error.message}` }); });
}

// false: there is no such call.
async function giveUpAt(n) {
  return inWorld([{ n, fault: 'stall', times: 1 }, { op: 'outline', say: '- {user}' }], // notes of its own for each: no two questions are alike
    async (world, server) => {
    const facts = new Facts(), texts = [1, 2, 3].map(i => makePassage(i).trim());
    let editor = await new Editor(prosed, world).start(), status;
    texts.forEach((text, i) => editor.write(`${i}.md`, text + '\n'));
    const items = (await editor.command('prosed.samples')).items;
    check(items.length === 3, 'all are kept');
    const arrived = () => server.requests().some(entry => entry.n === n);
    do { await sleep(10); status = await editor.command('prosed.status'); } while (!arrived() && (status.learning.phase !== 'idle' || status.samples.learned < 3));
    if (!arrived()) return (await editor.stop()) !== 0;
    const gone = items[n % 3], before = Date.now();
    if (n % 2) {
      facts.note('forgetting', gone.text);
      await editor.command('prosed.samples.forget', { id: gone.id });
      facts.note('forgotten', gone.text);
    }
    check(await editor.stop() === 0, 'an orderly end');
    check(Date.now() - before < 3000, `it ends while a call is on its way, and not ${Date.now() - before} ms later`);
    check(!/Sanitizer|runtime error|still open/.test(editor.log), editor.log);
    const first = server.log(), ends = new Map(first.filter(({ end }) => end === 'whole').map(entry => [entry.n, entry]));
    const home = new Set(first.filter(entry => entry.hash && ends.has(entry.n)).slice(0, -4).map(({ hash }) => hash)); // the last ones may be too late
    await checkWorld(prosed, world, facts, { all: texts });
    if (n % 2 === 0) { // a forgotten sample lets other jobs begin anew
      const again = server.requests().slice(first.filter(entry => entry.hash).length).filter(({ hash }) => home.has(hash));
      check(!again.length, `asked again: ${JSON.stringify(again[0])}`);
    }
    return true;
  });
}

let failed = 0, calls = 0, cancelled = 0;
const attempt = (what, promise) => promise.catch(error => { console.error(`FAIL: ${what}: ${error.stack}`); failed++; return true; });
const count = await countCalls();
for (let n = 1; n <= count; n += STEP, calls++) await attempt(`call ${n} of ${count} goes wrong`, failAt(n));
for (let n = 1; await attempt(`call ${n} is given up`, giveUpAt(n)); n += STEP) cancelled++;
console.log(`${failed ? 'FAIL' : 'ok'}: ${calls} of ${count} calls went wrong, ${cancelled} were given up; ${failed} times something was lost`);
process.exit(failed ? 1 : 0);
