// What VS Code keeps and shows besides files: documents without one, over a reload too (hot exit); documents of other
// places, which another extension brings; and the person's word for a passage with a secret, by a button.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sleep, top } from './editor.mjs';
import { setMachine } from './vscode-states.mjs';
import { FILE, ORIGINAL, OWN_WORDS } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';

const MARK = 'KEEPMENOT';
const SECRET = 'The wifi password at the lighthouse is tulip-7x9 since the last storm.';

// A file system of its own, as extensions for servers and archives bring one.
const EXTENSION = {
  'package.json': JSON.stringify({
    name: 'memo', publisher: 'tests', version: '0.0.1', engines: { vscode: '^1.80.0' }, main: './main.js', activationEvents: ['onFileSystem:memo', 'onStartupFinished'],
    contributes: { commands: [{ command: 'memo.open', title: 'Memo: Open Far Note' }] },
  }),
  'main.js': `
const vscode = require('vscode');
const bytes = text => Buffer.from(text);
let held = bytes('# A note from far away\\n\\n');
exports.activate = context => {
  const changed = new vscode.EventEmitter();
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memo', {
      onDidChangeFile: changed.event, watch: () => ({ dispose() {} }), readDirectory: () => [], createDirectory() {}, delete() {}, rename() {},
      stat: uri => ({ type: uri.path === '/' ? 2 : 1, ctime: 0, mtime: held.length, size: held.length }),
      readFile: () => held, writeFile: (uri, content) => { held = Buffer.from(content); },
    }),
    vscode.commands.registerCommand('memo.open', async () => vscode.window.showTextDocument(vscode.Uri.parse('memo:/far.md'))));
};
`,
};

export async function privacy(code, ok) {
  await secrets(code, ok);
  await far(code, ok);
  await untitled(code, ok);
}

privacy.prepare = code => {
  const folder = join(code.extensions, 'tests.memo-0.0.1');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(EXTENSION)) writeFileSync(join(folder, name), text);
  const list = join(code.extensions, 'extensions.json');
  const known = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  known.push({ identifier: { id: 'tests.memo' }, version: '0.0.1', location: { $mid: 1, path: folder, scheme: 'file' }, relativeLocation: 'tests.memo-0.0.1' });
  writeFileSync(list, JSON.stringify(known));
  code.record();
};

async function secrets(code, ok) {
  const asked = join(code.world.work, 'asked');
  const model = spawn(process.execPath, [join(top, 'tests/servers/model.mjs'), '--keep', asked], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(model.stdout, 'data');
  setMachine(code, { 'prosed.model.engine': 'openai', 'prosed.model.url': `http://127.0.0.1:${Number(port)}`, 'prosed.model.name': 'test' });
  const window = await code.open(code.makeFolder('wifi', { [FILE]: `# Wifi\n\n${SECRET}\n` }), FILE);
  await window.openFile(FILE);
  await window.status().waitFor();
  await window.clickLine('wifi password');
  await window.keys('Alt+p', 'i');
  await window.shows('.quick-input-widget input', undefined);
  await window.type('shorter');
  await window.keys('Enter');
  await window.toast('nothing was sent to the model');
  await window.shot('1-secret');
  assert.ok(!existsSync(asked), 'the model was not asked');
  await window.find('.notification-toast .monaco-button', 'Send It This Once').click();
  await until('the model is asked', () => existsSync(asked) && readFileSync(asked, 'utf8').includes('tulip-7x9'));
  ok('a passage with a secret is sent by a click on the button alone');
  await window.page.close();
  model.kill();
  setMachine(code, {});
}

// What the server was told, by the record of the wire.
const told = code => readFileSync(code.wire, 'utf8');

// The data folder, with all that was ever written in it.
function keeps(code, text) {
  const look = folder => readdirSync(folder, { withFileTypes: true }).some(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? look(path) : statSync(path).isFile() && readFileSync(path).includes(text);
  });
  return existsSync(join(code.world.work, 'data')) && look(join(code.world.work, 'data'));
}

async function far(code, ok) {
  const window = await code.open(code.makeFolder('near', { [FILE]: ORIGINAL }), FILE);
  await window.openFile(FILE);
  await window.untilIdle();
  await window.clickLine('Lighthouse');
  await window.keys('Control+End');
  await window.type(`ANCHOR ${OWN_WORDS[0]}`);
  await window.saved(FILE);
  await until('what is saved in an ordinary file is kept', () => keeps(code, 'ANCHOR'));
  await window.command('Memo: Open Far Note');
  await window.shows('.tab.active', 'far.md');
  await window.clickLine('A note from far away');
  await window.keys('Control+End');
  await window.type(`${MARK} ${OWN_WORDS[0]}`);
  await window.keys('Control+s');
  await sleep(3000);
  await window.shot('2-far');
  assert.ok(!told(code).includes('memo:'), 'the server is not told of it');
  assert.ok(!keeps(code, MARK), 'nothing of it is kept');
  await window.keys('Alt+p', 'r');
  await window.toast('put the cursor into a document of prose');
  ok('a document of another place is not followed, and a rewrite of it says so');
  await window.page.close();
}

async function untitled(code, ok) {
  const folder = code.makeFolder('papers', { [FILE]: ORIGINAL });
  let window = await code.open(folder, FILE);
  await window.openFile(FILE);
  await window.untilIdle();
  await window.command('New Untitled Text File');
  await window.shows('.tab.active', 'Untitled-1');
  await window.page.locator('.editor-group-container.active .view-lines').first().click();
  await window.type(`${MARK}2 ${OWN_WORDS[0]}`);
  await until('the server is told', () => told(code).split('untitled:Untitled-1').length > 100);
  await sleep(2500);   // VS Code backs it up a second behind the last key
  await window.shot('3-untitled');
  assert.ok(!keeps(code, `${MARK}2`), 'what was never saved is not kept');
  await window.page.close();

  window = await code.open(folder, FILE);
  await window.shows('.tab', 'Untitled-1', 20);
  await window.find('.tab', 'Untitled-1').click();
  await until('its text is there again', async () => (await window.text()).includes(`${MARK}2`), 20);
  await sleep(2500);
  await window.shot('4-restored');
  assert.ok(!keeps(code, `${MARK}2`), 'nor over a reload (hot exit)');
  await window.keys('Control+s');
  await window.shows('.quick-input-widget input', undefined);
  await sleep(1000);   // it proposes a name, made of the first words
  await window.keys('Enter');
  await until('it is saved', () => readdirSync(folder).some(name => statSync(join(folder, name)).isFile() && readFileSync(join(folder, name)).includes(`${MARK}2`)), 20);
  await sleep(3000);
  // Nobody saw it being typed in this window, so it counts as there before: rather one sample too few.
  assert.ok(!keeps(code, `${MARK}2`), 'what came back out of a backup is nobody\'s words');
  ok('an untitled document: nothing is kept before a save, nor of a backup that VS Code puts back');
  ok(code.checkProtocol());
  await window.page.close();
}
