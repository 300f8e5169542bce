// What a person meets when something around prosed is wrong: each case must give one clear message that names what to do, the
// server must go on where it can, and nothing may be lost or written elsewhere.
// Usage: node trouble.mjs [PROSED]
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync, closeSync, chownSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const isRoot = process.getuid() === 0;
const text = "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it before spring.\n";
const wait = async (what, holds) => {
  for (let i = 0; i < 100; i++) { const value = await holds(); if (value) return value; await sleep(100); }
  throw new Error(`waited 10 s for ${what}`);
};
const shown = editor => editor.messages.filter(m => m.method === 'window/showMessage').map(m => m.params.message);
const saysAbout = (editor, ...words) => wait(`a message with ${words}`, () => shown(editor).find(m => words.every(w => m.includes(w))));
const check = (holds, what) => { if (!holds) throw new Error(what); };
const storeOf = world => { const folder = join(world.work, 'data/prosed/projects'); return join(folder, readdirSync(folder).find(f => f.endsWith('.db'))); };
const files = world => readdirSync(world.work, { recursive: true }).filter(f => !f.startsWith('data') && !f.startsWith('project')).sort().join();

async function learned(world, name = 'a.md', body = text) {
  const editor = await new Editor(prosed, world).start();
  editor.write(name, body);
  await editor.untilLearned(1);
  check(await editor.stop() === 0, 'an orderly end');
}
// Still serves: a document is tracked and every request is answered.
async function goesOn(editor) {
  editor.open('other.md', 'Some other text.\n');
  const { result, error } = await editor.request('textDocument/codeAction', { textDocument: { uri: editor.uri('other.md') }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } }, context: { diagnostics: [] } });
  check(result && !error, `the server goes on: ${JSON.stringify(error)}`);
}
async function answersWithError(editor, ...words) {
  const { error } = await editor.request('workspace/executeCommand', { command: 'prosed.preferences', arguments: [{}] });
  check(error && words.every(w => error.message.includes(w)), `an error with ${words}, got ${JSON.stringify(error)}`);
}

const cases = {
  async 'a damaged store is named and left as it is'(world) {
    await learned(world);
    const store = storeOf(world);
    for (const file of [store + '-wal', store + '-shm']) rmSync(file, { force: true });
    writeFileSync(store, 'this is not a database, it is a letter to a friend that landed here by mistake. '.repeat(100));
    const editor = await new Editor(prosed, world).start();
    editor.write('b.md', text);
    await saysAbout(editor, store);
    await answersWithError(editor, store);
    await goesOn(editor);
    check(await editor.stop() === 0, 'an orderly end');
    check(readFileSync(store, 'utf8').startsWith('this is not a database'), 'the file is untouched');
  },
  async 'a store of a newer version is named and left as it is'(world) {
    await learned(world);
    const store = storeOf(world), file = openSync(store, 'r+');
    writeSync(file, Buffer.from([0, 0, 3, 231]), 0, 4, 60); // user_version, SQLite file format section 1.3
    closeSync(file);
    const before = readFileSync(store);
    const editor = await new Editor(prosed, world).start();
    editor.write('b.md', text);
    await saysAbout(editor, store, 'newer');
    await answersWithError(editor, 'newer');
    await goesOn(editor);
    check(await editor.stop() === 0, 'an orderly end');
    check(readFileSync(store).equals(before), 'the file is untouched');
  },
  async 'a store that somebody has locked is waited for, then named; later all is learned'(world) {
    await learned(world);
    const store = storeOf(world);
    // fcntl locks on the store and its shared memory, as another SQLite would hold them.
    const lock = spawn('perl', ['-e', 'use Fcntl; $| = 1; my @held; for my $path (@ARGV) { open(my $file, "+>>", $path) or die $!; my $lock = pack("s s x4 q q l x4", F_WRLCK, 0, 0, 0, 0); fcntl($file, F_SETLK, $lock) or die "lock $path: $!"; push @held, $file } print "locked\\n"; <STDIN>', store, store + '-shm'], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((done, fail) => { lock.stdout.once('data', done); lock.on('exit', () => fail(new Error('perl could not lock it'))); });
    const editor = await new Editor(prosed, world).start();
    editor.open('b.md', '');
    editor.type('b.md', text.replaceAll('rope', 'ladder').replaceAll('lamp', 'bell'));
    editor.save('b.md');
    await saysAbout(editor, store);
    await goesOn(editor);
    lock.stdin.end();
    await new Promise(done => lock.on('exit', done));
    editor.save('b.md');
    editor.close('b.md');
    await editor.untilLearned(2);
    check(await editor.stop() === 0, 'an orderly end');
  },
  async 'a read-only store is named; nothing else is written'(world) {
    if (!isRoot) return 'skipped: needs root to become somebody else';
    await learned(world);
    const store = storeOf(world);
    for (const f of readdirSync(world.work, { recursive: true })) chownSync(join(world.work, f), 65534, 65534);
    chownSync(world.work, 65534, 65534);
    rmSync(store + '-wal', { force: true }); rmSync(store + '-shm', { force: true });
    chmodSync(store, 0o400);
    chmodSync(join(store, '..'), 0o500);
    const before = files(world);
    const wrapper = join(world.work, 'as-nobody');
    writeFileSync(wrapper, `#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups '${prosed}' "$@"\n`, { mode: 0o755 });
    const editor = await new Editor(wrapper, world).start();
    editor.write('b.md', text);
    await saysAbout(editor, store);
    await goesOn(editor);
    check(await editor.stop() === 0, 'an orderly end');
    rmSync(wrapper);
    check(files(world) === before, 'nothing written elsewhere');
  },
  async 'a full disk is told; when there is room again, the save is learned'(world) {
    const data = join(world.work, 'data');
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', data]).status !== 0) return 'skipped: cannot mount a small file system';
    try {
      await learned(world);
      const store = storeOf(world), ballast = join(data, 'ballast');
      const editor = await new Editor(prosed, world).start();
      await editor.command('prosed.status');
      const file = openSync(ballast, 'w');
      try { for (;;) writeSync(file, Buffer.alloc(4096)); } catch { /* full */ }
      closeSync(file);
      editor.open('b.md', '');
      editor.type('b.md', text.replaceAll('rope', 'ladder').replaceAll('lamp', 'bell').repeat(3));
      editor.save('b.md');
      await saysAbout(editor, store);
      await goesOn(editor);
      rmSync(ballast);
      editor.save('b.md');
      editor.close('b.md');
      await editor.untilLearned(2);
      check(await editor.stop() === 0, 'an orderly end');
      check(spawnSync(prosed, ['doctor', '--project', world.project], { env: world.env }).status === 0, 'the store is whole');
    } finally {
      spawnSync('umount', [data]);
    }
  },
  async 'no home folder: documents are served, the message says what to set'(world) {
    for (const name of ['HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME']) delete world.env[name];
    const editor = await new Editor(prosed, world).start();
    editor.write('a.md', text);
    await saysAbout(editor, 'HOME');
    await goesOn(editor);
    check(await editor.stop() === 0, 'an orderly end');
    check(spawnSync(prosed, ['preferences'], { env: world.env, cwd: world.project, encoding: 'utf8' }).stderr.includes('HOME'), 'the command line says so too');
  },
  async 'a home that cannot be written: the message names the folder'(world) {
    world.env.XDG_DATA_HOME = '/proc/nowhere';
    const editor = await new Editor(prosed, world).start();
    editor.write('a.md', text);
    await saysAbout(editor, '/proc/nowhere');
    await goesOn(editor);
    check(await editor.stop() === 0, 'an orderly end');
  },
  async 'settings that are wrong: each is named, the rest works'(world) {
    writeFileSync(world.settings, '{ // mine\n "learn": {"quietS": 5, "steps": "many"}, "suggest.when": "sometimes", "learn.related": 3, }');
    writeFileSync(join(world.project, '.prosed.json'), '{"model.url": "http://example.invalid/", "learn.enabled": true}');
    const editor = await new Editor(prosed, world).start();
    await saysAbout(editor, 'learn.quietS', 'learn.quiet_s');
    await saysAbout(editor, 'learn.steps');
    await saysAbout(editor, 'suggest.when', 'demand');
    await saysAbout(editor, '.prosed.json', 'model.url');
    editor.write('a.md', text);
    await editor.untilLearned(1);
    check(await editor.stop() === 0, 'an orderly end');
    check(spawnSync(prosed, ['doctor', '--project', world.project], { env: world.env }).status === 1, 'doctor reports it');
  },
  async 'settings that are no JSON: line and column, and the defaults serve'(world) {
    writeFileSync(world.settings, '{\n  "learn": {,\n}');
    const editor = await new Editor(prosed, world).start();
    await saysAbout(editor, 'config.json', '2');
    editor.write('a.md', text);
    await editor.untilLearned(1);
    check(await editor.stop() === 0, 'an orderly end');
  },
  async 'an engine without what it needs is told; documents are served'(world) {
    writeFileSync(world.settings, '{"model.engine": "openai"}');
    const editor = await new Editor(prosed, world).start();
    await saysAbout(editor, 'model.url');
    editor.write('a.md', text);
    await goesOn(editor);
    check(await editor.stop() === 0, 'an orderly end');
  },
  async 'a model server that is not there: learning waits and says so, the samples stay'(world) {
    writeFileSync(world.settings, '{"model": {"engine": "openai", "url": "http://127.0.0.1:9/v1", "name": "none"}}');
    let editor = await new Editor(prosed, world).start();
    editor.write('a.md', text);
    const status = await wait('learning to say that it fails', async () => { const s = await editor.command('prosed.status'); return s.learning.phase === 'failing' && s; });
    check(status.learning.what.includes('127.0.0.1:9'), `it names the server: ${status.learning.what}`);
    check(await editor.stop() === 0, 'an orderly end');
    rmSync(world.settings);
    editor = await new Editor(prosed, world).start();
    await editor.untilLearned(1);
    check(await editor.stop() === 0, 'an orderly end');
  },
  async 'ignored and secret files teach nothing; stores and folders are private'(world) {
    writeFileSync(join(world.project, '.gitignore'), 'private/\n');
    writeFileSync(join(world.project, '.prosedignore'), '*.secret.md\n');
    const editor = await new Editor(prosed, world).start();
    for (const name of ['private/a.md', 'b.secret.md', '.env', 'id_rsa']) editor.write(name, text, 'markdown');
    editor.write('c.md', text);
    await editor.untilLearned(1);
    const samples = (await editor.command('prosed.samples')).items.map(s => s.path);
    check(samples.join() === 'c.md', `only c.md, got ${samples}`);
    check(await editor.stop() === 0, 'an orderly end');
    check((statSync(storeOf(world)).mode & 0o777) === 0o600, 'the store is 0600');
    check((statSync(join(world.work, 'data/prosed')).mode & 0o777) === 0o700, 'its folder is 0700');
    check(!existsSync(join(world.project, '.prosed')), 'nothing was written into the project');
  },
  async 'the store is in the project only if the settings say so; what is left there comes along'(world) {
    mkdirSync(join(world.project, '.prosed'));
    writeFileSync(world.settings, JSON.stringify({ store: { place: 'project' } }));
    await learned(world);
    check(existsSync(join(world.project, '.prosed/store.db')), 'the store is in the project');
    check(!existsSync(join(world.work, 'data/prosed/projects')), 'and nowhere else');
    rmSync(world.settings);
    const editor = await new Editor(prosed, world).start();
    await editor.untilLearned(1);
    check(editor.messages.some(m => m.method === 'window/showMessage' && m.params.message.includes('was copied from')), 'the person is told');
    check(await editor.stop() === 0, 'an orderly end');
    check(existsSync(storeOf(world)), 'the copy is in the data folder');
  },
  async 'SIGTERM and the end of the input end it in order; what was saved is kept'(world) {
    let editor = await new Editor(prosed, world).start();
    editor.open('a.md', '');
    editor.type('a.md', text);
    editor.save('a.md');
    await editor.command('prosed.status');
    editor.child.kill('SIGTERM');
    check(await editor.exited === 0, `SIGTERM ends it with ${await editor.exited}`);
    editor = await new Editor(prosed, world).start();
    await editor.untilLearned(1);
    editor.child.stdin.end();
    check(await editor.exited === 1, `the end of input without exit ends it with ${await editor.exited}`);
  },
};

let passed = 0, failed = 0;
const only = process.argv[3];
for (const [name, run] of Object.entries(cases)) {
  if (only && !name.includes(only)) continue;
  const world = makeWorld('trouble');
  try {
    const skipped = await run(world);
    console.log(`ok: ${name}${skipped ? ` (${skipped})` : ''}`);
    passed++;
  } catch (error) {
    console.log(`FAIL: ${name}: ${error.stack}`);
    failed++;
  }
  spawnSync('chmod', ['-R', 'u+rwX', world.work]);
  rmSync(world.work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
