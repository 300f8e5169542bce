// Memory runs out at each place that allocates, in turn (tests/shim/memory.c): the program says "out of memory" and
// aborts, or a library got along without. Nothing that it reported is lost, and the store is whole.
// Usage: node memory.mjs [PROSED] [PLACES]: that many, spread over all; 0: all of them. The PROSED is one without sanitizers: they have
// an allocator of their own. ONLY=place tries one.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, Facts, Session, check, checkWorld, makeWorld, resolve, top, withShims } from './session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/release/prosed'));
const PLACES = Number(process.argv[3] ?? 60), FAST = { SHIM_CLOCK: '20' };

async function listPlaces() {
  const world = makeWorld('memory'), log = join(world.work, 'log');
  world.env = withShims(world.env, { memory: { SHIM_MEMORY_LOG: log } });
  const editor = await new Editor(prosed, world).start();
  await new Session(editor, new Facts()).play();
  check(await editor.stop() === 0, `the first run ends in order:\n${editor.log}`);
  const places = readFileSync(log, 'utf8').trim().split('\n');
  rmSync(world.work, { recursive: true, force: true });
  return places;
}

const ends = { aborted: 0, 'went on': 0, 'did not come to it': 0 };
async function failAt(place) {
  const world = makeWorld('memory'), env = world.env, facts = new Facts();
  world.env = withShims(env, { memory: { SHIM_MEMORY_FAIL: place }, clock: FAST });
  const editor = new Editor(prosed, world), session = new Session(editor, facts, 5000);
  let how;
  try {
    try {
      await editor.start();
      await session.play();
      how = await editor.stop();
    } catch (error) {
      if (!/the server ended/.test(error.message)) throw error;
      how = await editor.exited;
    }
    check(how === 0 || how === 'SIGABRT', `it ended with ${how}`);
    if (how === 'SIGABRT') check(/out of memory/i.test(editor.log), 'it does not say why it ends');
    ends[how !== 0 ? 'aborted' : /memory runs out/.test(editor.log) ? 'went on' : 'did not come to it']++;
    world.env = env;
    await checkWorld(prosed, world, facts, { all: how === 0 ? session.saved : [] });
  } catch (error) {
    error.message += `\nrefused: ${session.refused.join('\n')}\nstderr: ${editor.log}`;
    throw error;
  }
  rmSync(world.work, { recursive: true, force: true });
}

const places = process.env.ONLY ? [process.env.ONLY] : await listPlaces();
const step = PLACES ? Math.max(1, places.length / PLACES) : 1;
let runs = 0, failed = 0;
for (let i = 0; i < places.length; i += step, runs++) {
  const place = places[Math.floor(i)];
  await failAt(place).catch(error => { console.error(`FAIL: no memory at place ${place}, ${Math.floor(i) + 1} of ${places.length}: ${error.stack}`); failed++; });
}
if (ends['went on'] > 2 + runs / 10) { // libc and libuv may; more than that, and something was left out that nobody misses here
  console.error(`FAIL: it went on ${ends['went on']} times`);
  failed++;
}
console.log(`${failed ? 'FAIL' : 'ok'}: memory ran out at ${runs} of ${places.length} places: ${Object.entries(ends).map(([how, count]) => `${count} ${how}`).join(', ')}; ${failed} wrong`);
process.exit(failed ? 1 : 0);
