// What is kept is private, and what is forgotten is gone from the bytes of every file: samples one by one, and everything at
// once. And an ignore file that changes holds from the next save on.
// Usage: node forget.mjs [PROSED]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const text = "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it before XYZZYQUUX.\n";
const second = "You don't need the big key for the small door, and you won't find it there. It's been on the hook, behind the coat, since the last of the keepers left.\n";
const check = (holds, what) => { if (!holds) throw new Error(what); };
const world = makeWorld('forget');
const run = (args, input = '') => { const r = spawnSync(prosed, args, { env: world.env, cwd: world.project, encoding: 'utf8', input }); return { code: r.status, out: r.stdout + r.stderr }; };
const files = folder => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map(f => join(folder, String(f))) : []);
const everything = () => [...files(join(world.work, 'data')), ...files(world.project), ...files(world.work + '/home'), ...files(join(world.work, 'config'))];
const holders = word => everything().filter(f => lstatSync(f).isFile() && readFileSync(f).includes(word));

mkdirSync(join(world.project, '.prosed'), { mode: 0o700 });
writeFileSync(world.settings, JSON.stringify({ store: { place: 'project' } }));
const editor = await new Editor(prosed, world).start();
editor.write('a.md', text);
await editor.untilLearned(1);
editor.write('b.md', second);
await editor.untilLearned(2);
// A rewrite of the same words, which is shown and taken: another place where they are kept.
editor.open('a.md', text.replace("isn't", 'is not'));
const { result } = await editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri('a.md'), position: { line: 0, character: 5 } }] });
await editor.command('prosed.accept', { suggestion: result.suggestion });
check(holders('XYZZYQUUX').length > 0, 'it is kept before');

// Private to the person.
for (const f of everything().filter(f => !f.startsWith(join(world.project, '.git')) && f !== join(world.project, '.prosed'))) {
  if (!f.startsWith(join(world.work, 'data/prosed')) && !f.startsWith(join(world.project, '.prosed'))) continue;
  const stat = lstatSync(f), mode = stat.mode & 0o777;
  check(mode === (stat.isDirectory() ? 0o700 : 0o600), `${f} has mode ${mode.toString(8)}`);
}

// One sample: gone from every file while the server runs.
const list = await editor.command('prosed.samples');
const sample = (list.items ?? list).find(s => (s.path ?? s.document) === 'a.md');
await editor.command('prosed.samples.forget', { id: sample.id });
check(!holders('XYZZYQUUX').length, `still in ${holders('XYZZYQUUX')}`);
check(holders('behind the coat').length > 0, 'the other one stays');
editor.close('a.md');

// An ignore file that comes later.
editor.open('c.md', '');
editor.type('c.md', second.replaceAll('key', 'lamp').replace('coat', 'FROBNICATE'));
editor.save('c.md');
await editor.command('prosed.status');
await sleep(200);
check(holders('FROBNICATE').length > 0, 'it waits');
writeFileSync(join(world.project, '.prosedignore'), 'c.md\n');
editor.save('c.md');
await editor.command('prosed.learn.now');
editor.close('c.md');
await sleep(300);
const status = await editor.command('prosed.status');
check(status.samples.learned === 1, `what is ignored by now is not learned: ${JSON.stringify(status.samples)}`);
check(!holders('FROBNICATE').length, `what waited is gone: ${holders('FROBNICATE')}`);
check(await editor.stop() === 0, 'an orderly end');

// Everything: asks first.
check(run(['forget']).code === 2 && run(['forget', '--yes']).code === 2, '--all has to be said');
const refused = run(['forget', '--all'], 'no\n');
check(refused.code === 1 && refused.out.includes('store.db') && refused.out.includes('Nothing was erased'), `asks: ${refused.out}`);
check(run(['forget', '--all'], '').code === 1 && holders('behind the coat').length > 0, 'no answer is no');
const outside = join(world.work, 'outside.txt');
writeFileSync(outside, 'behind the coat of somebody else');
execFileSync('ln', ['-s', outside, join(world.work, 'data/prosed/link')]);
const erased = run(['forget', '--all', '--yes']);
check(erased.code === 0 && /\d+ files erased/.test(erased.out), `erases: ${erased.out}`);
check(!holders('behind the coat').length, `still in ${holders('behind the coat')}`);
check(readFileSync(outside, 'utf8').includes('somebody else'), 'what a link leads to is left alone');
check(!files(join(world.work, 'data/prosed')).length && !existsSync(join(world.project, '.prosed/store.db')), `left: ${everything()}`);
check(existsSync(join(world.project, '.prosedignore')), 'nothing else of the project is touched');
check(run(['forget', '--all', '--yes']).out.includes('Nothing is kept'), 'nothing is left to erase');
// A server that ran meanwhile says so.
const late = await new Editor(prosed, world).start();
late.write('d.md', text);
await late.untilLearned(1);
check(/\d+ files erased/.test(run(['forget', '--all', '--yes']).out), 'erases under a server');
const { error } = await late.request('workspace/executeCommand', { command: 'prosed.samples', arguments: [{}] });
check(/erased while it was in use; restart/.test(error?.message), `says that it was erased: ${JSON.stringify(error)}`);
check(await late.stop() === 0 && !holders('XYZZYQUUX').length, 'and writes nothing of it again');
// And it starts anew.
const again = await new Editor(prosed, world).start();
again.write('d.md', text);
await again.untilLearned(1);
check(await again.stop() === 0, 'starts anew');
check(run(['forget', '--all'], 'yes\n').code === 0 && !holders('XYZZYQUUX').length, 'and says yes');
execFileSync('rm', ['-rf', world.work]);
console.log('ok: kept private, forgotten for good, ignored from the next save on');
