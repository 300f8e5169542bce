// What a language server costs, measured from outside over stdio: start to the initialize answer, resident memory when
// idle, 200 incremental changes on a 100 KB document, and one change at a time in documents of three sizes. Several
// servers take turns in one run, so that their ratio holds on a noisy machine.
//
// Usage: node lsp.mjs [--json] NAME=COMMAND [NAME=COMMAND...]     e.g. prosed="build/release/prosed lsp" clangd=clangd
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const STARTS = 20, BURSTS = 15, CHANGES = 200, SINGLES = 1000;
const home = mkdtempSync(join(tmpdir(), 'prosed-bench-'));
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const sleep = ms => new Promise(done => setTimeout(done, ms));

class Server {
  constructor(command) {
    const env = { ...process.env, HOME: home, XDG_DATA_HOME: home + '/data', XDG_CONFIG_HOME: home + '/config', XDG_CACHE_HOME: home + '/cache' };
    this.started = performance.now();
    this.child = spawn(command[0], command.slice(1), { env, stdio: ['pipe', 'pipe', 'ignore'] });
    this.exited = new Promise(done => this.child.on('exit', done));
    this.child.on('error', error => { throw error; });
    this.pending = new Map();
    this.id = 0;
    this.rest = Buffer.alloc(0);
    this.child.stdout.on('data', data => { this.rest = Buffer.concat([this.rest, data]); this.read(); });
  }
  read() {
    for (;;) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.rest.toString('latin1', 0, end))[1]);
      if (this.rest.length < end + 4 + length) return;
      const message = JSON.parse(this.rest.toString('utf8', end + 4, end + 4 + length));
      this.rest = this.rest.subarray(end + 4 + length);
      if (message.method === undefined) {
        this.pending.get(message.id)?.(message);
        this.pending.delete(message.id);
      } else if (message.id !== undefined) {
        this.child.stdin.write(this.encode({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null }));
      }
    }
  }
  encode(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }
  notify(method, params) { this.child.stdin.write(this.encode({ method, params })); }
  request(method, params, before = '') {
    const id = ++this.id;
    const answer = new Promise(done => this.pending.set(id, done));
    this.child.stdin.write(before + this.encode({ id, method, params }));
    return answer;
  }
  async initialize() {
    await this.request('initialize', { processId: process.pid, rootUri: null, capabilities: { general: { positionEncodings: ['utf-16'] } } });
    const ms = performance.now() - this.started;
    this.notify('initialized', {});
    return ms;
  }
  async close() {
    await this.request('shutdown');
    this.notify('exit');
    await Promise.race([this.exited, sleep(3000).then(() => this.child.kill('SIGKILL'))]);
  }
  residentMb() { return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))[1]) / 1024; }
}

const words = 'the harbour keeps a log of every boat and its berth for one year after that the oldest pages are bound'.split(' ');
function makeLines(bytes) {
  const lines = [];
  for (let size = 0, n = 0; size < bytes; n++) {
    let line = '';
    while (line.length < 80 && n % 8 !== 7) line += words[(n * 7 + line.length) % words.length] + ' ';
    lines.push(line.trimEnd());
    size += lines.at(-1).length + 1;
  }
  return lines;
}
const uri = name => `file://${home}/${name}`;
const open = (server, name, lines) => server.notify('textDocument/didOpen', { textDocument: { uri: uri(name), languageId: 'markdown', version: 0, text: lines.join('\n') } });
// Any server answers an unknown request, after what came before it.
const barrier = (server, before) => server.request('bench/barrier', {}, before);
let version = 0;
function change(server, name, lines, n) {
  let line = (n * 7919) % lines.length;
  while (!lines[line]) line = (line + 1) % lines.length;
  const at = { line, character: n % lines[line].length };
  return server.encode({ method: 'textDocument/didChange', params: { textDocument: { uri: uri(name), version: ++version }, contentChanges: [{ range: { start: at, end: at }, text: 'x' }] } });
}

const args = process.argv.slice(2);
const servers = args.filter(a => a.includes('=')).map(a => ({ name: a.slice(0, a.indexOf('=')), command: a.slice(a.indexOf('=') + 1).split(' '), start: [], burst: [] }));
for (let i = 0; i <= STARTS; i++) for (const s of servers) {
  const server = new Server(s.command);
  const ms = await server.initialize();
  if (i) s.start.push(ms); // the first one warms the page cache
  await server.close();
}
for (const s of servers) { s.server = new Server(s.command); await s.server.initialize(); }
await sleep(2000);
for (const s of servers) s.idle = s.server.residentMb();
const lines = makeLines(100 << 10);
for (const s of servers) { open(s.server, 'burst.md', lines); await barrier(s.server); await sleep(500); }
for (let i = 0; i <= BURSTS; i++) for (const s of servers) {
  let batch = '';
  for (let n = 0; n < CHANGES; n++) batch += change(s.server, 'burst.md', lines, i * CHANGES + n);
  const from = performance.now();
  await barrier(s.server, batch);
  if (i) s.burst.push(performance.now() - from);
}
const rows = [['start to initialize answer, ms', s => quantile(s.start, 0.5)], ['resident memory idle, MB', s => s.idle], ['200 changes on 100 KB, ms', s => quantile(s.burst, 0.5)]];
console.log('medians'.padEnd(34) + servers.map(s => s.name.padStart(10)).join('') + (servers.length > 1 ? `  ${servers[0].name}/${servers[1].name}` : ''));
for (const [label, value] of rows)
  console.log(label.padEnd(34) + servers.map(s => value(s).toFixed(2).padStart(10)).join('') + (servers.length > 1 ? (value(servers[0]) / value(servers[1])).toFixed(3).padStart(15) : ''));

const first = servers[0];
console.log(`\n${first.name}: one change and the answer behind it, by size of document`.padEnd(60) + '    median ms   99 % ms');
for (const size of [10 << 10, 100 << 10, 1 << 20]) {
  const name = `single-${size}.md`, body = makeLines(size), times = [];
  open(first.server, name, body);
  await barrier(first.server);
  for (let n = 0; n < SINGLES; n++) {
    const message = change(first.server, name, body, n);
    const from = performance.now();
    await barrier(first.server, message);
    times.push(performance.now() - from);
  }
  const empty = [];
  for (let n = 0; n < SINGLES; n++) {
    const from = performance.now();
    await barrier(first.server);
    empty.push(performance.now() - from);
  }
  console.log(`${size} bytes`.padStart(20).padEnd(60) + `    ${quantile(times, 0.5).toFixed(3).padStart(9)} ${quantile(times, 0.99).toFixed(3).padStart(9)}   (the answer alone: ${quantile(empty, 0.5).toFixed(3)}, ${quantile(empty, 0.99).toFixed(3)})`);
}
for (const s of servers) await s.server.close();
rmSync(home, { recursive: true, force: true });
