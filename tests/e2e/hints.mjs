// Hints from a language model (the scripted server): what is asked and what is not, what is remembered, and what happens to a
// look while the person goes on: edits, closes, cancels, mutes, while the model is away, or learning is paused or capped.
// Usage: node hints.mjs [PROSED [WORDS OF A CASE]]
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';
import { setModel, startServer } from './scripted.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const check = (holds, what) => { if (!holds) throw new Error(what); };
const same = (got, wanted, what) => check(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
const wait = async (what, holds) => {
  for (let i = 0; i < 100; i++) { const value = await holds(); if (value) return value; await sleep(50); }
  throw new Error(`waited 5 s for ${what}`);
};

const lamp = 'The lamp on the landing has been lit each evening since the keeper first came to live in the tower.';
const rope = 'The rope beside the stair is old, and nobody who knows the sea would trust it with his weight.';
const bell = 'The bell in the yard is rung when fog comes in from the west and the boats are still out.';
const whole = `# A heading of more words than fifteen, so that its length alone would be no reason to leave it out at all\n\n${lamp}\n\nToo short.\n\n${rope}\n\n${bell}\n`;
const against = (...texts) => ({ rules: [
  ...texts.map(has => ({ op: 'verify', has, say: 'It does not.\nVerdict: strongly contradicts' })),
  { op: 'verify', say: 'Nothing to be seen.\nVerdict: neutral' },
] });

const asked = server => server.requests().filter(r => r.op === 'verify').length;
const published = editor => editor.messages.filter(m => m.method === 'textDocument/publishDiagnostics').map(m => m.params);
const shownIn = (editor, name) => published(editor).filter(p => p.uri === editor.uri(name)).at(-1)?.diagnostics ?? [];
const popups = editor => editor.messages.filter(m => m.method === 'window/showMessage').map(m => m.params.message);
const suggest = (editor, name) => editor.command('prosed.suggest', { uri: editor.uri(name) });
const lines = hints => hints.map(h => h.range.start.line);

// The preferences of all cases, added before any model is set, so that nothing is merged meanwhile.
async function prepare(world, ...preferences) {
  const editor = await new Editor(prosed, world).start();
  for (const text of preferences) await editor.command('prosed.preferences.add', { genre: 'docs', text });
  check(await editor.stop() === 0, 'an orderly end');
}
async function begin(world, server, settings = {}, more = {}) {
  setModel(world, server, more, { 'learn.enabled': true, ...settings });
  return new Editor(prosed, world).start();
}
async function end(editor) { check(await editor.stop() === 0, `an orderly end:\n${editor.log}`); }

const cases = {
  async 'each passage is asked of once, until it reads otherwise'(world, start) {
    await prepare(world, 'Write like a sailor.', 'Be cheerful.');
    const server = await start(against(rope));
    let editor = await begin(world, server);
    editor.open('a.md', whole);
    let reply = await suggest(editor, 'a.md');
    same(lines(reply.hints), [6], 'the passage');
    same(reply.hints[0].message, 'Write like a sailor.', 'the older one of two that are as sure');
    same(reply.hints[0].range, { start: { line: 6, character: 0 }, end: { line: 6, character: rope.length } }, 'its first line');
    same([reply.complete, reply.reason], [true, null], 'all was looked at');
    same([reply.hints[0].rewrites, reply.hints[0].changes], [true, null], 'a change that only a model could tell');
    same(asked(server), 5, 'two for each of three passages, one where the first said it');
    same(lines((await suggest(editor, 'a.md')).hints), [6], 'the same again');
    same(asked(server), 5, 'from memory');
    await end(editor);
    editor = await begin(world, server);
    editor.open('b.md', whole.replace(bell, bell + ' Yes.'));
    reply = await suggest(editor, 'b.md');
    same(lines(reply.hints), [6], 'in another document and process');
    same(asked(server), 7, 'only of the passage that is another one');
    const [spend] = (await editor.command('prosed.status')).spendToday.filter(s => s.purpose === 'suggest');
    same(spend?.calls, 7, 'in the ledger');
    await end(editor);
  },
  async 'somewhat contradicts is not sure enough, and what nobody can read is not kept'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start({ rules: [
      { op: 'verify', has: lamp, say: 'Verdict: somewhat contradicts' },
      { op: 'verify', has: rope, say: 'I would rather not say.' },
    ] });
    const editor = await begin(world, server, {}, { free_text: true });
    editor.open('a.md', whole);
    same((await suggest(editor, 'a.md')).hints, [], 'none');
    const count = asked(server);
    await suggest(editor, 'a.md');
    same(asked(server), count + 1, 'the unreadable one is asked for again');
    await end(editor);
  },
  async 'a secret is never sent'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against());
    const editor = await begin(world, server);
    editor.open('a.md', `${lamp.slice(0, -1)} with password = "hunter2hunter2hunter2".\n\n${rope}\n`);
    await suggest(editor, 'a.md');
    same(asked(server), 1, 'the other passage');
    await end(editor);
  },
  async 'a model that is away: no hints, one line in the log, nothing that pops up'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope));
    let editor = await begin(world, server);
    editor.open('a.md', whole);
    await suggest(editor, 'a.md');
    await end(editor);
    await server.stop();
    editor = await begin(world, server, { 'suggest.when': 'save' });
    editor.open('a.md', whole.replace(bell, bell + ' Yes.').replace(lamp, lamp + ' No.'));
    for (let i = 0; i < 3; i++) {
      editor.save('a.md');
      await sleep(300);
    }
    const reply = await suggest(editor, 'a.md');
    same(lines(reply.hints), [6], 'what is known from before is shown');
    check(!reply.complete && reply.reason.includes('127.0.0.1'), `the reason names the server: ${reply.reason}`);
    same(popups(editor), [], 'no popups');
    await end(editor);
    same(editor.log.split('\n').filter(line => line.includes('hints:')).length, 1, `one line in the log:\n${editor.log}`);
  },
  async 'paused means asked nothing'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope));
    const editor = await begin(world, server);
    editor.open('a.md', whole);
    await editor.command('prosed.learn.pause', { uri: editor.uri('a.md') });
    let reply = await suggest(editor, 'a.md');
    same([reply.hints, reply.complete, asked(server)], [[], false, 0], 'nothing');
    check(reply.reason.includes('paused'), reply.reason);
    await editor.command('prosed.learn.resume', { uri: editor.uri('a.md') });
    reply = await suggest(editor, 'a.md');
    same([lines(reply.hints), reply.complete], [[6], true], 'all of it');
    await end(editor);
  },
  async 'the daily cap stops it'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against());
    const editor = await begin(world, server, { 'learn.daily_tokens': 10 }, { max_in_flight: 1 });
    editor.open('a.md', whole);
    const reply = await suggest(editor, 'a.md');
    check(!reply.complete && reply.reason.includes('learn.daily_tokens'), reply.reason);
    same(asked(server), 1, 'the first one used it up');
    await end(editor);
  },
  async 'what is edited while the model thinks gets no hint, the rest moves along'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope, bell), '--delay', '500');
    const editor = await begin(world, server);
    editor.open('a.md', whole);
    const reply = suggest(editor, 'a.md');
    await wait('questions', () => asked(server));
    editor.type('a.md', 'New.\n\n');
    editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri('a.md'), version: 9 }, contentChanges: [{ range: { start: { line: 8, character: 4 }, end: { line: 8, character: 4 } }, text: 'x' }] });
    same(lines((await reply).hints), [10], 'the bell, two lines further down');
    same(shownIn(editor, 'a.md').map(d => d.range.start.line), [10], 'shown there');
    same(published(editor).at(-1).version, 9, 'for the text as it is');
    await end(editor);
  },
  async 'closed while the model thinks'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope), '--delay', '400');
    const editor = await begin(world, server);
    editor.open('a.md', whole);
    const reply = editor.request('workspace/executeCommand', { command: 'prosed.suggest', arguments: [{ uri: editor.uri('a.md') }] });
    await wait('questions', () => asked(server));
    editor.close('a.md');
    same((await reply).error?.code, -32801, 'content modified');
    await sleep(600);
    same(published(editor), [], 'nothing is shown of it');
    await end(editor);
  },
  async 'cancelled while the model thinks'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope), '--delay', '3000');
    const editor = await begin(world, server);
    editor.open('a.md', whole);
    const reply = editor.request('workspace/executeCommand', { command: 'prosed.suggest', arguments: [{ uri: editor.uri('a.md') }] });
    await wait('questions', () => asked(server));
    const begun = Date.now();
    editor.notify('$/cancelRequest', { id: editor.id });
    same((await reply).error?.code, -32800, 'cancelled');
    check(Date.now() - begun < 1000, 'at once');
    await end(editor);
  },
  async 'muted while the model thinks'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope), '--delay', '400');
    const editor = await begin(world, server);
    editor.open('a.md', whole);
    const [{ id }] = (await editor.command('prosed.preferences')).items;
    const reply = suggest(editor, 'a.md');
    await wait('questions', () => asked(server));
    await editor.command('prosed.preferences.mute', { id });
    same((await reply).hints, [], 'none of a muted preference');
    same(shownIn(editor, 'a.md'), [], 'nor shown');
    await end(editor);
  },
  async 'dismissed in one session, silent in the next; two documents'(world, start) {
    await prepare(world, 'Write like a sailor.');
    const server = await start(against(rope, bell));
    let editor = await begin(world, server);
    editor.open('a.md', whole);
    editor.open('b.md', `${bell}\n\n${lamp}\n`);
    const [one, other] = await Promise.all([suggest(editor, 'a.md'), suggest(editor, 'b.md')]);
    same([lines(one.hints), lines(other.hints)], [[6, 8], [0]], 'each its own');
    await editor.command('prosed.suggest.dismiss', { uri: editor.uri('a.md'), id: one.hints[1].id });
    same([shownIn(editor, 'a.md').length, shownIn(editor, 'b.md').length], [1, 1], 'shown');
    await end(editor);
    editor = await begin(world, server);
    const count = asked(server);
    editor.open('a.md', whole);
    editor.open('b.md', `${bell}\n\n${lamp}\n`);
    same([lines((await suggest(editor, 'a.md')).hints), lines((await suggest(editor, 'b.md')).hints)], [[6], []], 'the passage is the same wherever it stands');
    same(asked(server), count, 'and nothing was asked');
    await end(editor);
  },
  async 'a fix follows just the one preference, and markup is guarded'(world, start) {
    await prepare(world, 'Write like a sailor.', 'Be cheerful.');
    const server = await start({ rules: [
      { op: 'rewrite', nth: 1, say: '"""\nAhoy! See the [chart](chart.md), mate, before the tide comes in and the moorings go under again.\n"""' },
      { op: 'rewrite', say: '"""\nCome aboard, mate, before the tide comes in and the moorings go under water once again.\n"""' },
      ...against('chart').rules] });
    const editor = await begin(world, server);
    const passage = 'See the [chart](chart.md) before the tide comes in, or the moorings will be under the water once again.';
    editor.open('a.md', `${passage}\n`);
    const [hint] = (await suggest(editor, 'a.md')).hints;
    let fix = await editor.command('prosed.suggest.rewrite', { uri: editor.uri('a.md'), id: hint.id });
    check(fix.after.startsWith('Ahoy! See the [chart](chart.md)'), fix.after);
    same(fix.preferences, ['Write like a sailor.'], 'one preference');
    const { error, result } = await editor.request('workspace/executeCommand', { command: 'prosed.suggest.rewrite', arguments: [{ uri: editor.uri('a.md'), id: hint.id }] });
    check(error?.message.includes('chart.md') || result?.after.includes('[chart](chart.md)'), `a lost link is put back or refused: ${JSON.stringify(error ?? result)}`);
    await end(editor);
  },
};

let passed = 0, failed = 0;
for (const [name, run] of Object.entries(cases)) {
  if (process.argv[3] && !name.includes(process.argv[3])) continue;
  const world = makeWorld('hints'), servers = [];
  const start = async (...options) => {
    const server = await startServer(world, ...options), { stop } = server;
    server.stop = () => stop().then(() => servers.splice(servers.indexOf(server), 1));
    servers.push(server);
    return server;
  };
  try {
    await run(world, start);
    console.log(`ok: ${name}`);
    passed++;
  } catch (error) {
    console.log(`FAIL: ${name}: ${error.stack}`);
    failed++;
  }
  for (const server of [...servers]) await server.stop();
  rmSync(world.work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
