// A small editor for tests: starts `prosed lsp`, speaks LSP over its pipes, types and saves as a person would.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const top = realpathSync(new URL('../..', import.meta.url).pathname);
export const sleep = ms => new Promise(done => setTimeout(done, ms));

// A world of its own below a temporary folder: home, data, settings and one project.
export function makeWorld(name) {
  const work = realpathSync(mkdtempSync(join(tmpdir(), `prosed-${name}-`)));
  for (const folder of ['project/.git', 'home', 'data', 'config/prosed']) mkdirSync(join(work, folder), { recursive: true });
  const env = { ...process.env, PROSED_TYPING: 'size', HOME: join(work, 'home'), XDG_DATA_HOME: join(work, 'data'), XDG_CONFIG_HOME: join(work, 'config') };
  return { work, project: join(work, 'project'), settings: join(work, 'config/prosed/config.json'), env };
}

export class Editor {
  constructor(program, world) {
    this.world = world;
    this.child = spawn(program, ['lsp'], { env: world.env, cwd: world.project, stdio: ['pipe', 'pipe', 'pipe'] });
    this.exited = new Promise(done => this.child.on('exit', (code, signal) => done(signal ?? code)));
    this.pending = new Map();
    this.messages = []; // notifications and requests of the server
    this.id = 0;
    this.rest = Buffer.alloc(0);
    this.log = '';
    this.child.stdin.on('error', () => {});
    this.child.stderr.on('data', data => { this.log += data; });
    this.child.stdout.on('data', data => { this.rest = Buffer.concat([this.rest, data]); this.read(); });
  }
  read() {
    for (let end; (end = this.rest.indexOf('\r\n\r\n')) >= 0;) {
      const length = Number(/content-length: (\d+)/i.exec(this.rest.toString('latin1', 0, end))[1]);
      if (this.rest.length < end + 4 + length) return;
      const message = JSON.parse(this.rest.toString('utf8', end + 4, end + 4 + length));
      this.rest = this.rest.subarray(end + 4 + length);
      if (message.method !== undefined) this.messages.push(message);
      if (message.method === undefined) { this.pending.get(message.id)?.(message); this.pending.delete(message.id); }
      else if (message.id !== undefined) this.send({ id: message.id, result: null });
    }
  }
  send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  notify(method, params) { this.send({ method, params }); }
  request(method, params) {
    const id = ++this.id;
    const answer = new Promise(done => this.pending.set(id, done));
    this.send({ id, method, params });
    const gone = this.exited.then(how => { throw new Error(`the server ended (${how}) at ${method}\n${this.log.slice(-3000)}`); });
    return Promise.race([answer, gone]);
  }
  async start(capabilities = {}) {
    await this.request('initialize', { processId: process.pid, rootUri: 'file://' + this.world.project, capabilities });
    this.notify('initialized', {});
    return this;
  }
  async command(command, argument = {}) {
    const { result, error } = await this.request('workspace/executeCommand', { command, arguments: [argument] });
    if (error) throw new Error(`${command}: ${error.message}`);
    return result;
  }
  uri(name) { return `file://${this.world.project}/${name}`; }
  open(name, text, languageId = 'markdown') {
    this.notify('textDocument/didOpen', { textDocument: { uri: this.uri(name), languageId, version: 0, text } });
  }
  // At the place given, in pieces that a paste would not be; positions are UTF-16, as JavaScript counts.
  type(name, text, at = { line: 0, character: 0 }) {
    let version = 0;
    for (const piece of text.match(/.{1,40}|\n/gu)) {
      this.notify('textDocument/didChange', { textDocument: { uri: this.uri(name), version: ++version }, contentChanges: [{ range: { start: at, end: at }, text: piece }] });
      at = piece === '\n' ? { line: at.line + 1, character: 0 } : { line: at.line, character: at.character + piece.length };
    }
  }
  save(name) { this.notify('textDocument/didSave', { textDocument: { uri: this.uri(name) } }); }
  close(name) { this.notify('textDocument/didClose', { textDocument: { uri: this.uri(name) } }); }
  write(name, text, languageId) { this.open(name, '', languageId); this.type(name, text); this.save(name); this.close(name); }
  async untilLearned(count, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; ; await sleep(100)) {
      const status = await this.command('prosed.status');
      if (status.samples.learned >= count && status.learning.phase === 'idle') return status;
      if (Date.now() > end) throw new Error(`not learned within ${seconds} s: ${JSON.stringify(status)}`);
    }
  }
  async stop() { await this.request('shutdown'); this.notify('exit'); return this.exited; }
}
