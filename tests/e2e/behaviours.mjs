// Everything a model server may do instead of answering, through all that asks one: a rewrite as a filter, one in an editor, a
// completion, learning, the doctor. The text stays as it was or is rewritten rightly, nothing is learned from what is no answer,
// and the person is told why. The table of outcomes is tests/servers/behaviours.md; --write makes it anew.
// Usage: node behaviours.mjs [PROSED] [PART OF A NAME | --write]
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';
import { behaviours, passages } from './behaviours-list.mjs';
import { setModel, startServer } from './scripted.mjs';
import { withShims } from './session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const page = join(top, 'tests/servers/behaviours.md');
const writes = process.argv[3] === '--write', only = writes ? undefined : process.argv[3];
const FAST = { clock: { SHIM_CLOCK: '20' } };
const failures = [];
const fail = (name, what) => { failures.push(`${name}: ${what}`); console.log(`FAIL: ${name}: ${what}`); };
const tidy = text => text.replace(/127\.0\.0\.1:\d+/g, 'HOST').replace(/\x1b\[[0-9;]*m/g, '').trim();

function run(world, input, ...args) {
  const { status, stdout, stderr } = spawnSync(prosed, args, { env: world.env, cwd: world.project, input, encoding: 'utf8', timeout: 120000 });
  return { code: status, out: stdout, told: tidy(stderr) };
}

async function observe(world, name, behaviour) {
  const seen = { name };
  const document = Object.values(passages).join('\n');
  const { code, out, told } = run(world, document, 'rewrite', '--language', 'markdown');
  if (out !== document) fail(name, `the text is changed: ${JSON.stringify(out.slice(0, 400))}`);
  if (code === null || code > 1) fail(name, `rewrite ends with ${code}`);
  if (behaviour.quiet ? told : !told) fail(name, `rewrite ${behaviour.quiet ? `says ${told}` : 'says nothing'}`);
  seen.rewrite = told.split('\n')[0].replace('prosed: ', '') || 'nothing to change';
  const text = passages.paragraph;
  const editor = await new Editor(prosed, world).start();
  editor.open('a.md', text);
  const { error, result } = await editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri('a.md'), range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } } }] });
  if (result && result.before !== result.after) fail(name, `the editor is offered ${JSON.stringify(result)}`);
  if (!behaviour.quiet && !error) fail(name, 'the editor is told nothing');
  seen.editor = error ? tidy(error.message) : 'nothing to change';
  if (await editor.stop() !== 0) fail(name, 'the server ends badly');
  const completed = run(world, 'The harbour is quiet in the winter, and the keeper ', 'complete', '--language', 'markdown');
  if (!behaviour.prose && !behaviour.fine && completed.out.trim()) fail(name, `complete gives ${JSON.stringify(completed.out)}`);
  seen.complete = completed.out.trim() ? 'offered' : completed.told.split('\n')[0].replace('prosed: ', '') || 'nothing';
  writeFileSync(join(world.project, 'mine.md'), passages.paragraph);
  const learned = run(world, '', 'learn', 'mine.md');
  const { samples } = JSON.parse(run(world, '', 'status', '--json').out);
  if (!behaviour.fine && samples.learned) fail(name, `learns: ${run(world, '', 'preferences').out}`);
  if (behaviour.fine && !samples.learned) fail(name, `learns nothing: ${learned.out} ${learned.told}`);
  if (!samples.learned && samples.failed + samples.queued + samples.waiting + samples.learning !== 1) fail(name, `the sample is lost: ${JSON.stringify(samples)}`);
  if (!samples.learned && !learned.told) fail(name, 'learn says nothing');
  seen.learn = samples.learned ? 'learned' : `${samples.failed ? 'set aside' : 'waits'}: ${learned.told.split('\n')[0].replace(/^prosed: (warning: learning: )?/, '')}`;
  const doctor = run(world, '', 'doctor', '--ports', '9');
  const lines = tidy(doctor.out).split('\n').filter(one => /^(ok|PROBLEM) +model/.test(one)).map(one => one.replace(/ +/g, ' ')).sort();
  const line = lines.find(one => one.startsWith('PROBLEM'));
  if (!behaviour.fine && !line) fail(name, `the doctor finds nothing: ${doctor.out}`);
  seen.doctor = (line ?? lines[1] ?? lines[0]).replace(/^(ok|PROBLEM) model /, '');
  for (const text of [told, completed.told, learned.told, learned.out, doctor.out, doctor.told])
    if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text)) fail(name, `steers the terminal: ${JSON.stringify(text)}`);
  return seen;
}

const rows = [];
for (const [name, behaviour] of Object.entries(behaviours)) {
  if (only && !name.includes(only)) continue;
  const world = makeWorld('behaviours');
  const server = await startServer(world, { rules: behaviour.rules ?? [behaviour.rule] });
  setModel(world, server, behaviour.settings);
  world.env = withShims(world.env, FAST);
  run(world, '', 'preferences', 'add', '--genre', 'all', 'Use contractions.');
  const seen = await observe(world, name, behaviour);
  rows.push(seen);
  console.log(`done: ${name}`);
  await server.stop();
  rmSync(world.work, { recursive: true, force: true });
}
const cell = text => text.replace(/; the text stays as it is: ask again, or for a smaller part of it/, '').replace(/\|/g, '\\|').replace(/</g, '\\<').replace(/\s+/g, ' ').slice(0, 170);
const table = `# What a model server may do, and what comes of it

Made by \`node tests/e2e/behaviours.mjs PROSED --write\` and compared by \`tests/e2e/behaviours.test\`, which also holds that the text
comes out byte for byte in each row, in a filter and in an editor, that nothing is learned but in the rows that say so, and that no
message steers a terminal. Messages are shortened; where a text was left alone, they go on with what to do.

| the server, or its answer | rewrite | complete | learn | doctor |
| --- | --- | --- | --- | --- |
${rows.map(row => `| ${[row.name, row.rewrite, row.complete, row.learn, row.doctor].map(cell).join(' | ')} |`).join('\n')}
`;
if (writes) writeFileSync(page, table);
else if (!only) {
  const lines = table.split('\n'), kept = readFileSync(page, 'utf8').split('\n');
  // Where a message is cut depends on the port, and how far learning came on the machine's speed.
  const loose = line => (line ?? '').split(' | ').map(cell => cell.replace(/^(set aside|waits):/, 'kept:').slice(0, 90)).join(' | ');
  lines.forEach((line, i) => { if (loose(line) !== loose(kept[i])) fail('the page', `says\n  ${kept[i]}\nand now it is\n  ${line}`); });
}
console.log(`${rows.length} behaviours, ${failures.length} failures`);
process.exit(failures.length ? 1 : 0);
