// 100,000 documents open at once, in a project with ignore files: how long opening and closing them takes, what they
// cost, and how long a change with a request behind it waits while they are there.
//
// Usage: node many.mjs PROSED [DOCUMENTS]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Editor, makeWorld } from '../e2e/editor.mjs';

const count = Number(process.argv[3] ?? 100000), TYPED = 200;
const world = makeWorld('many');
mkdirSync(join(world.project, 'docs/notes'), { recursive: true });
writeFileSync(join(world.project, '.git/HEAD'), 'ref: refs/heads/main\n');
writeFileSync(join(world.project, '.gitignore'), 'build/\n*.tmp\n');
const editor = await new Editor(process.argv[2], world).start();
const uri = k => `docs/notes/n${k}.md`;
const residentMb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${editor.child.pid}/status`, 'utf8'))[1]) / 1024;
const idle = residentMb();
async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
// In turns, so that what is measured is the server and not a full pipe.
async function each(n, work) {
  for (let k = 0; k < n; k++) {
    work(k);
    if (k % 2000 === 1999) await editor.command('prosed.status');
  }
  await editor.command('prosed.status');
}

const opening = await timed(() => each(count, k => editor.open(uri(k), `Boat ${k} lies at the pier tonight.\n`)));
const resident = residentMb();
const waits = [];
for (let k = 0; k < TYPED; k++)
  waits.push(await timed(() => {
    editor.notify('textDocument/didChange', {
      textDocument: { uri: 'file://' + join(world.project, uri(0)), version: k + 2 },
      contentChanges: [{ range: { start: { line: 0, character: k }, end: { line: 0, character: k } }, text: 'a' }],
    });
    return editor.command('prosed.status');
  }));
waits.sort((a, b) => a - b);
const closing = await timed(() => each(count, k => editor.notify('textDocument/didClose', { textDocument: { uri: 'file://' + join(world.project, uri(k)) } })));

const row = (name, value) => console.log(name.padEnd(58) + value.padStart(10));
console.log(`${count} documents open at once`);
row('opening them, s', (opening / 1000).toFixed(1));
row('resident memory with them, MB', resident.toFixed(0));
row('bytes of it for each, text and names included', ((resident - idle) * 2 ** 20 / count).toFixed(0));
row('one change and the answer behind it meanwhile, ms', waits[TYPED / 2].toFixed(2));
row('closing them, s', (closing / 1000).toFixed(1));
editor.child.kill('SIGTERM');
await editor.exited;
rmSync(world.work, { recursive: true, force: true });
