// Questions given up at random moments: completions superseded and cancelled, rewrites cancelled. Each has to be answered once, the
// server's work on it has to end, and nothing may leak (run it under the address sanitizer).
// Usage: node cancel.mjs [PROSED] [COUNT] [SEED]
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';
import { setModel, startServer } from './scripted.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const count = Number(process.argv[3] ?? 1000);
let seed = Number(process.argv[4] ?? 1);
const random = limit => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % limit; };
const check = (holds, what) => { if (!holds) throw new Error(what); };

const world = makeWorld('cancel');
const server = await startServer(world, { rules: [
  { op: 'complete', nth: 7, fault: 'stall' },
  { op: 'rewrite', nth: 5, fault: 'stall_middle', say: '"""\nsome words that never end' },
  { op: 'complete', fault: 'slow', say: 'word ' },
  { op: 'rewrite', fault: 'slow', say: 'word ' },
] });
setModel(world, server, { max_in_flight: 4 }, { learn: { enabled: false } });
const editor = await new Editor(prosed, world).start({ textDocument: { inlineCompletion: {} } });
const answers = new Map(); // how often each id was answered, whoever waits for it
editor.pending.get = id => { answers.set(id, (answers.get(id) ?? 0) + 1); return Map.prototype.get.call(editor.pending, id); };
const files = ['a.md', 'b.md', 'c.md'];
files.forEach(name => editor.open(name, 'We looked at the lamp and the stair again, and they are sound. It is not the rope\n'));

const kinds = [
  name => ['textDocument/inlineCompletion', { textDocument: { uri: editor.uri(name) }, position: { line: 0, character: 40 + random(40) }, context: { triggerKind: 1 } }],
  name => ['workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri(name), range: { start: { line: 0, character: 0 }, end: { line: 0, character: 60 } }, instruction: 'shorter' }] }],
];
const all = [];
let most = 0;
for (let i = 0; i < count; i++) {
  const [method, params] = kinds[random(4) === 0 ? 1 : 0](files[random(files.length)]);
  all.push(editor.request(method, params));
  const id = editor.id, delay = random(3) === 0 ? 0 : random(90);
  if (delay) setTimeout(() => editor.notify('$/cancelRequest', { id }), delay);
  else editor.notify('$/cancelRequest', { id });
  if (random(3)) await sleep(random(40));
  if (i % 50 === 0) most = Math.max(most, (await server.stats()).active);
}
const replies = await Promise.all(all);
const once = [...answers].filter(([id, times]) => id > 1 && times === 1).length; // 1 is initialize
check(once === count, `each is answered once: ${once} of ${count}`);
check(editor.pending.size === 0, 'no answer is left over');
const kindsOfReply = {};
for (const { error, result } of replies) { const kind = error ? `error ${error.code}` : result?.items?.length === 0 ? 'nothing' : 'result'; kindsOfReply[kind] = (kindsOfReply[kind] ?? 0) + 1; }
check(Object.keys(kindsOfReply).every(kind => kind === 'error -32800' || kind === 'nothing'), `cancelled or nothing: ${JSON.stringify(kindsOfReply)}`);

let stats;
const start = Date.now();
do { stats = await server.stats(); await sleep(10); } while ((stats.active || stats.connections) && Date.now() - start < 5000);
check(stats.active === 0 && stats.connections === 0, `the server's slots and connections are free: ${JSON.stringify(stats)}`);
check(most <= 5, `never more than the cap at the server: ${most}`); // one may be seen ending
check(stats.requests > count / 4, `they did reach the server: ${stats.requests}`);
check(await editor.stop() === 0, `an orderly end, nothing leaked:\n${editor.log}`);
await server.stop();
rmSync(world.work, { recursive: true, force: true });
console.log(`ok: ${count} given up, ${stats.requests} reached the server, all free ${Date.now() - start} ms after; ${JSON.stringify(kindsOfReply)}`);
process.exit(0);
