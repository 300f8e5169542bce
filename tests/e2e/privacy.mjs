// What goes to a model server and what is kept, when nobody says that it may: ignored files, files and passages with secrets. And
// a day of writing with forty secrets in it, after which none of them is in any file that prosed made, nor in a core.
// Usage: node privacy.mjs [PROSED] [PART OF A NAME]
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, lstatSync, openSync, readFileSync, readSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

process.env.PROSED_TYPING = 'size'; // also when it is not run by tests/run
const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const check = (holds, what) => { if (!holds) throw new Error(what); };
const own = "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it before spring.\n";

const asked = [];
const model = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  asked.push(body);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'chat.completion', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: '"""\nThe stair is safe.\n"""' } }], usage: { prompt_tokens: 1, completion_tokens: 1 } }));
});
await new Promise(done => model.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${model.address().port}`;

async function start(w, settings = {}) {
  writeFileSync(w.settings, JSON.stringify(settings));
  asked.length = 0;
  return new Editor(prosed, w).start();
}
const withModel = (more = {}) => ({ model: { write: { engine: 'openai', url, name: 'own' } }, ...more });
const inline = (editor, uri, line, character, kind) => editor.request('textDocument/inlineCompletion', { textDocument: { uri }, position: { line, character }, context: { triggerKind: kind } });
const rewrite = (editor, name, line, more = {}) => editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri(name), position: { line, character: 2 }, instruction: 'shorter', ...more }] });
const sent = word => asked.some(body => body.includes(word));

// Forty of them: what they are called does not matter here, only that none is anywhere afterwards.
const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
let seed = 5;
const draw = n => Array.from({ length: n }, () => letters[(seed = (seed * 1103515245 + 12345) % 2147483648, seed >> 8) % letters.length]).join('');
const ways = [s => `My password is ${s}, and I keep forgetting it.`, s => `The wifi password: ${s}`, s => `Das Passwort lautet ${s}.`, s => `Le mot de passe est ${s}.`, s => `La contraseña es ${s}.`, s => `La password è ${s}.`, s => `Het wachtwoord is ${s}.`, s => `The API key is ${s}.`, s => `The token is ghp_${s}${s}.`, s => `Log in at https://ann:${s}@example.org/ then.`];
const secrets = Array.from({ length: 40 }, (_, i) => { const value = `x7${draw(16)}Q9`; return { value, text: ways[i % ways.length](value) }; });

const cases = {
  async 'a completion while typing sends no ignored, excluded or secret file, and no passage with a secret'(w) {
    writeFileSync(join(w.project, '.gitignore'), 'private/\n');
    for (const trigger of ['typing', 'idle']) {
      const e = await start(w, withModel({ completion: { trigger, idle_ms: 50 }, exclude: ['diary.md'], learn: { enabled: false } }));
      for (const name of ['private/a.md', 'diary.md', '.env', 'secrets.md']) {
        e.open(name, `${own}The marker KEEPME stands here and `);
        await inline(e, e.uri(name), 1, 34, 2);
      }
      e.open('a.md', `${own}\nMy password is hunter2xy, and `);
      await inline(e, e.uri('a.md'), 2, 29, 2);
      e.open('b.md', `My password is hunter2xy.\n\nAnd the rope is `);
      await inline(e, e.uri('b.md'), 2, 16, 2);
      check(!asked.length, `${trigger}: nothing was sent: ${asked[0]}`);
      e.open('c.md', `${own}\nAnd the rope is `);
      await inline(e, e.uri('c.md'), 2, 16, 2);
      check(asked.length === 1, `${trigger}: an ordinary text is completed`);
      await e.stop();
    }
  },
  async 'a rewrite by hand sends no passage with a secret nor its neighbours, unless that is said for this once'(w) {
    const e = await start(w, withModel({ learn: { enabled: false } }));
    e.open('a.md', 'The stair is not safe and we will see to it.\n\nThe rope is not safe and we will see to it.\n\nThe wifi password is tulip-7x9 since the last storm.\n\nThe lamp is not safe and we will see to it.\n\nThe door is not safe and we will see to it.\n');
    for (const line of [2, 4, 6]) {
      const reply = await rewrite(e, 'a.md', line);
      check(/password/.test(reply.error?.message ?? ''), `line ${line} is refused: ${JSON.stringify(reply)}`);
    }
    check(!asked.length, 'nothing was sent');
    await rewrite(e, 'a.md', 0);
    await rewrite(e, 'a.md', 8);
    check(asked.length >= 2 && !sent('tulip'), 'what is further away is sent without it');
    check(!sent('The rope') && !sent('The lamp'), 'and without its neighbours');
    await rewrite(e, 'a.md', 4, { sendSecrets: true });
    check(sent('tulip'), 'by the person\'s word it is sent');
    asked.length = 0;
    await rewrite(e, 'a.md', 4);
    check(!asked.length, 'that was for once');
    e.open('b.md', 'The password for the guest room network is:\n\nSommer2031\n\nThe stair is not safe and we will see to it.\n\nThe door is not safe and we will see to it.\n');
    check(/password/.test((await rewrite(e, 'b.md', 2)).error?.message ?? ''), 'named in one paragraph, told in the next');
    check(!sent('Sommer'), 'it was not sent');
    await e.stop();
    writeFileSync(join(w.project, 'c.md'), 'The wifi password is tulip-7x9 since the last storm, and we know it.\n');
    const run = more => spawnSync(prosed, ['rewrite', '--instruction', 'shorter', ...more, 'c.md'], { env: w.env, cwd: w.project, encoding: 'utf8', timeout: 5000 });
    check(/password/.test(run([]).stderr), 'nor by the filter');
  },
  async 'a sample that waits and is forgotten does not come back; a log that is held is told of'(w) {
    const e = await start(w, { learn: { quiet_s: 3600 } });
    e.open('a.md', '');
    e.type('a.md', own);
    e.save('a.md');
    const list = async () => (await e.command('prosed.samples')).items;
    const [sample] = await list();
    check(sample?.state === 'waiting', 'it waits');
    const store = join(w.work, 'data/prosed/projects', readdirSync(join(w.work, 'data/prosed/projects')).find(f => f.endsWith('.db')));
    const reader = spawn('python3', ['-c', 'import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute("BEGIN"); c.execute("SELECT count(*) FROM sample").fetchone(); print("ok", flush=True); sys.stdin.read()', store]);
    const holds = await new Promise(done => { reader.on('error', () => done(false)); reader.stdout.on('data', () => done(true)); });
    await e.command('prosed.samples.forget', { id: sample.id });
    e.save('a.md');
    check(!(await list()).length, 'it is gone after the next save');
    if (holds) check(e.messages.some(m => /-wal, because python3 \(\d+\)/.test(m.params?.message ?? '')), 'who holds the log is told');
    reader.kill();
    e.type('a.md', "\nBut we haven't looked at the boat, the oars, or the net yet, and it's late.\n", { line: 1, character: 0 });
    e.save('a.md');
    check(!JSON.stringify(await list()).includes('squeaks'), 'nor with a later one');
    await e.stop();
  },
  async 'where nothing is to be learned nothing is kept'(w) {
    const e = await start(w, withModel({ learn: { enabled: false } }));
    e.open('a.md', own);
    const { result } = await rewrite(e, 'a.md', 0);
    for (const feedback of ['shown', 'rejected']) await e.command('prosed.feedback', { suggestion: result.suggestion, feedback });
    e.write('b.md', own.replaceAll('rope', 'net'));
    await e.stop();
    for (const file of readdirSync(join(w.work, 'data'), { recursive: true }).map(f => join(w.work, 'data', String(f))).filter(f => lstatSync(f).isFile()))
      check(!/squeaks|The stair is safe/.test(readFileSync(file, 'latin1')), `text in ${file}`);
  },
  async 'a day with forty secrets leaves none of them anywhere'(w) {
    const model = { learn: { engine: 'openai', url, name: 'own' }, write: { engine: 'openai', url, name: 'own' } };
    for (const settings of [{}, { model, suggest: { when: 'save' } }]) {
      let e = await start(w, { ...settings, learn: { quiet_s: 0 }, log: { level: 'debug' } });
      for (const [i, secret] of secrets.entries()) {
        const name = `day${i % 8}${settings.model ? 'm' : 'o'}.md`, text = `${own.replaceAll('rope', `rope ${i}`)}${i % 2 ? '\n' : ''}${secret.text} We went up ${i} times and looked at the lamp from below.\n`;
        e.open(name, '');
        e.type(name, text);
        e.save(name);
        if (i % 3 === 0) await rewrite(e, name, i % 2 ? 2 : 0);
        if (i % 5 === 0) await inline(e, e.uri(name), 0, 20, 1);
        e.close(name);
        if (i === 20) { await e.command('prosed.status'); e.child.kill('SIGKILL'); await sleep(100); e = await start(w, { ...settings, learn: { quiet_s: 0 }, log: { level: 'debug' } }); }
      }
      await sleep(1500);
      for (const { value } of secrets) check(!sent(value), `${value} was sent`);
      check(!secrets.some(({ value }) => e.log.includes(value)), 'none in the log');
      check(/Max core file size\s+0/.test(readFileSync(`/proc/${e.child.pid}/limits`, 'utf8')), 'it may leave no core');
      e.child.kill('SIGABRT'); // a core, if there were one
      await sleep(300);
    }
    const files = folder => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map(f => join(folder, String(f))).filter(f => lstatSync(f).isFile()) : []);
    const made = files(join(w.work, 'data')).concat(files(join(w.work, 'home')), files(w.project));
    check(made.some(f => f.endsWith('.db') && readFileSync(f).includes('squeaks')), 'the rest was learned from');
    for (const file of made) {
      const data = readFileSync(file);
      for (const { value } of secrets) check(!data.includes(value), `${value} is in ${file}`);
    }
    check(!made.some(f => /(^|\/)core/.test(f)), 'there is no core');
  },
  async 'what was written is not left in memory once its documents are closed'(w) {
    // A sanitizer keeps what libraries free, which is not wiped, for long; their own allocator uses it again.
    w.env.ASAN_OPTIONS = [process.env.ASAN_OPTIONS, 'quarantine_size_mb=0:thread_local_quarantine_size_kb=0'].filter(Boolean).join(':');
    const e = await start(w, { learn: { quiet_s: 0 } });
    for (const [i, secret] of secrets.entries()) {
      const name = `day${i % 8}.md`;
      e.open(name, '');
      e.type(name, `${own.replaceAll('rope', `rope ${i}`)}\n${secret.text}\n`);
      e.save(name);
      if (i % 3 === 0) await rewrite(e, name, 2);
      e.close(name);
    }
    await sleep(11500); // for so long a document that was closed may come back by another name
    e.open('open.md', 'The door with the number x7StandsOpenQ9 is green.\n');
    await e.command('prosed.status');
    const memory = readMemory(e.child.pid);
    if (!memory) return console.log('skipped: this system lets nobody read the memory of a process, which is all that is wanted');
    check(memory.includes('x7StandsOpenQ9'), 'an open document is found in memory, so the search can find');
    const left = secrets.filter(({ value }) => memory.includes(value));
    check(!left.length, `${left.length} of ${secrets.length} are left in memory: ${left[0]?.value}`);
    await e.stop();
  },
};

// As a core would have it: what the process can write to. undefined: it may not be read.
function readMemory(pid) {
  const found = [];
  try {
    const file = openSync(`/proc/${pid}/mem`, 'r');
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      const start = Number(`0x${from}`), size = Number(`0x${to}`) - start;
      if (!from || size > 2 ** 28 || !Number.isSafeInteger(start)) continue; // the shadow of a sanitizer
      const data = Buffer.alloc(size);
      try { readSync(file, data, 0, size, start); } catch { continue; }
      found.push(data);
    }
    closeSync(file);
  } catch { return undefined; }
  return { includes: text => found.some(data => data.includes(text)) };
}

let failed = 0, ran = 0;
for (const [name, run] of Object.entries(cases)) {
  if (process.argv[3] && !name.includes(process.argv[3])) continue;
  ran++;
  try { await run(makeWorld('privacy')); } catch (error) { failed++; console.log(`FAILED: ${name}: ${error.stack}`); }
}
model.close();
console.log(`${ran - failed} passed, ${failed} failed`);
process.exit(failed || !ran ? 1 : 0);
