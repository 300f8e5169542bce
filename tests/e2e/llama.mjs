// A real llama.cpp server, with no setting but its address: the one at PROSED_LLAMA_URL, or at the usual port of this machine; else
// one that is started with a made-up model (tests/servers/tiny-model.mjs), by the command PROSED_LLAMA_SERVER, the one that is
// installed, or a newer Debian's. Skipped where there is none of all that.
// Usage: node llama.mjs [PROSED]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? process.env.PROSED ?? join(top, 'build/sanitize/prosed'));
const check = (holds, what) => { if (!holds) throw new Error(what); };
const world = makeWorld('llama');
const listModels = url => fetch(`${url}/v1/models`).then(response => response.json()).then(answer => answer.data, () => null);
const freePort = () => new Promise(done => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); }); });

// As many words as a made-up model may say: it does not know when to stop.
const WORDS = 40;
async function startOwn() {
  const fetched = () => spawnSync(join(top, 'tests/e2e/lib/fetch_newer'), ['llama-server']).status ? null : join(top, 'build/newer/llama-server');
  const command = process.env.PROSED_LLAMA_SERVER ?? (spawnSync('llama-server', ['--version']).error ? fetched() : 'llama-server');
  if (!command) return null;
  const model = join(world.work, 'tiny.gguf'), url = `http://127.0.0.1:${await freePort()}`;
  execFileSync('node', [join(top, 'tests/servers/tiny-model.mjs'), model]);
  const args = ['-m', model, '--host', '127.0.0.1', '--port', url.split(':')[2], '-c', '16384', '-np', '2', '-t', '1', '-n', String(WORDS)];
  let said = '', gone = false;
  const child = spawn('/bin/sh', ['-c', `exec ${command} "$@"`, 'llama-server', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { said = (said + data).slice(-5000); });
  child.on('exit', () => { gone = true; });
  process.on('exit', () => child.kill());
  for (let i = 0; i < 600 && !gone; i++) { if (await listModels(url)) return url; await sleep(100); }
  throw new Error(`${command} does not start:\n${said}`);
}

let url = process.env.PROSED_LLAMA_URL ?? 'http://127.0.0.1:8080', own = false;
if (!await listModels(url)) {
  const asked = process.env.PROSED_LLAMA_URL;
  url = asked ? null : await startOwn();
  own = true;
  if (!url) { console.log('SKIPPED: no llama.cpp server runs, is installed or can be fetched; install llama.cpp-tools (Debian sid), start one, or set PROSED_LLAMA_URL'); rmSync(world.work, { recursive: true }); process.exit(77); }
}
const models = (await listModels(url)).map(model => model.id);
writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', url } }));
const editor = await new Editor(prosed, world).start();
const text = "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it before spring.\n";
const at = { uri: editor.uri('a.md'), position: { line: 0, character: 3 } };
editor.open('a.md', text);
const completion = await editor.request('textDocument/inlineCompletion', { textDocument: { uri: at.uri }, position: { line: 0, character: 80 }, context: { triggerKind: 1 } });
check(completion.result, `a completion: ${JSON.stringify(completion.error)}`);
const rewrite = await editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ ...at, instruction: 'shorter' }] });
// A small model may break what the guard protects, or go on for too long; that is a refusal of ours, and the server did its part.
check(rewrite.result || (rewrite.error.code === -32803 && !/\(\d{3}\)|broke off|cannot connect|sent nothing/.test(rewrite.error.message)), `a rewrite: ${JSON.stringify(rewrite.error)}`);
editor.write('b.md', text);
// What a model of random weights says is of no use: then the sample is set aside, and nothing is called learned.
let status;
for (const end = Date.now() + 500000; ;) {
  status = await editor.command('prosed.status');
  if (status.samples.learned + status.samples.failed === 1) break;
  check(Date.now() < end, `neither learned nor set aside: ${JSON.stringify(status)}`);
  await sleep(200);
}
const learning = status.spendToday.find(row => row.purpose === 'learn');
check(learning?.promptTokens > 0 && learning.answerTokens > 0, `tokens are counted: ${JSON.stringify(status.spendToday)}`);
if (own) { // a rewrite that is given up frees its place
  const id = editor.id + 1, start = Date.now();
  const cancelled = editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ ...at, instruction: 'longer' }] });
  await sleep(300);
  editor.notify('$/cancelRequest', { id });
  const given = await cancelled;
  check((given.error ?? given.result) && Date.now() - start < 10000, `a rewrite is given up: ${JSON.stringify(given)}, ${Date.now() - start} ms`);
  const busy = async () => (await fetch(`${url}/slots`).then(response => response.json())).filter(slot => slot.is_processing).length;
  for (let i = 0; i < 100 && await busy(); i++) await sleep(100);
  check(await busy() === 0, 'its place is free');
}
const doctor = spawnSync(prosed, ['doctor', '--project', world.project], { env: world.env, encoding: 'utf8' });
check(/ok +model +write|model +write: .* is not up to it: asked for a rewrite/.test(doctor.stdout), `the doctor's question is answered: ${doctor.stdout}`);
check(await editor.stop() === 0, 'an orderly end');
rmSync(world.work, { recursive: true, force: true });
console.log(`ok: ${models} at ${url}${own ? ', started for this' : ''}: ${JSON.stringify(status.spendToday)}`);
process.exit(0);
