// What prosed adds to the time a model server takes: rewrites and completions through `prosed lsp`, in turn with the same request
// sent by libcurl (client.c) to the same server, which answers at once. Both sides keep their connection. prosed's time is what
// its editor sees, from writing the request into the pipe to having read the answer; curl's is once what curl itself
// measures, and once what this process sees of it through the same kind of pipe. The first streamed word: the first partial result,
// next to the first bytes of text that reach curl.
//
// Usage: node latency.mjs [PROSED] [COUNT] [CLIENT]
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { Editor, makeWorld, top } from '../e2e/editor.mjs';
import { setModel, startServer } from '../e2e/scripted.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/release/prosed'));
const count = Number(process.argv[3] ?? 500);
const client = resolve(process.argv[4] ?? join(top, 'build/release/tests/bench/client'));
const WARM_UP = 20; // libraries are loaded, stores opened, JavaScript compiled
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const text = 'We have looked at the lamp, the stair, and the rope again, and they are all sound. It is not the rope that squeaks; it is the third step, and we will not mend it before spring.';

const world = makeWorld('latency');
const say = '"""\nWe looked at the lamp, the stair and the rope again. They are sound. It is not the rope that squeaks.\n"""';
const kept = join(world.work, 'body.json');
const server = await startServer(world, { rules: [{ has: 'word by word', say, pause_ms: 4 }, { op: 'complete', has: 'Slowly', say: '"""\nWe will look again.\n"""', pause_ms: 4 }, { op: 'complete', say: '"""\nWe will look again.\n"""' }, { op: 'rewrite', say }] }, '--keep', kept);
setModel(world, server, {}, { learn: { enabled: false } });
const editor = await new Editor(prosed, world).start({ textDocument: { inlineCompletion: {} } });
editor.open('a.md', text + '\n');
editor.open('slow.md', `A Slowly. ${text}\n`);
let version = 0;
const change = () => { // another text each time: nothing may come from memory
  const start = { line: 0, character: 2 };
  version++;
  for (const name of ['a.md', 'slow.md']) editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri(name), version }, contentChanges: [{ range: { start, end: { line: 0, character: version === 1 ? 2 : 7 } }, text: String(10000 + version) }] });
};

const ask = params => {
  const token = `first-${version}`, start = performance.now();
  let first = 0;
  editor.messages.push = message => { if (!first && message.method === '$/progress') first = performance.now() - start; return 0; };
  return editor.request('workspace/executeCommand', { ...params, partialResultToken: token }).then(({ error, result }) => {
    const total = performance.now() - start;
    if (error || !(result.after ?? result.text)) throw new Error(JSON.stringify(error ?? result));
    return { total, first };
  });
};
const rewrite = instruction => ask({ command: 'prosed.rewrite', arguments: [{ uri: editor.uri('a.md'), range: { start: { line: 0, character: 0 }, end: { line: 0, character: 100 } }, instruction }] });
const complete = name => ask({ command: 'prosed.complete', arguments: [{ uri: editor.uri(name), position: { line: 0, character: 9999 } }] });

const peer = spawn(client, [`${server.url}/v1/chat/completions`, kept], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: peer.stdout });
let onLine;
lines.on('line', line => onLine(line));
const curl = () => {
  const start = performance.now();
  return new Promise(done => {
    onLine = line => { const [first, total] = line.split(' ').map(Number); done({ first, total, seen: performance.now() - start }); };
    peer.stdin.write('nWe \n');
  });
};

const rows = [];
async function compare(name, ours, pick) {
  const a = [], b = [], seen = [];
  for (let i = 0; i < count + WARM_UP; i++) {
    change();
    const mine = await ours(), other = await curl();
    if (i >= WARM_UP) { a.push(mine[pick]); b.push(other[pick]); seen.push(other.seen); }
  }
  const row = { name, prosed: [0.5, 0.99].map(q => quantile(a, q)), curl: [0.5, 0.99].map(q => quantile(b, q)) };
  row.added = row.prosed.map((value, i) => value - row.curl[i]);
  if (pick === 'total') row.pipe = [0.5, 0.99].map(q => quantile(seen, q));
  rows.push(row);
}
await compare('rewrite', () => rewrite('shorter'), 'total');
await compare('completion', () => complete('a.md'), 'total');
await compare('first word of a rewrite', () => rewrite('word by word'), 'first');
await compare('first word of a completion', () => complete('slow.md'), 'first');
const show = ([median, high]) => `${median.toFixed(2).padStart(7)}${high.toFixed(2).padStart(8)}`;
console.log(`latency over the same request sent with curl, ms, ${count} each in turn: median, 99th percentile`);
console.log(`${''.padEnd(26)}         prosed           curl          added    curl behind a pipe`);
for (const { name, prosed: ours, curl: theirs, added, pipe } of rows) console.log(`${name.padEnd(26)}${show(ours)}${show(theirs)}${show(added)}${pipe ? show(pipe).padStart(22) : ''}`);
await editor.stop();
peer.stdin.end();
await server.stop();
rmSync(world.work, { recursive: true, force: true });
for (const { name, added } of rows) if (!(added[0] <= 2 && added[1] <= 5)) console.log(`over the limit (2 ms median, 5 ms 99th percentile): ${name}`);
process.exit(0);
