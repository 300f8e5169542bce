// What a person does on the first day, from an empty profile: write, save, see it learned, rewrite with preview, accept,
// one undo, reject, ghost text by word, mute.
import assert from 'node:assert/strict';
import { sleep } from './editor.mjs';
import { SIZE, until } from './vscode-window.mjs';

export const FILE = 'lighthouse.md';
export const ORIGINAL = `# Lighthouse notes

The lamp does not turn by itself. It is driven by a weight, and we can not see the weight from the gallery. If the keeper does not wind it up by noon, the lamp will not turn in the evening. That is not a fault of the [clockwork](docs/clock.md), which has run for 90 years.

`;
export const OWN_WORDS = [
  "I've counted the steps, the windows, and the doors again, and they don't agree with the plan. It isn't the plan that's wrong, though. We've walled up a window, a door, and half of a stair since then. You'll find the old numbers in the cellar, and they won't help you much if you can't read the hand.", '\n\n',
  "The oil doesn't freeze, so we haven't heated the store. If it's very cold, we'll bring the cans, the wicks, and the spare glass upstairs. That's what the last keeper did, and it's never failed.", '\n'];

export const PREVIEW = '.tab.active[data-resource-name^="Rewrite of"]';
export const rewrite = async window => { await window.clickLine('lamp'); await window.keys('Alt+p', 'r'); };

export async function write(window) {
  await window.openFile(FILE);
  await window.status().waitFor();
  await window.watchStatus();
  await window.clickLine('Lighthouse');
  await window.keys('Control+End');
  for (const text of OWN_WORDS) await window.type(text);
  return window.savesAs(FILE, /it's never failed\.\n$/);
}

export async function story(code, ok) {
  const window = await code.open(code.makeFolder('project', { [FILE]: ORIGINAL }), FILE);
  const { page } = window;
  const written = await write(window);
  assert.ok(written.startsWith(ORIGINAL) && written.includes("We've walled up"), 'what was typed is in the file');
  ok('the packaged extension and its server start; prose written and saved');

  await window.openViews();
  await window.row('Use contractions.').waitFor();
  await window.untilIdle();
  const said = await window.said();
  assert.ok(said.some(text => text.includes('learning 1 of')), `progress appeared: ${said.join(', ')}`);
  await window.row('Use contractions.').click();
  await window.keys('ArrowRight');
  await window.shows('.pane-body .monaco-list-row', '+2');
  await window.shot('1-learned');
  ok(`learned; status bar: ${said.join(', ')}`);

  await rewrite(window);
  await window.shows('.codelens-decoration', 'Accept');
  await window.shot('2-preview');
  await page.setViewportSize({ width: 1000, height: 420 });
  await window.shot('2-preview-small');   // the picture of the READMEs
  await page.setViewportSize(SIZE);
  assert.match(await window.text(), /The lamp does notdoesn't turn by itself/);
  assert.equal(await page.locator('.tab.dirty').count(), 0, 'a preview changes nothing');
  await window.keys('Control+Enter');
  await window.hides(PREVIEW);
  await window.shows('.view-line', "The lamp doesn't turn");
  const accepted = await window.savesAs(FILE, /The lamp doesn't turn by itself/);
  assert.match(accepted, /\[clockwork\]\(docs\/clock\.md\), which has run for 90 years/);
  await window.shot('3-accepted');
  await window.keys('Control+z');
  await window.savesAs(FILE, written);
  ok('rewrite previewed, accepted, undone with one key');

  await rewrite(window);
  await window.shows('.codelens-decoration', 'Reject');
  await window.keys('Escape');
  await window.hides(PREVIEW);
  await window.savesAs(FILE, written);
  ok('rewrite rejected with Escape');

  await window.keys('Control+End');
  await window.type('\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before. The glass comes with the next boat, and we will fit it as soon as');
  await sleep(300);
  await window.ghost('possible');
  await window.shot('4-ghost');
  await window.keys('Alt+p', 'w');
  await window.savesAs(FILE, /fit it as soon as possible/);
  ok('ghost text shown and taken by word');

  await until('what was typed since is learned, too', async () =>
    await window.statusText() === 'prosed' && await page.locator('.pane-body .monaco-list-row', { hasText: '-1' }).count());
  await window.rowAction('Use contractions.', 'Mute');
  await window.shows('.pane-body .monaco-list-row', 'muted');
  await window.shot('5-muted');
  await rewrite(window);
  await window.toast('nothing to change');
  await window.savesAs(FILE, /The lamp does not turn by itself/);
  ok('muted in the view, and not followed any more');
  await page.close();
  ok(`valid under the protocol: ${code.checkProtocol()}`);
}
story.prepare = code => code.record();
