// What became of suggestions reaches the store: shown, taken, taken and then changed, turned down, taken by word and
// sentence. The words come from a model server on loopback, because the built-in stylist completes with few of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setMachine, startModel } from './vscode-states.mjs';
import { FILE, OWN_WORDS, PREVIEW } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';

const STAIR = 'The stair does not creak, and the keeper does not mind the cold when the wind is up at night.';
const TEXT = `# Lighthouse notes\n\n${STAIR}\n\nWe will wait until\n`;

const count = (code, folder) => JSON.parse(execFileSync(code.program, ['status', '--json', '--project', folder], { env: code.env, encoding: 'utf8' })).suggestions[0] ?? {};

export async function feedback(code, ok) {
  const folder = code.makeFolder('feedback', { [FILE]: TEXT, 'own.md': OWN_WORDS[0], 'oil.md': OWN_WORDS[2] });
  code.learn(folder, 'own.md', 'oil.md');
  const model = await startModel(code, 'feedback', [
    { op: 'rewrite', say: `"""\n${STAIR.replaceAll('does not', "doesn't")}\n"""` },
    { op: 'complete', say: '"""\nwe can get the boat out. Then we will see about the rest of it.\n"""' },
  ]);
  setMachine(code, { 'prosed.model.engine': 'openai', 'prosed.model.url': model.url, 'prosed.model.name': 'test', 'prosed.learn.quiet_s': 3600 });
  const window = await code.open(folder, FILE);
  const rewrite = async () => {
    await window.clickLine('stair');
    await window.keys('Alt+p', 'r');
    await window.shows('.codelens-decoration', 'Accept');
  };
  await window.openFile(FILE);
  await window.untilIdle();
  await rewrite();
  await window.keys('Control+Enter');
  await window.hides(PREVIEW);
  await window.shows('.view-line', "The stair doesn't");
  await until('a suggestion is taken', () => count(code, folder).taken === 1);
  ok('taken');
  await window.clickLine('stair');
  await window.keys('Home');
  for (let n = 0; n < 'The stair '.length; n++) await window.page.keyboard.press('ArrowRight');
  for (let n = 0; n < "doesn't".length; n++) await window.page.keyboard.press('Shift+ArrowRight');
  await window.type("won't ever");
  await window.savesAs(FILE, /The stair won't ever creak/);
  await until('it was changed afterwards', () => count(code, folder).edited === 1);
  ok('taken, then changed');

  await window.clickLine('wait until');
  await window.keys('End');
  await window.ghost('we can get');
  await window.keys('Escape');
  await window.hides('[class*="ghost-text"]');
  await until('a suggestion is turned down', () => count(code, folder).rejected === 1);
  ok('turned down');
  await window.ghost('we can get');
  await window.keys('Alt+p', 'w');
  await window.savesAs(FILE, /We will wait until we\s*$/);
  await window.shows('[class*="ghost-text"]', 'can get the boat out');
  await window.shot('1-by-word');
  await until('a part of it is taken', () => count(code, folder).partly >= 1);
  await window.keys('Alt+p', 's');
  await window.savesAs(FILE, /We will wait until we can get the boat out\.\s*$/);
  const all = count(code, folder);
  assert.ok(all.offered >= 3 && all.kept > 0 && all.kept < 1, JSON.stringify(all));
  ok(`a word of a completion, then the rest of its sentence; ${JSON.stringify(all)}`);
  model.child.kill();
}
