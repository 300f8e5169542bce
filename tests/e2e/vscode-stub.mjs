// The extension's bundle in plain node: activated against a stand-in for VS Code's API, with the real server. A person
// opens a document, types, saves; it is learned from; the view fills; a rewrite is previewed, rejected, accepted; a
// preference is muted; the server is killed and comes back.
// Usage: node vscode-stub.mjs [PROSED]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { makeWorld, sleep, top } from './editor.mjs';
import { makeApi } from './vscode-api.mjs';

const folder = join(top, 'clients/vscode');
const program = process.argv[2] ?? process.env.PROSED ?? join(top, 'build/sanitize/prosed');
const { bundle, checkTypes, describe, isOffline } = await import('../../clients/vscode/scripts/build.mjs');
const { applyTo } = await import('../../clients/vscode/scripts/manifest.mjs');
const ok = text => console.log(`ok: ${text}`);

async function until(what, find, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; ; await sleep(50)) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s until ${what}; shown: ${api?.shown.join("; ")}`);
  }
}

let sizes;
try {
  sizes = await bundle();
} catch (error) {
  if (!isOffline(error)) throw error;
  console.log('npm cannot reach its registry, and the packages are not there yet');
  process.exit(77);
}
checkTypes();
ok(describe(sizes));

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
assert.deepEqual(manifest, applyTo(manifest, program), 'settings of package.json are those of the server: node clients/vscode/scripts/manifest.mjs build/release/prosed');
assert.ok(!readFileSync(join(folder, 'package-lock.json'), 'utf8').includes('"resolved"'), 'package-lock.json names no registry');
ok(`${Object.keys(manifest.contributes.configuration.properties).length} settings agree with the server`);

const world = makeWorld('vscode');
Object.assign(process.env, world.env);
const settings = Object.fromEntries(Object.entries(manifest.contributes.configuration.properties).map(([name, { default: value }]) => [name, { default: value }]));
settings['prosed.learn.quiet_s'].value = 1;
settings['prosed.server.path'].value = '/nonexistent/prosed';
const api = makeApi(folder, world.project, settings);
const load = Module._load;
Module._load = (name, ...rest) => name === 'vscode' ? api.vscode : load(name, ...rest);

const context = { subscriptions: [], extension: { id: 'prosed.prosed', packageJSON: manifest }, asAbsolutePath: path => join(folder, path) };
const begun = performance.now(), cpu = process.cpuUsage();
const extension = createRequire(import.meta.url)(join(folder, 'dist/extension.js'));
extension.activate(context);
const { user, system } = process.cpuUsage(cpu);
ok(`loaded and activated in ${Math.round(performance.now() - begun)} ms, ${Math.round((user + system) / 1000)} ms of them computing`);
const [item] = api.items;
const run = (name, ...args) => { assert.ok(api.commands.has(name), `${name} is registered`); return api.commands.get(name)(...args); };
const declared = manifest.contributes.commands.map(({ command }) => command);
assert.deepEqual(declared.filter(name => !api.commands.has(name)), [], 'every command of package.json is registered');

await until('the missing program is reported', () => api.shown.find(text => text.includes('/nonexistent/prosed')));
assert.match(item.text, /not found/);
ok(`missing program: ${api.shown[0]}`);
settings['prosed.server.path'].value = program;
await run('prosed.restartServer');
await until('the server runs', () => item.text === '$(pencil) prosed');

const original = 'The lamp does not turn by itself. It is driven by a weight, and we can not see the weight from the gallery. If the keeper does not wind it up by noon, the lamp will not turn in the evening.\n\n';
const path = join(world.project, 'lighthouse.md');
writeFileSync(path, original);
const editor = api.open(path, 'markdown', original);
editor.document.type(
  "I've counted the steps, the windows, and the doors again, and they don't agree with the plan. It isn't the plan that's wrong, though. We've walled up a window, a door, and half of a stair since then. " +
  "You'll find the old numbers in the cellar, and they won't help you much if you can't read the hand.\n\n" +
  "The oil doesn't freeze, so we haven't heated the store. If it's very cold, we'll bring the cans, the wicks, and the spare glass upstairs. That's what the last keeper did, and it's never failed.\n");
const written = editor.document.text;
editor.document.save();
const seen = new Set();
const preferences = api.views.prosedPreferences, samples = api.views.prosedSamples;
const genres = await until('something is learned', async () => { seen.add(item.text); const nodes = await preferences.getChildren(); return nodes.length && nodes; });
const nodes = async () => (await preferences.getChildren()).length ? preferences.getChildren((await preferences.getChildren())[0]) : [];
const contractions = async () => (await nodes()).find(node => node.preference.text === 'Use contractions.');
await until('contractions are noticed', contractions);
assert.equal(preferences.getTreeItem(genres[0]).label, 'docs');
const row = preferences.getTreeItem(await contractions());
assert.match(row.description, /^\+\d\.\d \(\d\)$/);
const evidence = await preferences.getChildren(await contractions());
assert.match(preferences.getTreeItem(evidence[0]).label, /^\+[12] {2}lighthouse\.md$/);
await until('learning ends', () => item.text === '$(pencil) prosed');
const learned = await samples.getChildren();
assert.ok(learned.length >= 1 && learned.every(sample => sample.state === 'learned'), 'the samples view lists what was learned from');
ok(`learned: ${row.label} ${row.description}; ${learned.length} samples; status bar: ${[...seen].join(', ')}`);

const page = api.pages.get('prosed');
const markdown = await page.provideTextDocumentContent(api.vscode.Uri.parse('prosed:/My writing preferences.md'));
assert.match(markdown, /^# My writing preferences\n[\s\S]*- Use contractions\. `\d+`/);
const pageLines = markdown.split('\n');
const lenses = page.provideCodeLenses({ lineCount: pageLines.length, lineAt: line => ({ text: pageLines[line], range: new api.vscode.Range(line, 0, line, 0) }) });
assert.equal(lenses.length, 4 * (await nodes()).length, 'four lenses a preference');
let read = 0;
const other = page.onDidChange(() => read++);
api.open(join(world.work, 'elsewhere.md'), 'markdown', 'Nothing much.\n');
assert.ok(read > 0, 'in another project the page is read anew: its lenses are about that project from now on');
api.show(editor.document);
other.dispose();
ok('the page shows it, with lenses');

api.select(editor, 0, 5);
await run('prosed.rewritePassage');
assert.equal(api.contexts['prosed.previewing'], true, `a preview shows: ${api.shown.join('; ')}`);
assert.equal(editor.document.text, written, 'a preview changes nothing');
const shown = api.vscode.window.activeTextEditor;
const [removed, added] = [...shown.painted.values()].map(ranges => ranges.map(range => shown.document.getText(range)));
assert.ok(removed.includes('does not') && added.includes("doesn't"), `what goes and what comes: ${JSON.stringify({ removed, added })}`);
assert.deepEqual(api.lensProviders.flatMap(one => one.provideCodeLenses(shown.document)).map(lens => lens.command.command).filter(name => name.includes('Rewrite')),
  ['prosed.acceptRewrite', 'prosed.rejectRewrite', 'prosed.compareRewrite']);
await run('prosed.rejectRewrite');
assert.equal(api.contexts['prosed.previewing'], false);
assert.equal(editor.document.text, written);
await run('prosed.rewritePassage');
const version = editor.document.version;
await run('prosed.acceptRewrite');
assert.equal(editor.document.version, version + 1, 'one change, so one undo');
assert.match(editor.document.text, /^The lamp doesn't turn by itself\./);
assert.equal(api.vscode.window.activeTextEditor, editor, 'the preview is gone');
ok(`rewrite previewed, rejected, accepted: ${editor.document.text.split('\n')[0].slice(0, 60)}...`);

editor.document.type('\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before. The glass comes with the next boat, and we will fit it as soon as');
const end = editor.document.positionAt(editor.document.text.length);
api.select(editor, end.line, end.character);
assert.equal(api.inlineProviders.length, 1, 'ghost text is registered once');
const offered = await api.inlineProviders[0].provideInlineCompletionItems(editor.document, end, { triggerKind: 0 }, new api.vscode.CancellationTokenSource().token);
const ghost = [offered?.items ?? offered].flat()[0];
assert.match(ghost.insertText, /possible/);
assert.equal(ghost.command.command, 'prosed.accept');
ok(`ghost text: "${ghost.insertText}"`);

await run('prosed.mutePreference', await contractions());
await until('the mute shows', async () => preferences.getTreeItem(await contractions()).contextValue.endsWith('muted'));
editor.document.apply([{ range: new api.vscode.Range(0, 0, 0, editor.document.lineAt(0).text.length), newText: original.trimEnd() }]);
api.select(editor, 0, 5);
await run('prosed.rewritePassage');
if (api.contexts['prosed.previewing']) await run('prosed.acceptRewrite');
assert.match(editor.document.text, /^The lamp does not turn by itself\./);
ok('a muted preference is not followed');

await run('prosed.pauseLearning');
await until('the status bar says paused', () => item.text.includes('paused'));
await run('prosed.resumeLearning');
await until('the status bar is idle again', () => item.text === '$(pencil) prosed');
ok('paused and resumed');

const servers = () => execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n').filter(line => line.includes('prosed lsp')).map(line => Number.parseInt(line, 10));
const [pid] = servers();
const own = "We haven't mended the rope, the pulley, and the hook before the storm, though we'd have liked to, and it won't hold another winter.";
editor.document.type(`\n\n${own}\n`);   // and not saved
await sleep(300);   // until it has been sent: what is written to a server that has just ended is the client's own trouble
process.kill(pid, 'SIGKILL');
await until('the end of the server is told', () => api.shown.find(text => text.includes('ended unexpectedly')));
await until('another server runs', () => servers().length === 1 && servers()[0] !== pid && item.text === '$(pencil) prosed');
await run('prosed.unmutePreference', await until('preferences are back', contractions));
await run('prosed.rewritePassage');
assert.equal(api.contexts['prosed.previewing'], true, `a rewrite works after the restart: ${api.shown.join('; ')}`);
await run('prosed.rejectRewrite');
ok('killed, told, started again, nothing lost');

editor.document.save();
await until('what was typed before the server ended is a sample', async () => (await samples.getChildren()).some(sample => sample.text.includes(own)));
ok('what was typed when the server ended counts as typed');

api.answers.warning = 'Forget';
await run('prosed.forgetSample', learned[0]);
await until('the sample is gone', async () => (await samples.getChildren()).every(sample => sample.id !== learned[0].id));
ok('a sample is forgotten');

await extension.deactivate();
await until('the server ended', () => servers().length === 0);
for (const one of context.subscriptions.splice(0)) one.dispose();
execFileSync(program, ['preferences', 'add', 'Use contractions.', '--genre', 'docs', '--project', world.project]);
api.select(editor, 0, 5);
extension.activate(context);
await run('prosed.rewritePassage');
assert.equal(api.contexts['prosed.previewing'], true, `a rewrite asked for while the server starts: ${api.shown.at(-1)}`);
await run('prosed.rejectRewrite');
ok('a rewrite asked for while the server starts');
await extension.deactivate();
await until('the server ended', () => servers().length === 0);
console.log(execFileSync(program, ['doctor', '--project', world.project], { encoding: 'utf8' }).trim().split('\n').at(-1));
ok('stopped in order');
process.exit(0);
