// How long activation takes, as VS Code itself says (Running Extensions), beside an extension that does nothing at all.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE, ORIGINAL } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';

const RUNS = 3;
const GOAL_MS = 50;

// What VS Code takes for any extension, and how busy the machine is. Installed by hand: it is nothing but two files.
function addTrivial(code) {
  const folder = join(code.extensions, 'trivial.trivial-0.0.1');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({
    name: 'trivial', publisher: 'trivial', version: '0.0.1', displayName: 'trivial', engines: { vscode: '^1.91.0' }, main: './main.js', activationEvents: ['onLanguage:markdown'],
  }));
  writeFileSync(join(folder, 'main.js'), 'exports.activate = () => {};\n');
  const list = join(code.extensions, 'extensions.json');
  const location = { $mid: 1, fsPath: folder, external: `file://${folder}`, path: folder, scheme: 'file' };
  writeFileSync(list, JSON.stringify([...JSON.parse(readFileSync(list, 'utf8')),
    { identifier: { id: 'trivial.trivial' }, version: '0.0.1', location, relativeLocation: 'trivial.trivial-0.0.1', metadata: { installedTimestamp: 1, source: 'vsix' } }]));
}

async function measure(window) {
  await window.openFile(FILE);
  await window.untilIdle();
  await window.command('Developer: Show Running Extensions');
  const rows = window.page.locator('.runtime-extensions-editor .monaco-list-row');
  await window.shows('.runtime-extensions-editor .monaco-list-row', 'Activation');
  await rows.first().hover();
  const times = {};
  await until('VS Code says how long activation took', async () => {
    for (const text of await rows.allInnerTexts()) {
      const time = /Activation: (\d+)ms/.exec(text);
      if (time) times[text.split('\n')[0].trim()] = Number(time[1]);
    }
    await window.page.mouse.wheel(0, 200);   // the list holds only the rows in view
    return ['prosed', 'trivial', 'Markdown Language Features'].every(name => times[name] !== undefined);
  });
  return times;
}

const middle = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

export async function activation(code, ok) {
  const found = [];
  for (let n = 0; n < RUNS; n++) {
    const window = await code.open(code.makeFolder(`activation${n}`, { [FILE]: ORIGINAL }), FILE);
    found.push(await measure(window));
    if (n === 0) await window.shot('1-running-extensions');
    await window.page.close();
  }
  const of = name => found.map(times => times[name]);
  ok(`activation in ms: prosed ${of('prosed').join(', ')}; an extension that does nothing ${of('trivial').join(', ')}; VS Code's own for Markdown ${of('Markdown Language Features').join(', ')}`);
  const least = Math.min(...of('prosed')), beyond = Math.min(...found.map(times => times.prosed - times.trivial));
  ok(`least ${least} ms, middle ${middle(of('prosed'))} ms; ${beyond} ms beyond an extension that does nothing`);
  // On a busy machine any extension takes long; then what counts is what it takes longer than nothing.
  assert.ok(Math.min(least, beyond) < GOAL_MS, `activation took ${least} ms at least, ${beyond} ms beyond an extension that does nothing`);
}
activation.prepare = addTrivial;
