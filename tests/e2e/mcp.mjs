// prosed mcp, as agents meet it: both revisions of the protocol over one pipe, every malformed message answered once, nothing
// learned, nothing of another project told; and, where npm has it, the official SDK's client, which holds each message
// against its schemas.
// Usage: node mcp.mjs [PROSED]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';
import { setModel, startServer } from './scripted.mjs';

const prosed = resolve(process.argv[2] ?? process.env.PROSED ?? join(top, 'build/sanitize/prosed'));
const check = (holds, what) => { if (!holds) throw new Error(what); };
const world = makeWorld('mcp');
const run = (...args) => {
  const r = spawnSync(prosed, args, { env: world.env, cwd: world.project, encoding: 'utf8' });
  check(r.status === 0, `prosed ${args.join(' ')}: ${r.stderr}`);
  return r.stdout;
};

class Agent {
  constructor(cwd = world.project, ...args) {
    this.child = spawn(prosed, ['mcp', ...args], { env: world.env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    this.exited = new Promise(done => this.child.on('exit', (code, signal) => done(signal ?? code)));
    this.lines = []; // every one the server wrote
    this.waiting = [];
    this.rest = '';
    this.log = '';
    this.id = 0;
    this.child.stdin.on('error', () => {});
    this.child.stderr.on('data', data => { this.log += data; });
    this.child.stdout.on('data', data => {
      this.rest += data;
      for (let end; (end = this.rest.indexOf('\n')) >= 0; this.rest = this.rest.slice(end + 1)) this.take(this.rest.slice(0, end));
    });
  }
  take(line) {
    const message = JSON.parse(line); // stdout holds nothing else
    check(message.jsonrpc === '2.0' && message.method === undefined, `a reply and nothing else: ${line.slice(0, 200)}`);
    this.lines.push(message);
    this.waiting = this.waiting.filter(waiter => !waiter());
  }
  raw(text) { this.child.stdin.write(text); }
  send(message) { this.raw(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n'); }
  until(what, holds) {
    return Promise.race([
      new Promise(done => { const waiter = () => { const found = this.lines.find(holds); if (found) done(found); return found; }; if (!waiter()) this.waiting.push(waiter); }),
      this.exited.then(how => { throw new Error(`the server ended (${how}) at ${what}\n${this.log.slice(-2000)}`); }),
      sleep(20000).then(() => { throw new Error(`no answer to ${what}`); }),
    ]);
  }
  request(method, params) {
    const id = ++this.id;
    this.send({ id, method, ...(params && { params }) });
    return this.until(method, m => m.id === id);
  }
  async tool(name, args) { return (await this.request('tools/call', this.meta({ name, arguments: args }))); }
  meta(params = {}) { return this.plain ? params : { ...params, _meta: META }; }
  async end() { this.child.stdin.end(); return this.exited; }
}
const META = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} };

run('preferences', 'add', 'Use contractions.');
run('preferences', 'add', '--genre', 'mail', 'Sign off with "Cheers".\u202e');
const text = '# Log\n\nIt does not turn by itself, and we do not know why. See `do not touch`.\n';
const wanted = "# Log\n\nIt doesn't turn by itself, and we don't know why. See `do not touch`.\n";
// A sample that waits, of a server that was killed: another server would go on with it, an agent's does not.
const editor = await new Editor(prosed, world).start();
editor.write('notes.md', "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it.\n");
await editor.command('prosed.learn.pause');
await editor.command('prosed.learn.now');
editor.child.kill('SIGKILL');
await editor.exited;
const kept = () => run('samples', '--json') + run('preferences', 'export', '--json') + JSON.stringify(JSON.parse(run('status', '--json')).suggestions);
const before = kept();
check(/"state":\s*"(waiting|queued)"/.test(before), `a sample waits: ${before}`);

// The revision with a handshake.
{
  const agent = new Agent();
  agent.plain = true;
  const early = await agent.request('tools/list');
  check(early.error?.code === -32602 && /initialize first/.test(early.error.message), `before the handshake: ${JSON.stringify(early)}`);
  check((await agent.request('ping')).result, 'a ping may come before');
  const probe = await agent.request('server/discover');
  check(probe.error && ![-32020, -32021, -32022].includes(probe.error.code), 'no revision named: an old client falls back');
  for (const [asked, got] of [['2025-11-25', '2025-11-25'], ['2025-06-18', '2025-06-18'], ['1999-01-01', '2025-11-25']]) {
    const { result } = await agent.request('initialize', { protocolVersion: asked, capabilities: {}, clientInfo: { name: 't', version: '1' } });
    check(result.protocolVersion === got && result.serverInfo.name === 'prosed' && result.capabilities.tools, `initialize ${asked}: ${JSON.stringify(result)}`);
  }
  agent.send({ method: 'notifications/initialized' });
  const { tools } = (await agent.request('tools/list')).result;
  check(tools.map(t => t.name).join() === 'preferences,check,rewrite' && tools.every(t => t.annotations.readOnlyHint && t.inputSchema.type === 'object'), 'three tools that only read');
  const { result } = await agent.tool('rewrite', { text });
  check(result.content[0].text === wanted && result.structuredContent.text === wanted && result.structuredContent.changed, `rewritten: ${JSON.stringify(result)}`);
  check(result.resultType === undefined && result._meta === undefined, 'an old client gets what it knows');
  const gone = await agent.request('resources/read', { uri: 'prosed://preferences/poems' });
  check(gone.error?.code === -32002, `no such resource: ${JSON.stringify(gone)}`);
  check(await agent.end() === 0, 'an orderly end');
}

// The revision without.
{
  const agent = new Agent();
  const { result: found } = await agent.request('server/discover', agent.meta());
  check(found.supportedVersions.includes('2026-07-28') && found.resultType === 'complete' && found.ttlMs === 0 && found.cacheScope === 'private', `discover: ${JSON.stringify(found)}`);
  const wrong = await agent.request('tools/list', { _meta: { ...META, 'io.modelcontextprotocol/protocolVersion': '2030-01-01' } });
  check(wrong.error?.code === -32022 && wrong.error.data.requested === '2030-01-01' && wrong.error.data.supported.includes('2026-07-28'), `a version to come: ${JSON.stringify(wrong)}`);
  const half = await agent.request('tools/list', { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } });
  check(half.error?.code === -32602, 'capabilities are missing');
  check((await agent.request('ping', agent.meta())).error?.code === -32601, 'no ping any more');

  const checked = (await agent.tool('check', { text })).result.structuredContent;
  check(checked.complete && checked.findings.length === 1 && checked.findings[0].line === 3 && checked.findings[0].preference === 'Use contractions.' && checked.findings[0].suggestion.includes("doesn't turn"), `a hint: ${JSON.stringify(checked)}`);
  const clean = (await agent.tool('check', { text: wanted })).result;
  check(!clean.structuredContent.findings.length && /Nothing here goes against/.test(clean.content[0].text), 'nothing against it');
  const page = (await agent.tool('preferences', {})).result.content[0].text;
  check(/## docs\n\n- Use contractions\./.test(page) && /## mail\n\n- Sign off with "Cheers"\.<U\+202E>/.test(page), `the page: ${page}`);
  check(/- Sign off/.test((await agent.tool('preferences', { genre: 'mail' })).result.content[0].text), 'of one genre');
  check(/Nothing is known yet/.test((await agent.tool('preferences', { genre: 'poem' })).result.content[0].text), 'of none');
  const { resources } = (await agent.request('resources/list', agent.meta())).result;
  check(resources.map(r => r.uri).join() === 'prosed://preferences,prosed://preferences/docs,prosed://preferences/mail', `resources: ${JSON.stringify(resources)}`);
  const { contents } = (await agent.request('resources/read', agent.meta({ uri: 'prosed://preferences/docs' }))).result;
  check(contents[0].text.startsWith('- Use contractions.') && contents[0].mimeType === 'text/markdown', 'a resource');
  check((await agent.request('resources/read', agent.meta({ uri: 'prosed://preferences/../..' }))).error?.code === -32602, 'no such resource');
  check((await agent.request('resources/templates/list', agent.meta())).result.resourceTemplates[0].uriTemplate === 'prosed://preferences/{genre}', 'a template');
  const { messages } = (await agent.request('prompts/get', agent.meta({ name: 'write-as-i-do', arguments: { task: 'Write a mail.', genre: 'mail' } }))).result;
  check(messages[0].content.text.startsWith('Write a mail.\n') && messages[0].content.text.includes('Sign off'), 'the prompt');

  // What does not work, and says so.
  for (const name of ['learn', 'forget', 'prosed.preferences.add']) {
    const refused = await agent.tool(name, { text });
    check(refused.error?.code === -32602 && /nothing can be learned or changed here/.test(refused.error.message), `${name}: ${JSON.stringify(refused)}`);
  }
  for (const [args, says] of [
    [{}, /"text" is missing/], [{ text: 5 }, /"text" has to be a string/], [{ text, learn: 'yes' }, /no argument "learn"/],
    [{ text, language: 'cobol' }, /"cobol" is not known/], [{ text, path: '/etc/motd.md' }, /speaks of the project/],
    [{ text, path: '../other/a.md' }, /speaks of the project/], [{ text, path: '.env' }, /alone|no kind of prose/],
  ]) {
    const { result } = await agent.tool('rewrite', args);
    check(result?.isError && says.test(result.content[0].text), `${JSON.stringify(args)}: ${JSON.stringify(result)}`);
  }
  const program = (await agent.tool('rewrite', { text: 'int main(void) { return 0; } /* does not fail */', path: 'src/a.c' })).result;
  check(program.isError, `source code is no prose: ${JSON.stringify(program)}`);
  const long = 'It does not turn by itself, and we do not know why.\n\n'.repeat(20000);
  const { result: large } = await agent.tool('rewrite', { text: long });
  check(large.isError || large.structuredContent.text.length >= long.length * 0.9, '1 MB comes back whole, or is refused');
  check(kept() === before, 'nothing was learned or changed');
  check(await agent.end() === 0, 'an orderly end');
}

// Each malformed message is answered once, with the id where it can be told and without one where not.
{
  const agent = new Agent();
  const faults = ['{', 'null', '[]', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', '"x"', '{"jsonrpc":"2.0","id":{},"method":"ping"}', '{"jsonrpc":"2.0","method":7}',
    '{"jsonrpc":"1.0","id":70,"method":"ping"}', '{"id":71,"method":"ping"}', '{"jsonrpc":"2.0","id":72}', '{"jsonrpc":"2.0","id":73,"method":"tools/call","params":[]}',
    '{"jsonrpc":"2.0","id":74,"method":"tools/call","params":{"name":[]}}', '{"jsonrpc":"2.0","id":75,"method":"no/such"}', '\ud800'];
  for (const fault of faults) {
    const had = agent.lines.length;
    agent.raw(fault + '\n');
    await agent.until(fault, () => agent.lines.length > had);
    await agent.request('ping');
    const answers = agent.lines.slice(had, -1);
    const id = /"id":(7\d)/.exec(fault);
    check(answers.length === 1 && answers[0].error && (id ? answers[0].id === Number(id[1]) : answers[0].id === undefined), `${fault}: ${JSON.stringify(answers)}`);
  }
  const had = agent.lines.length;
  agent.raw('\n\r\n' + JSON.stringify({ jsonrpc: '2.0', method: 'notifications/whatever' }) + '\n' + JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 99 } }) + '\n');
  await agent.request('ping');
  check(agent.lines.length === had + 1, 'notifications are not answered');
  check(await agent.end() === 0, 'an orderly end');
}

// Another project, and one without: what each of them tells is its own.
{
  const other = join(world.work, 'other');
  mkdirSync(join(other, '.git'), { recursive: true });
  const agent = new Agent(other);
  check(/Nothing is known/.test((await agent.tool('preferences', {})).result.content[0].text), "the other project's preferences stay there");
  check(await agent.end() === 0, 'an orderly end');
  const named = new Agent(other, '--project', world.project);
  check(/contractions/.test((await named.tool('preferences', {})).result.content[0].text), '--project');
  check(await named.end() === 0, 'an orderly end');
}

// A model server: cancelled calls are not answered, those on their way when the input ends get a moment, and files left
// alone are not sent.
{
  const server = await startServer(world, { rules: [{ op: 'rewrite', nth: 1, fault: 'stall' }, { op: 'rewrite', say: '"""\nIt doesn\'t turn by itself, and we don\'t know why.\n"""' }] });
  setModel(world, server);
  const agent = new Agent();
  const one = 'It does not turn by itself, and we do not know why.';
  agent.send({ id: 'slow', method: 'tools/call', params: agent.meta({ name: 'rewrite', arguments: { text: one } }) });
  await sleep(300);
  agent.send({ method: 'notifications/cancelled', params: { requestId: 'slow' } });
  writeFileSync(join(world.project, '.prosedignore'), 'private.md\n');
  const off = (await agent.tool('rewrite', { text: one, path: 'private.md' })).result;
  check(off.isError && /left? alone|leaves .* alone/.test(off.content[0].text), `a file left alone: ${JSON.stringify(off)}`);
  agent.send({ id: 'last', method: 'tools/call', params: agent.meta({ name: 'rewrite', arguments: { text: one } }) });
  check(await agent.end() === 0, 'an orderly end');
  check(!agent.lines.some(m => m.id === 'slow'), 'what was cancelled is not answered');
  const last = agent.lines.find(m => m.id === 'last');
  check(last?.result?.structuredContent?.text.startsWith("It doesn't turn"), `answered after the input ended: ${JSON.stringify(last)}`);
  await server.stop();
  rmSync(world.settings, { force: true });
}
check(kept() === before, 'nothing was learned or changed');

// The official client.
const sdk = join(top, 'build/mcp/node_modules/@modelcontextprotocol/client/dist');
if (existsSync(sdk)) {
  const { Client } = await import(join(sdk, 'index.mjs'));
  const { StdioClientTransport } = await import(join(sdk, 'stdio.mjs'));
  for (const [mode, revision] of [['legacy', '2025-11-25'], [{ pin: '2026-07-28' }, '2026-07-28'], ['auto', '2026-07-28']]) {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(new StdioClientTransport({ command: prosed, args: ['mcp'], cwd: world.project, env: world.env, stderr: 'inherit' }));
    check(client.getNegotiatedProtocolVersion() === revision, `${JSON.stringify(mode)}: ${client.getNegotiatedProtocolVersion()}`);
    check((await client.listTools()).tools.length === 3, 'tools');
    const rewritten = await client.callTool({ name: 'rewrite', arguments: { text } }); // its output is held against outputSchema
    check(rewritten.content[0].text === wanted, 'rewrite');
    check((await client.callTool({ name: 'check', arguments: { text } })).structuredContent.findings.length === 1, 'check');
    check((await client.listResources()).resources.length === 3 && (await client.listResourceTemplates()).resourceTemplates.length === 1, 'resources');
    check((await client.readResource({ uri: 'prosed://preferences' })).contents[0].text.includes('contractions'), 'a resource');
    check((await client.listPrompts()).prompts.length === 1 && (await client.getPrompt({ name: 'write-as-i-do' })).messages.length === 1, 'the prompt');
    const learned = await client.callTool({ name: 'learn', arguments: { text } }).then(() => 'done', error => error.message);
    check(/nothing can be learned/.test(learned), `an attempt to learn: ${learned}`);
    await client.close();
  }
}
check(kept() === before, 'nothing was learned or changed');
rmSync(world.work, { recursive: true });
console.log(`ok: both revisions, malformed messages, read-only, one project${existsSync(sdk) ? ", the SDK's client" : ''}`);
