// Every change of the store's disk fails in turn, each in several ways: the server stays alive and says what is wrong, and
// nothing that it reported or that was saved is lost or learned twice.
// Usage: node writes.mjs [PROSED] [RUNS]: that many moments, spread over all; 0: all of them. FROM=n begins at the nth.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, Facts, Session, check, checkWorld, makePassage, makeWorld, resolve, sleep, top, withShims } from './session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const RUNS = Number(process.argv[3] ?? 40), FAST = { SHIM_CLOCK: '20' }; // a failure is waited out for 2 s and more
const ways = [['28', 'the disk is full for a moment'], ['5', 'an I/O error for a moment'], ['28+', 'the disk is full from then on'], ['5+', 'I/O errors from then on']];

// How many changes a session without a failure makes.
async function countChanges() {
  const world = makeWorld('writes'), log = join(world.work, 'log'), env = world.env;
  world.env = withShims(env, { clock: FAST, disk: { SHIM_DISK: join(world.work, 'data'), SHIM_DISK_LOG: log } });
  const editor = await new Editor(prosed, world).start();
  await new Session(editor, new Facts()).play();
  check(await editor.stop() === 0, `the first run ends in order:\n${editor.log}`);
  const data = readFileSync(log);
  let count = 0;
  for (let at = 0; at < data.length; count++) {
    const end = data.indexOf(10, at), [kind, , , len] = data.toString('latin1', at, end).split(' ');
    at = end + 1 + (kind === 'W' ? Number(len) : 0);
  }
  rmSync(world.work, { recursive: true, force: true });
  return count;
}

async function failAt(n, how) {
  const world = makeWorld('writes'), env = world.env, facts = new Facts(), lasting = how.endsWith('+');
  world.env = withShims(env, { clock: FAST, disk: { SHIM_DISK: join(world.work, 'data'), SHIM_DISK_FAIL: `${n}${lasting ? '+' : ''}:${parseInt(how)}` } });
  let session;
  try {
    const editor = await new Editor(prosed, world).start();
    session = await new Session(editor, facts, lasting ? 250 : 5000).play();
    check(await editor.stop() === 0, `an orderly end`);
    check(!/Sanitizer|runtime error|still open/.test(editor.log), editor.log);
    world.env = { ...env, ...withShims(env, { clock: FAST }) };
    await checkWorld(prosed, world, facts, { all: lasting ? [] : session.saved });
  } catch (error) {
    error.message += `\nrefused: ${session?.refused.join('\n')}\nworld: ${world.work}`;
    throw error;
  }
  rmSync(world.work, { recursive: true, force: true });
  return session.refused.length;
}

// A passage that is quiet and cannot be queued is tried again after a while, not at once and for ever; when there is room it
// is learned, though its document is closed by then and was opened and changed again.
async function stayCalm() {
  const world = makeWorld('writes'), bad = join(world.work, 'bad');
  writeFileSync(world.settings, '{"learn": {"quiet_s": 0.2}}');
  world.env = withShims(world.env, { disk: { SHIM_DISK: join(world.work, 'data'), SHIM_DISK_BAD: bad } });
  const editor = await new Editor(prosed, world).start(), tried = () => statSync(bad).size;
  const kept = async () => (await editor.command('prosed.samples')).items.length;
  editor.open('a.md', '');
  editor.type('a.md', makePassage(1));
  editor.save('a.md');
  check(await kept() === 1, 'the first sample is kept');
  writeFileSync(bad, '');
  await sleep(1500);
  const before = tried();
  check(before > 0 && before < 20, `tried ${before} times in a second`);
  editor.close('a.md');
  await editor.command('prosed.status');
  editor.open('a.md', makePassage(1) + '\n');
  rmSync(bad);
  editor.type('a.md', makePassage(2), { line: 2, character: 0 });
  editor.save('a.md');
  check(await kept() === 2, 'the first sample is still there when the document is saved anew');
  await editor.untilLearned(2);
  check(await editor.stop() === 0, 'an orderly end');
  rmSync(world.work, { recursive: true, force: true });
}

const count = await countChanges(), first = Number(process.env.FROM ?? 1);
const step = RUNS ? Math.max(1, (count * ways.length) / RUNS) : 1;
let runs = 0, refused = 0, failed = 0;
await stayCalm().catch(error => { console.error(`FAIL: ${error.stack}`); failed++; });
for (let i = 0; i < count * ways.length; i += step) {
  const n = first + Math.floor(i / ways.length), [how, name] = ways[runs % ways.length]; // each way in its turn
  if (n > count) break;
  try {
    refused += await failAt(n, how);
  } catch (error) {
    console.error(`FAIL: change ${n} of ${count}, ${name}: ${error.stack}`);
    failed++;
  }
  runs++;
}
console.log(`${failed ? 'FAIL' : 'ok'}: ${runs} sessions with a failing disk (${count} changes), ${failed} of them wrong; ${refused} requests were answered with an error`);
process.exit(failed ? 1 : 0);
