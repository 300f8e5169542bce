// What prosed adds to the time a model server takes: rewrites and completions through `prosed lsp`, in turn with the same request
// sent by curl to the same server, which answers at once. curl's own times are taken, so that its start does not count. The first
// streamed word: from the request to the first partial result, next to curl's trace of the same bytes.
//
// Usage: node latency.mjs [PROSED] [COUNT]
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Editor, makeWorld, top } from '../e2e/editor.mjs';
import { setModel, startServer } from '../e2e/scripted.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/release/prosed'));
const count = Number(process.argv[3] ?? 500);
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const text = 'We have looked at the lamp, the stair, and the rope again, and they are all sound. It is not the rope that squeaks; it is the third step, and we will not mend it before spring.';

const world = makeWorld('latency');
const say = '"""\nWe looked at the lamp, the stair and the rope again. They are sound. It is not the rope that squeaks.\n"""';
const kept = join(world.work, 'body.json');
const server = await startServer(world, { rules: [{ has: 'word by word', say, pause_ms: 4 }, { op: 'rewrite', say }] }, '--keep', kept);
setModel(world, server, {}, { learn: { enabled: false } });
const env = { ...world.env };
const editor = await new Editor(prosed, world).start({ textDocument: { inlineCompletion: {} } });
editor.open('a.md', text + '\n');
let version = 0;
const change = () => { // another text each time: nothing may come from memory
  const start = { line: 0, character: 2 };
  editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri('a.md'), version: ++version }, contentChanges: [{ range: { start, end: { line: 0, character: version === 1 ? 2 : 7 } }, text: String(10000 + version) }] });
};
const curl = (...args) => execFileSync('curl', ['-sS', '-o', '/dev/null', '-H', 'Content-Type: application/json', '--data-binary', `@${kept}`, ...args, `${server.url}/v1/chat/completions`], { env, encoding: 'utf8' });

const rewrite = instruction => {
  const token = `first-${version}`, range = { start: { line: 0, character: 0 }, end: { line: 0, character: 100 } };
  let first = 0;
  const start = performance.now();
  editor.messages.push = message => { if (!first && message.method === '$/progress') first = performance.now() - start; return 0; };
  return editor.request('workspace/executeCommand', { command: 'prosed.rewrite', partialResultToken: token, arguments: [{ uri: editor.uri('a.md'), range, instruction }] })
    .then(({ error }) => { if (error) throw new Error(error.message); return { total: performance.now() - start, first }; });
};
const complete = async () => {
  const start = performance.now();
  const { error, result } = await editor.request('textDocument/inlineCompletion', { textDocument: { uri: editor.uri('a.md') }, position: { line: 0, character: text.length + (version ? 5 : 0) }, context: { triggerKind: 1 } });
  if (error || !result.items.length) throw new Error(JSON.stringify(error ?? 'no completion'));
  return { total: performance.now() - start };
};
const totalOfCurl = () => 1000 * Number(curl('-w', '%{time_total}'));
// From the moment the request is sent to the first bytes of the answer's text.
const firstOfCurl = () => {
  const trace = join(world.work, 'trace');
  rmSync(trace, { force: true });
  curl('-N', '--trace-time', '--trace-ascii', trace);
  const seconds = line => { const [h, m, s] = line.split(' ')[0].split(':').map(Number); return h * 3600 + m * 60 + s; };
  let sent = 0, at = 0, bytes = '';
  for (const line of readFileSync(trace, 'latin1').split('\n')) {
    if (/^\d\d:\d\d:\d\d/.test(line)) { at = seconds(line); if (!sent && line.includes('=> Send header')) sent = at; }
    else bytes += line.replace(/^[0-9a-f]{4,}: /, ''); // 64 bytes of what was received
    if (bytes.includes('nWe ')) return 1000 * (at - sent);
  }
  throw new Error('no word in curl\'s trace');
};

const rows = [];
async function compare(name, ours, theirs, pick) {
  const a = [], b = [];
  for (let i = 0; i < count + 5; i++) {
    change();
    const mine = pick(await ours());
    const other = theirs();
    if (i >= 5) { a.push(mine); b.push(other); } // the first ones load libraries
  }
  const added = a.map((value, i) => value - b[i]);
  rows.push({ name, count, 'prosed p50': quantile(a, 0.5), 'curl p50': quantile(b, 0.5), 'prosed p99': quantile(a, 0.99), 'curl p99': quantile(b, 0.99), 'added p50': quantile(a, 0.5) - quantile(b, 0.5), 'added p99': quantile(a, 0.99) - quantile(b, 0.99), 'added in turn, p50': quantile(added, 0.5), 'in turn, p99': quantile(added, 0.99) });
}
await compare('rewrite', () => rewrite('shorter'), totalOfCurl, one => one.total);
await compare('completion', complete, totalOfCurl, one => one.total);
await compare('first word of a rewrite', () => rewrite('word by word'), firstOfCurl, one => one.first);
console.log('latency over the same request sent with curl, in ms');
for (const { name, count: n, ...figures } of rows) console.log(`${name} (${n}): ${Object.entries(figures).map(([key, value]) => `${key} ${value.toFixed(2)}`).join(', ')}`);
await editor.stop();
await server.stop();
rmSync(world.work, { recursive: true, force: true });
const wrong = rows.filter(row => !(row['added p50'] <= 2 && row['added p99'] <= 5));
for (const row of wrong) console.log(`over the limit (2 ms median, 5 ms 99th percentile): ${row.name}`);
process.exit(0);
