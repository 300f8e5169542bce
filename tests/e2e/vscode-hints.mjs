// Passages that go against a preference: marked when asked and after a save, the change shown on hover, the quick fixes.
import { FILE, ORIGINAL, OWN_WORDS, PREVIEW } from './vscode-story.mjs';
import { sleep } from './editor.mjs';
import { until } from './vscode-window.mjs';

const LOOK = 'prosed: Look for Passages';
const STEPS = `
The stair does not creak. The keeper does not mind the cold, and the visitors do not stay for long when the wind is up.
`;

const MARK = '[class*="ced-"]';
const countMarks = window => window.page.locator(`.view-line ${MARK}`).count();
const hover = async (window, text) => {
  await window.page.mouse.move(5, 5);
  await sleep(200);
  await window.find('.view-line', text).locator(MARK).first().hover();
  await window.shows('.monaco-hover', 'Not a preference');
};
const quickFix = async (window, line, title) => {
  await window.clickLine(line, 100);
  await until('quick fixes are offered', async () => {   // right behind a change VS Code may find none at first
    await window.keys('Control+.');
    return window.shows('.action-widget .monaco-list-row', 'Not here', 1).then(() => true, () => false);
  });
  await window.shot(`5-quick-fixes`);
  await window.find('.action-widget .monaco-list-row', title).click();
};

export async function hints(code, ok) {
  const folder = code.makeFolder('hints', { [FILE]: ORIGINAL + STEPS, 'own.md': OWN_WORDS[0], 'oil.md': OWN_WORDS[2] });
  code.learn(folder, 'own.md', 'oil.md');
  const window = await code.open(folder, FILE);
  await window.openFile(FILE);
  await window.untilIdle();
  await sleep(3200);   // none is shown where somebody typed just now
  await window.command(LOOK);
  await window.shows('.statusbar-item', 'passages go');
  await window.shot('1-marked');
  await hover(window, 'lamp');
  await window.shot('2-hover');
  await window.find('.monaco-hover a', 'Rewrite').click();
  await window.shows('.codelens-decoration', 'Accept');
  await window.shot('3-preview');
  await window.keys('Control+Enter');
  await window.hides(PREVIEW);
  await window.savesAs(FILE, /The lamp doesn't turn by itself/);
  await window.shot('4-accepted');
  ok('marked, shown on hover, rewritten with a preview');

  await quickFix(window, 'stair', 'Not here');
  await until('nothing is marked', async () => await countMarks(window) === 0);
  await window.command(LOOK);
  await window.shows('.statusbar-item', 'nothing goes against');
  ok('"not here" holds');
  await window.clickLine('lamp');
  await window.keys('Control+z');
  await window.savesAs(FILE, /The lamp does not turn by itself/);
  await sleep(3200);
  await window.command(LOOK);
  await window.shows('.statusbar-item', '1 passage goes');
  await quickFix(window, 'lamp', 'Rewrite');
  await window.savesAs(FILE, /The lamp doesn't turn by itself/);
  ok('the quick fix rewrites');
  await window.keys('Control+z');
  await window.savesAs(FILE, /The lamp does not turn by itself/);
  await sleep(3200);
  await window.command(LOOK);
  await window.shows('.statusbar-item', '1 passage goes');
  await hover(window, 'lamp');
  await window.find('.monaco-hover a', 'Not a preference').click();
  await until('nothing is marked', async () => await countMarks(window) === 0);
  await window.openViews();
  await window.shows('.pane-body .monaco-list-row', 'muted');
  await window.shot('6-muted');
  ok('"not a preference" mutes');
  await window.page.close();
}
