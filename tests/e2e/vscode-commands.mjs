// Every command once, from where a person finds it: the palette, keys, the views, the page, the menu of the status bar item.
import { FILE, ORIGINAL, OWN_WORDS, PREVIEW, rewrite } from './vscode-story.mjs';
import { until } from './vscode-window.mjs';
import { sleep } from './editor.mjs';

const dialog = async (window, button) => { await window.find('.monaco-dialog-box .monaco-button', button).click(); await window.hides('.monaco-dialog-box'); };
const input = async (window, text) => {
  await window.shows('.quick-input-widget input');
  await window.page.locator('.quick-input-widget input').first().fill(text);
  await window.keys('Enter');
};

async function views(window, ok) {
  await window.openViews();
  await window.row('Use contractions.').waitFor();
  await window.row('Use contractions.').hover();
  await window.shows('.monaco-hover', 'sample');
  await window.shot('1-tooltip');
  await window.rowAction('Use contractions.', 'Pin');
  await window.shows('.pane-body .monaco-list-row', 'pinned');
  await window.rowMenu('Use contractions.', 'Unpin Preference');
  await window.hides('.pane-body .monaco-list-row', 'pinned');
  await window.row('Use contractions.').click({ button: 'right' });
  await window.shot('2-context-menu');
  await window.find('.monaco-menu .action-item', 'Mute Preference').click();
  await window.shows('.pane-body .monaco-list-row', 'muted');
  await window.rowAction('Use contractions.', 'Unmute');
  await window.hides('.pane-body .monaco-list-row', 'muted');
  await window.rowMenu('Use contractions.', 'Reword');
  await window.shot('3-reword');
  await input(window, 'Use contractions wherever they fit.');
  await window.row('wherever they fit').waitFor();
  await window.rowMenu('wherever they fit', 'Reword');
  await input(window, 'Use contractions.');
  await window.row('Use contractions.').waitFor();
  ok('pin, unpin, mute, unmute, reword from the view');

  await window.page.locator('.pane-header', { hasText: 'My Writing' }).hover();
  await window.find('.pane-header .action-label[aria-label*="Add a Preference"]').click();
  await window.shot('4-add');
  await window.find('.quick-input-list .monaco-list-row', 'docs').click();
  await input(window, 'Say "boat", not "vessel".');
  await window.row('Say "boat"').waitFor();
  await window.rowMenu('Say "boat"', 'Forget Preference');
  await window.shows('.monaco-dialog-box', 'Forget');
  await window.shot('5-forget');
  await dialog(window, 'Forget');
  await window.hides('.pane-body .monaco-list-row', 'Say "boat"');
  ok('add, forget from the view');

  await window.page.locator('.pane-header', { hasText: 'Samples' }).click();
  await window.row('counted').waitFor();
  await window.shot('6-samples');
  await window.row('counted').click();
  await window.shows('.tab.active', 'Sample');
  await window.shot('7-sample');
  await window.keys('Control+w');
  await window.rowAction('counted', 'Forget This Sample');
  await window.shot('8-forget-sample');
  await dialog(window, 'Forget');
  await window.hides('.pane-body .monaco-list-row', 'counted');
  ok('samples: shown, forgotten');
}

async function palette(window, ok) {
  await window.command('prosed: Pin Preference');
  await window.shot('10-choose');
  await window.find('.quick-input-list .monaco-list-row', 'Use contractions.').click();
  await window.shows('.pane-body .monaco-list-row', 'pinned');
  await window.command('prosed: Unpin Preference');
  await window.find('.quick-input-list .monaco-list-row', 'Use contractions.').click();
  await window.hides('.pane-body .monaco-list-row', 'pinned');
  await window.command('prosed: Pause Learning');
  await until('paused', async () => await window.statusText() === 'prosed: paused');
  await window.shot('11-paused');
  await window.command('prosed: Resume Learning');
  await window.untilIdle();
  await window.command('prosed: Learn from Saved Text Now');
  await window.command('prosed: Open Settings');
  await window.shows('.settings-editor', 'Prosed');
  await sleep(800);
  await window.shot('12-settings');
  await window.keys('Control+w');
  await window.command('prosed: Show Log');
  await window.shows('.panel .view-lines', undefined);
  await window.shows('.panel .view-line', 'runs, version');
  await window.shot('13-log');
  await window.keys('Control+j');
  await window.command('prosed: Restart Server');
  await window.untilIdle();
  await window.command('Welcome: Open Walkthrough...');
  await window.page.locator('.quick-input-widget input').first().fill('prosed');
  await window.find('.quick-input-list .monaco-list-row', 'prosed').click();
  await window.shows('.getting-started-step', 'Write and save');
  await sleep(800);
  await window.shot('14-walkthrough');
  await window.keys('Control+w');
  ok('palette: pin, pause, resume, learn now, settings, log, restart, walkthrough');
}

async function page(window, ok) {
  await window.command('prosed: Open My Writing Preferences');
  await window.shows('.tab.active', 'My writing preferences');
  await window.shows('.codelens-decoration', 'Mute');
  await window.shot('20-page');
  await window.find('.codelens-decoration a', 'Mute').click();
  await window.shows('.codelens-decoration', 'Unmute');
  await window.find('.codelens-decoration a', 'Unmute').click();
  await window.hides('.codelens-decoration', 'Unmute');
  await window.keys('Control+w');
  await window.status().click();
  await window.shows('.quick-input-widget', 'Pause learning');
  await window.shot('21-menu');
  await window.find('.quick-input-list .monaco-list-row', 'Pause learning').click();
  await until('paused', async () => await window.statusText() === 'prosed: paused');
  await window.status().click();
  await window.find('.quick-input-list .monaco-list-row', 'Resume learning').click();
  await window.untilIdle();
  ok('the page with its lenses, the menu of the status bar item');
}

async function rewriting(window, ok) {
  await window.openFile(FILE);
  await rewrite(window);
  await window.shows('.codelens-decoration', 'Side by side');
  await window.find('.codelens-decoration a', 'Side by side').click();
  await window.shows('.tab.active', 'Rewrite in my style');
  await window.shows('.diffEditor, .diff-editor, .monaco-diff-editor', undefined);
  await window.shot('30-side-by-side');
  await window.find('.editor-actions .action-label[aria-label^="Reject"]').click();
  await window.hides('.tab', 'Rewrite');
  await window.clickLine('lamp');
  await window.command('prosed: Rewrite with an Instruction');
  await window.shot('31-instruction');
  await input(window, 'shorter');
  await window.shows('.codelens-decoration', 'Accept');
  await window.shot('32-instructed');
  await window.find('.codelens-decoration a', 'Reject').click();
  await window.hides(PREVIEW);
  await window.command('prosed: Rewrite the Whole Document');
  await window.shows('.codelens-decoration', 'Accept');
  await window.shot('33-document');
  await window.find('.editor-actions .action-label[aria-label^="Accept"]').click();
  await window.hides(PREVIEW);
  await window.shows('.view-line', "The lamp doesn't");
  await window.keys('Control+z');
  await window.shows('.view-line', 'The lamp does not');
  await rewrite(window);
  await window.shows(PREVIEW);
  await window.keys('Control+w');
  await window.hides(PREVIEW);
  await rewrite(window);
  await window.shows(PREVIEW);
  await window.command('prosed: Reject Rewrite');
  await window.hides(PREVIEW);
  ok('side by side, with an instruction, the whole document; accepted and rejected by lens, title and tab');
}

async function ghost(window, ok) {
  await window.clickLine('Lighthouse');
  await window.keys('Control+End');
  await window.type('\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before. The glass comes with the next boat, and we will fit it as soon as');
  await sleep(300);
  await window.command('prosed: Suggest a Completion');
  await window.shows('[class*="ghost-text"]', 'possible');
  await window.keys('Alt+p', 's');
  await window.savesAs(FILE, /fit it as soon as possible/);
  await window.keys('Control+z');
  await window.ghost('possible');
  await window.keys('Escape');
  await window.hides('[class*="ghost-text"]');
  await window.ghost('possible');
  await window.keys('Tab');
  await window.savesAs(FILE, /fit it as soon as possible/);
  ok('a completion asked for in the palette; a sentence of it, none, all of it');
}

export async function commands(code, ok) {
  const folder = await code.makeFolder('commands', { [FILE]: ORIGINAL, 'own.md': OWN_WORDS[0], 'oil.md': OWN_WORDS[2] });
  code.learn(folder, 'own.md', 'oil.md');
  const window = await code.open(folder, FILE);
  await window.openFile(FILE);
  await window.untilIdle();
  await views(window, ok);
  await palette(window, ok);
  await page(window, ok);
  await rewriting(window, ok);
  await ghost(window, ok);
}
