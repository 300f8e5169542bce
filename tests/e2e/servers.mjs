// What a person and the learning in the background meet when a model server misbehaves, costs money, or needs a key: the whole
// program against a scripted server. What only takes patience (stalls, pings) is tried in fast motion (tests/shim/clock.c).
// Usage: node servers.mjs [PROSED] [PART OF A NAME]
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';
import { setModel, startServer } from './scripted.mjs';
import { withShims } from './session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const text = "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it before spring.\n";
const check = (holds, what) => { if (!holds) throw new Error(what); };
const wait = async (what, holds) => {
  for (let i = 0; i < 200; i++) { const value = await holds(); if (value) return value; await sleep(100); }
  throw new Error(`waited 20 s for ${what}`);
};
const rewriteOf = (editor, name) => editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri(name), range: { start: { line: 0, character: 0 }, end: { line: 0, character: 80 } }, instruction: 'shorter' }] });
const completionOf = (editor, name, character) => editor.request('textDocument/inlineCompletion', { textDocument: { uri: editor.uri(name) }, position: { line: 0, character }, context: { triggerKind: 1 } });
const status = (code, more = {}) => ({ fault: 'status', status: code, ...more });
const FAST = { clock: { SHIM_CLOCK: '10' } }; // ten seconds in each
const IMPATIENT = { first_word_s: 5, next_word_s: 5 };

// [what happens, the server's rule or a URL, what the waiting editor is told, what becomes of learning: a phase and a part of why,
// settings of the model, in fast motion]
const faults = [
  ['refused', { url: 'http://127.0.0.1:9' }, 'cannot connect', 'failing', 'cannot connect'],
  ['no such name', { url: 'http://no-such-host.invalid' }, 'no-such-host.invalid', 'failing', 'no-such-host.invalid'],
  ['no TLS', { url: 'https' }, '127.0.0.1', 'failing', '127.0.0.1'],
  ['no word after connecting', { url: 'silent' }, 'no connection within 10 s', 'failing', 'no connection within 10 s', {}],
  ['401', status(401, { error: { message: 'bad key' } }), 'does not let us in (401)', 'failing', '401'],
  ['403', status(403), 'does not let us in (403)', 'failing', '403'],
  ['404 model', status(404, { error: { message: 'model not found' } }), 'model.name', 'failing', '404'],
  ['408, then an answer', { ...status(408), times: 1 }, null, 'idle'],
  ['429, then an answer', { ...status(429, { headers: { 'retry-after-ms': '300' } }), times: 1 }, null, 'idle'],
  ['429 for a second, then an answer', { ...status(429, { headers: { 'retry-after': '1' } }), times: 1 }, null, 'idle'],
  ['429 until a date, then an answer', { ...status(429, { headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }), times: 1 }, null, 'idle'],
  ['429 until a date that is far', status(429, { headers: { 'retry-after': 'Wed Oct 21 07:28:00 2099' } }), 'asks to wait', 'failing', 'asks to wait'],
  ['429 for an hour', status(429, { headers: { 'retry-after': '3600' } }), 'asks to wait 60 minutes', 'failing', 'wait 60 minutes'],
  ['429 without credit', status(429, { error: { message: 'no money', code: 'insufficient_quota' } }), 'no money', 'failing', 'no money'],
  ['500 on a bad request', status(500, { error: { message: 'bad JSON' } }), 'failed (500): bad JSON', 'failing', '500'],
  ['503 loading, then ready', { ...status(503, { error: { message: 'Loading model' } }), times: 2 }, null, 'idle'],
  ['503 loading for 30 s, then ready', { ...status(503, { error: { message: 'Loading model' } }), times: 28 }, null, 'idle', '', {}],
  ['503 loading, as another server says it', { ...status(503, { error: 'Model m is currently loading' }), times: 6 }, null, 'idle', '', {}],
  ['503 loading without end', status(503, { error: { message: 'Loading model' } }), 'still loads its model after', 'failing', 'still loads', { loading_s: 20 }],
  ['529, then an answer', { ...status(529), times: 1 }, null, 'idle'],
  ['closed in mid-stream, then an answer', { fault: 'cut', times: 1 }, null, 'idle'],
  ['always closed in mid-stream', { fault: 'cut' }, 'broke off', 'failing', 'broke off'],
  ['ends without an end', { fault: 'cut_clean' }, 'broke off', 'failing', 'broke off'],
  ['a stall before the headers', { fault: 'stall' }, 'sent nothing for 5 s', 'failing', 'sent nothing for 5 s', IMPATIENT],
  ['a stall before the headers, then an answer', { fault: 'stall', times: 1 }, null, 'idle', '', IMPATIENT],
  ['a stall behind the headers', { fault: 'stall_headers' }, 'sent nothing for 5 s', 'failing', 'sent nothing for 5 s', IMPATIENT],
  ['a stall in mid-stream', { fault: 'stall_middle' }, 'sent nothing for 5 s', 'failing', 'sent nothing for 5 s', IMPATIENT],
  ['a stall in mid-stream, then an answer', { fault: 'stall_middle', times: 1 }, null, 'idle', '', IMPATIENT],
  ['pings without words', { fault: 'pings' }, 'sent nothing for 5 s', 'failing', 'sent nothing for 5 s', IMPATIENT],
  ['an answer that takes longer than it may', { fault: 'slow', say: 'word ' }, 'no end of the answer within 3 s', 'failing', 'no end of the answer', { answer_s: 3 }],
  ['200 MB', { fault: 'huge', form: 'json' }, 'sent more than 1 MB', 'failing', 'sent more than 1 MB'],
  ['an endless stream', { fault: 'endless' }, 'sent more than 1 MB', 'failing', 'sent more than 1 MB'],
  ['an HTML error page', status(502, { body: '<html><h1>Bad Gateway</h1>', headers: { 'content-type': 'text/html' } }), 'failed (502)', 'failing', '502'],
  ['bytes that are no UTF-8', { fault: 'bad_utf8' }, null, 'idle'],
  ['an end without a reason', { finish: null }, 'broke off', 'failing', 'broke off'],
  ['an end for an unknown reason', { finish: 'insufficient_system_resource' }, 'insufficient_system_resource', 'failing', 'insufficient_system_resource'],
  ['a tool instead of an answer', { finish: 'tool_calls' }, 'call a tool', 'failing', 'call a tool'],
  ['all events at once', { fault: 'one_write' }, null, 'idle'],
  ['no stream but one object', { fault: 'plain' }, null, 'idle'],
  ['an HTML page', { fault: 'html' }, 'not as a server of chat completions', 'failing', 'check model.url'],
  ['a redirect to another host', status(307, { headers: { location: 'http://other.invalid/' } }), 'redirects (307) to other.invalid', 'failing', 'redirects'],
  ['odd framing and unknown fields', { fault: 'odd' }, null, 'idle'],
  ['byte by byte', { fault: 'bytes' }, null, 'idle'],
  ['gzip', { fault: 'gzip' }, null, 'idle'],
  ['reasoning and nothing else', { fault: 'reasoning', say: '', finish: 'length' }, 'spent its whole answer on reasoning', 'failing', 'on reasoning'],
  ['a hole in the stream', { fault: 'hole' }, 'cannot be read', 'aside'],
  ['an empty answer', { say: '' }, 'empty', 'aside'],
  ['an answer cut off by its length', { op: 'rewrite', finish: 'length', say: '"""\nHalf of it' }, 'cut off', 'idle'],
];

const cases = {};
for (const [name, rule, told, phase, why, patience] of faults) {
  cases[name] = async world => {
    const server = await startServer(world, { rules: rule.url ? [] : [rule] });
    const silent = createServer(() => {});
    await new Promise(done => silent.listen(0, '127.0.0.1', done));
    const urls = { https: server.url.replace('http', 'https'), silent: `https://127.0.0.1:${silent.address().port}` };
    setModel(world, rule.url ? { url: urls[rule.url] ?? rule.url } : server, patience);
    if (patience) world.env = withShims(world.env, FAST);
    const editor = await new Editor(prosed, world).start();
    editor.open('a.md', text);
    const start = Date.now();
    const { error, result } = await rewriteOf(editor, 'a.md');
    const seconds = (Date.now() - start) / 1000;
    check(told === null ? result && !error : error && error.message.includes(told), `the editor is told ${told ?? 'nothing'}: ${JSON.stringify(error ?? result)}`);
    check(seconds < 20, `within 20 s: ${seconds}`);
    if (rule.times) { await server.stop(); Object.assign(server, await startServer(world, { rules: [{ ...rule }] })); setModel(world, server, patience); await editor.stop(); }
    const other = rule.times ? await new Editor(prosed, world).start() : editor;
    other.write('b.md', text);
    let state;
    if (phase === 'idle') state = await other.untilLearned(1);
    else if (phase === 'aside') { // answered, and nothing of it was of use
      state = await wait('the sample to be set aside', async () => { const s = await other.command('prosed.status'); return s.samples.failed || s.samples.learned ? s : null; });
      check(state.samples.failed === 1 && state.samples.learned === 0, `nothing is learned: ${JSON.stringify(state.samples)}`);
      const { items: [sample] } = await other.command('prosed.samples');
      check(sample.state === 'failed' && sample.error.includes('could not be used'), `and it says why: ${JSON.stringify(sample)}`);
    }
    else {
      state = await wait(`learning to be ${phase}`, async () => { const s = await other.command('prosed.status'); return s.samples.learned || s.learning.phase === phase ? s : null; });
      check(state.samples.learned || JSON.stringify(state).includes(why), `it says why: ${JSON.stringify(state.learning)}`);
      check(state.samples.queued + state.samples.learning + state.samples.learned + state.samples.waiting === 1, `the sample is kept: ${JSON.stringify(state.samples)}`);
    }
    check(await other.stop() === 0, `an orderly end:\n${other.log}`);
    await server.stop();
    silent.close();
  };
}

const preferencesOf = async editor => (await editor.command('prosed.preferences', { genre: 'docs' })).items.map(item => item.text).sort().join('|');

Object.assign(cases, {
  async 'answers held to a schema and plain ones teach the same'(world) {
    const learned = [];
    for (const [schemas, free_text] of [[true, false], [false, false], [true, true]]) {
      const inner = makeWorld('schema');
      const server = await startServer(inner, { rules: [], schemas });
      setModel(inner, server, { free_text });
      const editor = await new Editor(prosed, inner).start();
      editor.write('README.md', text);
      await editor.untilLearned(1);
      learned.push(JSON.stringify(await editor.command('prosed.preferences', {})).replace(/"(id|time|sample)":\d+/g, ''));
      check(server.requests().some(r => r.fields.response_format) === !free_text, 'a schema is sent unless it is not wanted');
      check(await editor.stop() === 0, 'an orderly end');
      await server.stop();
      rmSync(inner.work, { recursive: true, force: true });
    }
    const texts = learned.map(one => [...one.matchAll(/"text":"([^"]*)"/g)].map(m => m[1]).sort().join('|'));
    check(texts[0] && texts[0] === texts[1] && texts[1] === texts[2], `the same is learned: ${JSON.stringify(texts)}`);
  },
  async 'the ledger: calls, tokens, cost; the cap stops learning and not rewriting'(world) {
    const server = await startServer(world, { rules: [{ no_usage: true }] });
    setModel(world, server, { price_prompt: 500000, price_answer: 1000000, name: undefined }, { 'learn.daily_tokens': 900, 'model.max_in_flight': 1 });
    const editor = await new Editor(prosed, world).start();
    editor.write('a.md', text);
    const capped = await wait('learning to be capped', async () => { const s = await editor.command('prosed.status'); return s.learning.phase === 'capped' && s; });
    check(capped.learningTokensToday >= 900 && capped.learningTokensToday < 3000, `soon after the cap, though the server counts nothing: ${capped.learningTokensToday}`);
    editor.open('b.md', text);
    const { error } = await rewriteOf(editor, 'b.md');
    check(!error, `rewriting goes on: ${JSON.stringify(error)}`);
    const spend = (await editor.command('prosed.status')).spendToday;
    const row = spend.find(one => one.purpose === 'interactive');
    check(row && row.calls === 1 && row.promptTokens > 100 && row.cost === row.promptTokens / 2 + row.answerTokens, `calls, tokens and cost: ${JSON.stringify(spend)}`);
    editor.open('c.md', text.replace('lamp', 'door')); // charged right before the end, and still written down
    check(!(await rewriteOf(editor, 'c.md')).error, 'another rewrite');
    check(await editor.stop() === 0, 'an orderly end');
    const later = JSON.parse(spawnSync(prosed, ['status', '--json', '--project', world.project], { env: world.env, encoding: 'utf8' }).stdout);
    check(later.spendToday.find(one => one.purpose === 'interactive').calls === 2, `nothing is forgotten at the end: ${JSON.stringify(later.spendToday)}`);
    const shown = spawnSync(prosed, ['status', '--project', world.project], { env: world.env, encoding: 'utf8' }).stdout;
    check(/^spendToday\.calls +2$/m.test(shown) && /^spendToday\.cost +\d/m.test(shown), `for people, too: ${shown}`);
    const dry = spawnSync(prosed, ['learn', '--dry-run', '--project', world.project, 'c.md'], { env: world.env, cwd: (writeFileSync(join(world.project, 'c.md'), text), world.project), encoding: 'utf8' });
    check(/about \d+ calls/.test(dry.stdout) && /cost, at the prices/.test(dry.stdout) && /over \d+ days/.test(dry.stdout), `an estimate: ${dry.stdout}${dry.stderr}`);
    await server.stop();
  },
  async 'a sample that is too long for the model holds up no other, and is tried again with another model'(world) {
    const server = await startServer(world, { rules: [{ has: 'cellar', fault: 'context', context: 9, words: 'prompt' }] });
    setModel(world, server);
    const editor = await new Editor(prosed, world).start();
    editor.write('a.md', text.replace('lamp', 'cellar'));
    editor.write('b.md', text);
    const state = await wait('both to be dealt with', async () => { const s = await editor.command('prosed.status'); return s.samples.failed === 1 && s.samples.learned === 1 && s; });
    const { items } = await editor.command('prosed.samples');
    check(items.find(one => one.state === 'failed').error.includes('too long for the model'), `it says why: ${JSON.stringify(items)}`);
    check(await editor.stop() === 0, `an orderly end ${JSON.stringify(state)}`);
    await server.stop();
    const larger = await startServer(world, { rules: [] });
    setModel(world, larger);
    const again = await new Editor(prosed, world).start();
    await again.untilLearned(2);
    check(await again.stop() === 0, 'an orderly end');
    await larger.stop();
  },
  async 'the daily cap is one for all projects of a person'(world) {
    const server = await startServer(world, { rules: [] });
    setModel(world, server, {}, { 'learn.daily_tokens': 900, 'model.max_in_flight': 1 });
    const capped = editor => wait('learning to be capped', async () => { const s = await editor.command('prosed.status'); return s.learning.phase === 'capped' && s; });
    const first = await new Editor(prosed, world).start();
    first.write('a.md', text);
    const { learningTokensToday } = await capped(first);
    const asked = server.requests().length;
    const other = { ...world, project: join(world.work, 'other') }; // while the first one is still running
    mkdirSync(join(other.project, '.git'), { recursive: true });
    const second = await new Editor(prosed, other).start();
    second.write('b.md', text);
    const status = await capped(second);
    check(status.samples.queued === 1 && server.requests().length === asked, `nothing is asked in another project: ${server.requests().length - asked} more`);
    check(status.learningTokensToday === learningTokensToday && status.spendToday.length === 0, `the tokens of all, the spending of its own: ${JSON.stringify(status)}`);
    second.open('c.md', text);
    check((await rewriteOf(second, 'c.md')).result, 'rewriting goes on there, too');
    check(await first.stop() === 0 && await second.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'the page of preferences shows what the models took'(world) {
    const server = await startServer(world, { rules: [] });
    setModel(world, server, { price_prompt: 3, price_answer: 15 });
    const editor = await new Editor(prosed, world).start();
    editor.write('a.md', text);
    await editor.untilLearned(1);
    check(await editor.stop() === 0, 'an orderly end');
    const page = spawnSync(prosed, ['preferences', 'show', '--project', world.project], { env: world.env, encoding: 'utf8' }).stdout;
    check(page.includes('What the models took') && /\| scripted \| learning \| \d+ \| \d+ \| \d+ \| 0\.\d+ \|/.test(page), `a table: ${page}`);
    await server.stop();
  },
  async 'the same completion is not asked twice, and typing through it asks nothing'(world) {
    const server = await startServer(world, { rules: [{ op: 'complete', say: '"""\nthe rope that squeaks, it is the step.\n"""' }] });
    setModel(world, server, {}, { learn: { enabled: false } });
    const editor = await new Editor(prosed, world).start();
    editor.open('a.md', 'We looked at the lamp. It is not \n');
    const asked = () => server.requests().filter(r => r.op === 'complete').length;
    const first = (await completionOf(editor, 'a.md', 33)).result.items[0].insertText;
    check(first.startsWith('the rope'), `a completion: ${first}`);
    editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri('a.md'), version: 1 }, contentChanges: [{ range: { start: { line: 0, character: 33 }, end: { line: 0, character: 33 } }, text: 'the ' }] });
    const rest = (await completionOf(editor, 'a.md', 37)).result.items[0].insertText;
    check('the ' + rest === first && asked() === 1, `typed through: ${rest}, ${asked()} questions`);
    editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri('a.md'), version: 2 }, contentChanges: [{ range: { start: { line: 0, character: 33 }, end: { line: 0, character: 37 } }, text: '' }] });
    const again = (await completionOf(editor, 'a.md', 33)).result.items[0].insertText;
    check(again === first && asked() === 1, `back where it was: ${again}, ${asked()} questions`);
    editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri('a.md'), version: 3 }, contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 2 } }, text: 'They' }] });
    await completionOf(editor, 'a.md', 35);
    check(asked() === 2, 'another text is another question');
    check(await editor.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'learning makes way for who waits, and goes on'(world) {
    const server = await startServer(world, { rules: [{ op: 'rewrite' }, { fault: 'slow', say: 'x', times: 1 }] });
    setModel(world, server, { max_in_flight: 1 });
    const editor = await new Editor(prosed, world).start();
    editor.open('b.md', text);
    editor.write('a.md', text);
    await wait('learning to ask', async () => server.requests().length === 1);
    const start = Date.now();
    const { error } = await rewriteOf(editor, 'b.md');
    const waited_ms = Date.now() - start;
    check(!error && waited_ms < 2000, `a rewrite at once, though the one place was taken: ${waited_ms} ms ${JSON.stringify(error)}`);
    await editor.untilLearned(1);
    check(await editor.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'a server that is down is left alone, and found again when it is back'(world) {
    let server = await startServer(world, { rules: [] });
    const { port } = server;
    setModel(world, server);
    await server.stop();
    world.env = withShims(world.env, FAST);
    const editor = await new Editor(prosed, world).start();
    editor.open('b.md', text);
    editor.write('a.md', text);
    const told = [];
    for (let i = 0; i < 5 && !told.some(one => one.includes('in a row')); i++) told.push((await rewriteOf(editor, 'b.md')).error.message);
    check(told[0].includes('cannot connect') && told.at(-1).includes('in a row; not asked again'), `told at once after some: ${JSON.stringify(told)}`);
    server = await startServer(world, { rules: [] }, '--port', String(port));
    await wait('a rewrite', async () => (await rewriteOf(editor, 'b.md')).result);
    await editor.untilLearned(1);
    check(await editor.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'two roles, two servers'(world) {
    const writer = await startServer(world, { rules: [] });
    const other = makeWorld('roles'), learner = await startServer(other, { rules: [] });
    writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', write: { url: writer.url, name: 'writer' }, learn: { engine: 'anthropic', url: learner.url, name: 'learner' } } }));
    const editor = await new Editor(prosed, world).start();
    editor.write('a.md', text);
    await editor.untilLearned(1);
    editor.open('b.md', text);
    check((await rewriteOf(editor, 'b.md')).result, 'a rewrite');
    const ops = server => [...new Set(server.requests().map(r => r.op))].sort().join();
    check(ops(writer) === 'generate,rewrite' && /^breakdown.*infer.*verify$/.test(ops(learner)), `each its own: ${ops(writer)}; ${ops(learner)}`);
    check(writer.requests().every(r => r.model === 'writer') && learner.requests().every(r => r.model === 'learner'), 'by its name');
    check(await editor.stop() === 0, 'an orderly end');
    await writer.stop(); await learner.stop();
    rmSync(other.work, { recursive: true, force: true });
  },
  async 'a key is nowhere but in its header'(world) {
    const key = 'sk-prosed-test-5f3a91c07e';
    const server = await startServer(world, { rules: [{ fault: 'key', key: 'another' }] });
    const good = makeWorld('key'), goodServer = await startServer(good, { rules: [{ fault: 'key', key }] });
    const found = [];
    const look = (where, data) => { if (String(data).includes(key)) found.push(where); };
    for (const [place, how] of [[world, 'env'], [world, 'command'], [good, 'env'], [good, 'command']]) {
      const keyFile = join(good.work, 'home', 'key'); // the person's own
      writeFileSync(keyFile, key + '\n'); chmodSync(keyFile, 0o600);
      setModel(place, place === good ? goodServer : server, how === 'env' ? { key_env: 'PROSED_TEST_KEY' } : { key_command: `cat ${keyFile}` }, { log: { level: 'debug' } });
      const env = { ...place.env }; delete env.PROSED_TEST_KEY; if (how === 'env') env.PROSED_TEST_KEY = key;
      const editor = await new Editor(prosed, { ...place, env }).start();
      editor.open('b.md', text);
      const { error, result } = await rewriteOf(editor, 'b.md');
      check(place === good ? result : error.message.includes('401'), `the key counts: ${JSON.stringify(error ?? result)}`);
      look(`error (${how})`, JSON.stringify(error));
      editor.write('a.md', text);
      if (place === good) await editor.untilLearned(1);
      else await wait('learning to fail', async () => (await editor.command('prosed.status')).learning.phase === 'failing');
      look(`status (${how})`, JSON.stringify(await editor.command('prosed.status')));
      for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
        try { look(`/proc/${pid}/cmdline (${how})`, readFileSync(`/proc/${pid}/cmdline`)); } catch { /* it has ended */ }
      }
      const limits = readFileSync(`/proc/${editor.child.pid}/limits`, 'utf8').match(/Max core file size\s+(\d+)/);
      check(limits && limits[1] === '0' && readFileSync(`/proc/${editor.child.pid}/coredump_filter`, 'utf8').trim() === '00000000', 'no core dump');
      look(`messages (${how})`, JSON.stringify(editor.messages));
      check(await editor.stop() === 0, 'an orderly end');
      look(`log (${how})`, editor.log);
      const asan = `${env.ASAN_OPTIONS ?? process.env.ASAN_OPTIONS ?? ''}:log_path=stderr`; // its last words are looked at here
      const crashing = await new Editor(prosed, { ...place, env: { ...env, ASAN_OPTIONS: asan } }).start();
      crashing.open('b.md', text);
      await rewriteOf(crashing, 'b.md');
      process.kill(crashing.child.pid, 'SIGSEGV');
      check(await crashing.exited !== 0, 'it crashes');
      await sleep(200); // until all that it wrote is here
      look(`crash message (${how})`, crashing.log);
      const doctor = spawnSync(prosed, ['doctor', '--project', place.project], { env, encoding: 'utf8' });
      look(`doctor (${how})`, doctor.stdout + doctor.stderr);
      for (const name of readdirSync(place.work, { recursive: true }).map(name => join(place.work, name))) {
        if (name !== keyFile && !name.endsWith('/script.json') && existsSync(name)) try { look(`${name} (${how})`, readFileSync(name, 'latin1')); } catch { /* a folder */ }
      }
    }
    check(found.length === 0, `the key is in: ${found}`);
    await server.stop(); await goodServer.stop();
    rmSync(good.work, { recursive: true, force: true });
  },
  async 'a command that does not print its key in time is ended, and the person told'(world) {
    const server = await startServer(world, { rules: [] }), mark = join(world.work, 'late');
    setModel(world, server, { key_command: `sleep 30; touch ${mark}` });
    world.env = withShims(world.env, FAST);
    const editor = await new Editor(prosed, world).start();
    editor.open('b.md', text);
    const start = Date.now(), { error } = await rewriteOf(editor, 'b.md');
    check(error?.message.includes('model.key_command takes longer than 10 s'), `told: ${JSON.stringify(error)}`);
    check(Date.now() - start < 3000, 'after ten seconds of its own');
    editor.write('a.md', text);
    await wait('learning to fail', async () => (await editor.command('prosed.status')).learning.phase === 'failing');
    check(await editor.stop() === 0 && server.requests().length === 0, 'an orderly end, and nothing was asked');
    const left = readdirSync('/proc').filter(name => { try { return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(mark); } catch { return false; } });
    check(left.length === 0, `the command does not go on: ${left}`);
    await server.stop();
  },
});

const run = (world, ...args) => {
  const { status: code, stdout, stderr } = spawnSync(prosed, args, { env: world.env, cwd: world.project, encoding: 'utf8' });
  return { code, out: stdout + stderr };
};

const runAsync = (world, ...args) => new Promise(done => execFile(prosed, args, { env: world.env, cwd: world.project }, (error, stdout, stderr) => done({ code: error ? error.code : 0, out: stdout + stderr })));

Object.assign(cases, {
  async 'the words of a rewrite are shown while they come, and none that are not its own'(world) {
    const server = await startServer(world, { rules: [{ pause_ms: 15, say: '<think>Hm, """no""".</think>Sure:\n"""\nWe have looked at the lamp, the stair, and the rope again, "all" of it.\n"""\nDone.' }] });
    setModel(world, server, {}, { learn: { enabled: false } });
    const editor = await new Editor(prosed, world).start();
    editor.open('a.md', text);
    const { error, result } = await editor.request('workspace/executeCommand', { command: 'prosed.rewrite', partialResultToken: 'mine', arguments: [{ uri: editor.uri('a.md'), position: { line: 0, character: 3 }, instruction: 'shorter' }] });
    const shown = editor.messages.filter(m => m.method === '$/progress' && m.params.token === 'mine').map(m => m.params.value.text);
    check(!error && shown.length >= 3 && shown.every((one, i) => i === 0 || one.startsWith(shown[i - 1])), `it grows: ${JSON.stringify(shown)} ${JSON.stringify(error)}`);
    check('We have looked at the lamp, the stair, and the rope again, "all" of it.'.startsWith(shown.at(-1)), `only its own words: ${shown.at(-1)}`);
    check(result, 'and the result');
    check(await editor.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'the words of a completion are shown while they come'(world) {
    const server = await startServer(world, { rules: [{ pause_ms: 30, say: '<think>Hm, """no""".</think>Sure:\n"""\nIt is not the rope that squeaks, but the third step. And more.\n"""\nDone.' }] });
    setModel(world, server, {}, { learn: { enabled: false } });
    const editor = await new Editor(prosed, world).start();
    editor.open('a.md', 'We looked at the lamp. It is not \n');
    const { result } = await editor.request('workspace/executeCommand', { command: 'prosed.complete', arguments: [{ partialResultToken: 'five', uri: editor.uri('a.md'), position: { line: 0, character: 33 } }] });
    const shown = editor.messages.filter(m => m.method === '$/progress' && m.params.token === 'five').map(m => m.params.value.text);
    check(result.text === 'the rope that squeaks, but the third step.', `a completion: ${result.text}`);
    check(shown.length >= 3 && shown.every((one, i) => result.text.startsWith(one) && one.length > (shown[i - 1] ?? '').length), `it grows by words: ${JSON.stringify(shown)}`);
    check(await editor.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'a rewrite that takes its time shows progress where the editor can, and can be cancelled there'(world) {
    const server = await startServer(world, { rules: [{ pause_ms: 90, say: '"""\nWe looked at the lamp, the stair, and the rope again, and all of\nthem are sound.\n"""' }] });
    setModel(world, server, {}, { learn: { enabled: false } });
    const editor = await new Editor(prosed, world).start({ window: { workDoneProgress: true } });
    editor.open('a.md', text);
    const news = () => editor.messages.filter(m => m.method === '$/progress').map(m => m.params);
    const { result } = await rewriteOf(editor, 'a.md');
    const kinds = news().map(one => one.value.kind).join(' ');
    check(result && /^begin( report)+ end$/.test(kinds), `begun, reported, ended: ${kinds}`);
    check(news()[0].value.title === 'Rewriting in your style' && news().some(one => one.value.message === 'We looked at the lamp, the stair, and the rope again') && news().some(one => /^… .*and all of them are/.test(one.value.message)), `with its last words: ${JSON.stringify(news())}`);
    editor.messages.length = 0;
    const cancelled = rewriteOf(editor, 'a.md');
    await wait('progress', () => news().length > 0);
    editor.notify('window/workDoneProgress/cancel', { token: news()[0].token });
    check((await cancelled).error?.code === -32800, `cancelled: ${JSON.stringify(await cancelled)}`);
    check(news().at(-1).value.kind === 'end', 'the progress is ended, too');
    await wait('the server to be free', async () => (await server.stats()).active === 0);
    check(await editor.stop() === 0, 'an orderly end');
    await server.stop();
  },
  async 'first use: the doctor finds a server on this machine and says how to use it'(world) {
    const server = await startServer(world, { rules: [], models: ['alpha-7b', 'beta'] });
    setModel(world, server);
    rmSync(world.settings);
    const found = run(world, 'doctor', '--ports', `9,${server.port}`);
    const advice = found.out.match(/prosed (configure .*)/);
    check(found.code === 0 && found.out.includes('alpha-7b, beta') && advice, `it is found: ${found.out}`);
    const written = run(world, ...advice[1].trim().split(' '));
    check(written.code === 0, written.out);
    const after = run(world, 'doctor', '--ports', String(server.port));
    check(after.code === 0 && /ok +model +write: alpha-7b/.test(after.out) && !after.out.includes('to use it'), `and used: ${after.out}`);
    check(server.requests().map(r => r.op).sort().join() === 'breakdown,rewrite,verify,verify' && server.requests().every(r => r.model === 'alpha-7b'), 'each role asked its kinds of questions');
    await server.stop();
  },
  async 'the doctor says whether a model is up to its role, with what it answered'(world) {
    const server = await startServer(world, { rules: [
      { model: 'chatty', op: 'rewrite', say: 'Sure! What would you like me to do with \u001b[31mthis text?' },
      { model: 'vague', op: 'verify', say: 'It depends on how one sees it.' },
      { model: 'lazy', op: 'breakdown', say: "I'm sorry, I can't help with that." },
      { model: 'good', op: 'rewrite', say: "The boat isn't here. It doesn't come back before May." },
      { model: 'good', op: 'verify', has: 'do not', say: 'Verdict: strongly contradicts' }] });
    const told = name => { setModel(world, server, { name }); return run(world, 'doctor', '--ports', '9'); };
    for (const [name, line] of [
      ['chatty', /PROBLEM model +write: chatty is not up to it: asked for a rewrite of one sentence, it answered "Sure! What .*"; use another model/],
      ['vague', /PROBLEM model +learn: vague is not up to it: asked for a verdict, it answered "It depends .*"/],
      ['lazy', /PROBLEM model +learn: lazy is not up to it: asked for a list, it answered "I'm sorry.*"/]]) {
      const { code, out } = told(name);
      check(code === 1 && line.test(out) && !out.includes('\u001b'), `${name}: ${out}`);
    }
    const good = told('good');
    check(good.code === 0 && /ok +model +write: good\n/.test(good.out) && /ok +model +learn: good\n/.test(good.out), `a good one: ${good.out}`);
    const fair = told('fair');
    check(fair.code === 0 && /write: fair; it left a sentence unchanged/.test(fair.out) && /learn: fair; it also confirms what is not so/.test(fair.out), `what to think of it: ${fair.out}`);
    setModel(world, server, { name: 'vague' });
    const json = JSON.parse(run(world, 'doctor', '--json', '--ports', '9').out);
    check(json.problems === 1 && json.findings.some(one => one.state === 'problem' && one.what === 'model' && one.text.includes('vague')), `as JSON: ${JSON.stringify(json)}`);
    await server.stop();
  },
  async 'the doctor finds servers that load their model, or want a key'(world) {
    const odd = [[503, { error: { message: 'Loading model', code: 503 } }], [401, { error: { message: 'Invalid API Key', code: 401 } }], [503, 'upstream is down'], [404, 'no']];
    const servers = await Promise.all(odd.map(([code, body]) => new Promise(done => { const server = createHttp((request, response) => { response.statusCode = code; response.end(JSON.stringify(body)); }).listen(0, '127.0.0.1', () => done(server)); })));
    const { out } = await runAsync(world, 'doctor', '--ports', servers.map(server => server.address().port).join());
    const found = out.split('\n').filter(line => line.startsWith('found'));
    check(found.length === 2 && found.some(line => line.endsWith('runs here and loads its model')) && found.some(line => line.endsWith('runs here and wants a key')) && out.includes('--key-env VARIABLE'), `both: ${out}`);
    servers.forEach(server => server.close());
  },
  async 'the doctor: what listens there need be no model server, and may have any name for its model'(world) {
    const odd = ['<html>', '', '{"data":null}', '['.repeat(100000), '{"data":[{"id":"a b; touch owned"},{"id":"\\u001b]0;title\\u0007"},{"id":5},null]}', '{"data":[{"id":"it\'s"}]}'];
    const servers = await Promise.all(odd.map(body => new Promise(done => { const server = createHttp((request, response) => response.end(body)).listen(0, '127.0.0.1', () => done(server)); })));
    const ports = servers.map(server => server.address().port);
    const { code, out } = await runAsync({ ...world, env: { ...world.env, http_proxy: 'http://127.0.0.1:9' } }, 'doctor', '--ports', ports.join());
    check(code === 0 && out.match(/^found/gm)?.length === 2, `two of them are: ${out}`);
    check(out.includes("--model 'a b; touch owned'\n") && out.includes("--model 'it'\\''s'\n") && !out.includes('\u001b'), `for a shell and a terminal: ${JSON.stringify(out)}`);
    const none = run(world, 'doctor', '--ports', '9');
    check(none.code === 0 && /^none +server/m.test(none.out) && none.out.includes('prosed configure'), `nothing there: ${none.out}`);
    servers.forEach(server => server.close());
  },
  async 'a proxy is not asked for a server on this machine'(world) {
    const server = await startServer(world, { rules: [] });
    setModel(world, server, {}, { learn: { enabled: false } });
    Object.assign(world.env, { http_proxy: 'http://127.0.0.1:9', all_proxy: 'http://127.0.0.1:9' });
    for (const host of ['127.0.0.1', 'localhost']) {
      setModel({ ...world, env: {} }, { url: `http://${host}:${server.port}` }, {}, { learn: { enabled: false } });
      const editor = await new Editor(prosed, world).start();
      editor.open('b.md', text);
      const { error } = await rewriteOf(editor, 'b.md');
      check(!error, `${host}: ${JSON.stringify(error)}`);
      check(await editor.stop() === 0, 'an orderly end');
    }
    await server.stop();
  },
  async 'configure keeps comments and other settings, and refuses what would not work'(world) {
    const mine = '{\n  // my own\n  "learn": { "quiet_s": 5 }, /* soon */\n  "model": { "name": "old", "url": "http://old:1/v1" },\n}\n';
    writeFileSync(world.settings, mine);
    check(run(world, 'configure', '--engine', 'openai', '--url', 'http://127.0.0.1:8080', '--model', 'na"me').code === 0, 'it works');
    check(readFileSync(world.settings, 'utf8') === mine.replace('{\n', '{\n  "model.engine": "openai",\n').replace('http://old:1/v1', 'http://127.0.0.1:8080').replace('"old"', '"na\\"me"').replace('{\n  "model.engine": "openai",\n  //', '{\n  "model.engine": "openai",\n  //'), readFileSync(world.settings, 'utf8'));
    const kept = readFileSync(world.settings, 'utf8');
    for (const [args, told] of [[['--url', 'ftp://x'], 'model.url'], [['--url', 'http://x:99999'], 'model.url'], [['--url', 'http://x:80a/v1'], 'model.url'],
      [['--url', 'http://'], 'model.url'], [['--url', 'http://[::1'], 'model.url'], [['--url', 'http://a b/'], 'model.url'], [['--engine', 'anthropic', '--model', ''], '--model NAME'], [['--engine', 'magic'], 'model.engine'], [['--key-env', 'sk-123'], 'model.key_env']]) {
      const refused = run(world, 'configure', ...args);
      check(refused.code === 1 && refused.out.includes(told) && !refused.out.includes('sk-123'), `refused: ${refused.out}`);
    }
    for (const [url, told] of [['http://far.invalid:8080', /over http/], ['https://far.invalid', null], ['http://[::1]:8080', null], ['http://127.0.0.1:8080/', null]]) {
      const { code, out } = run({ ...world, env: { ...world.env, PROSED_A: 'x' } }, 'configure', '--url', url, '--key-env', 'PROSED_A');
      check(code === 0 && (told ? told.test(out) : !/warning/.test(out)), `${url}: ${out}`);
    }
    check(/PROSED_UNSET is not set/.test(run(world, 'configure', '--key-env', 'PROSED_UNSET').out), 'a variable that is not set');
    writeFileSync(world.settings, kept);
    check(run(world, 'configure').code === 2 && run(world, 'configure', '--role', 'x', '--model', 'y').code === 2, 'wrong usage');
    check(readFileSync(world.settings, 'utf8') === kept, 'nothing was written');
    check(run(world, 'configure', '--role', 'learn', '--model', 'big').code === 0 && readFileSync(world.settings, 'utf8').includes('"model.learn.name": "big"'), 'one role');
    writeFileSync(world.settings, '{ "broken": ');
    const broken = run(world, 'configure', '--engine', 'offline');
    check(broken.code === 1 && broken.out.includes('left as it is') && readFileSync(world.settings, 'utf8') === '{ "broken": ', broken.out);
    rmSync(world.settings);
    check(run(world, 'configure', '--engine', 'anthropic').code === 1 && !existsSync(world.settings), 'an engine without its address');
  },
});

let passed = 0, failed = 0;
for (const [name, run] of Object.entries(cases)) {
  if (process.argv[3] && !name.includes(process.argv[3])) continue;
  const world = makeWorld('servers');
  try {
    await run(world);
    console.log(`ok: ${name}`);
    passed++;
  } catch (error) {
    console.log(`FAIL: ${name}: ${error.stack}`);
    failed++;
  }
  rmSync(world.work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
