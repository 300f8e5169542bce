if has('nvim')
  finish " plugin/prosed.lua is for it
endif
if !has('patch-9.0.0185') || !has('vim9script')
  " Lines in the Vim script of old, so that an old Vim reads this far.
  autocmd VimEnter * echohl WarningMsg | echomsg 'prosed: this Vim is too old for the plugin; it needs 9.0.0185' | echohl None
  finish
endif
vim9script
# prosed: a language server for prose. Everything that thinks is in the server; see :help prosed.

if exists('g:loaded_prosed')
  finish
endif
g:loaded_prosed = 1

for feature in ['channel', 'job', 'textprop', 'popupwin', 'timers']
  if !has(feature)
    execute $"autocmd VimEnter * echomsg 'prosed: this Vim was built without +{feature}, which the plugin needs'"
    finish
  endif
endfor

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'
import autoload 'prosed/complete.vim'
import autoload 'prosed/ghost.vim'
import autoload 'prosed/hints.vim'
import autoload 'prosed/rewrite.vim'
import autoload 'prosed/preferences.vim'

highlight default link ProsedGhost Comment
highlight default link ProsedRemoved DiffDelete
highlight default link ProsedAdded DiffAdd
highlight default ProsedHint term=underline cterm=underline gui=undercurl
highlight default link ProsedSign WarningMsg

const filetypes = get(g:, 'prosed_filetypes', ['markdown', 'text', 'tex', 'plaintex', 'mail', 'gitcommit', 'html', 'xhtml', 'mdx', 'quarto', 'rmd', 'rst', 'org', 'asciidoc', 'typst'])

augroup prosed
  autocmd!
  if !empty(filetypes)
    execute 'autocmd FileType' join(filetypes, ',') 'document.Attach(expand("<abuf>")->str2nr())'
  endif
  autocmd BufNewFile,BufRead *.md,*.txt,*.tex if &filetype == '' | document.Attach(expand('<abuf>')->str2nr()) | endif
  autocmd TextChanged,TextChangedP * document.Changed(bufnr())
  autocmd TextChangedI * {
    document.Changed(bufnr())
    ghost.Typed()
  }
  autocmd CursorMovedI * ghost.Moved()
  autocmd CompleteDone * complete.Done()
  autocmd InsertLeave * ghost.Dismiss()
  autocmd BufWritePost * document.Saved(expand('<abuf>')->str2nr())
  autocmd BufUnload * document.Detach(expand('<abuf>')->str2nr())
  autocmd VimLeavePre * server.Stop()
augroup END

command -bar ProsedStart document.Attach(bufnr())
command -bar ProsedStop server.Stop()
command -bar ProsedRestart server.Restart()
command -bar -bang -nargs=? -range=0 ProsedRewrite rewrite.Command(<range>, <line1>, <line2>, <q-args>, '<bang>' == '!')
command -bar ProsedAccept rewrite.Accept()
command -bar ProsedReject rewrite.Reject()
command -bar ProsedComplete ghost.Ask()
command -bar -range=0 ProsedSuggest hints.Look(<range>, <line1>, <line2>)
command -bar ProsedHint hints.Show()
command -bar ProsedNotHere hints.Dismiss()
command -bar ProsedNotAPreference hints.Mute()
command -bar ProsedNextHint hints.Jump(true)
command -bar ProsedPreviousHint hints.Jump(false)
command -bar ProsedClear hints.Clean()
command -bar ProsedPreferences preferences.Open()
command -bar ProsedStatus preferences.ShowStatus()
command -bar ProsedSamples preferences.ShowSamples()
command -bar ProsedPause server.Execute('prosed.learn.pause', document.Argument())
command -bar ProsedResume server.Execute('prosed.learn.resume', document.Argument())
command -bar ProsedLearnNow server.Execute('prosed.learn.now', document.Argument())

inoremap <silent> <Plug>(prosed-complete) <Cmd>call prosed#ghost#Ask()<CR>
inoremap <silent> <Plug>(prosed-accept) <C-R><C-O>=prosed#ghost#Take('all')<CR>
inoremap <silent> <Plug>(prosed-accept-word) <C-R><C-O>=prosed#ghost#Take('words')<CR>
inoremap <silent> <Plug>(prosed-accept-sentence) <C-R><C-O>=prosed#ghost#Take('sentences')<CR>
inoremap <silent> <Plug>(prosed-dismiss) <Cmd>call prosed#ghost#Dismiss()<CR>
nnoremap <silent> <Plug>(prosed-rewrite) <Cmd>set operatorfunc=prosed#rewrite#Operator<CR>g@
nnoremap <silent> <Plug>(prosed-rewrite-paragraph) <Cmd>ProsedRewrite<CR>
nnoremap <silent> <Plug>(prosed-suggest) <Cmd>ProsedSuggest<CR>
nnoremap <silent> <Plug>(prosed-hint) <Cmd>ProsedHint<CR>
nnoremap <silent> <Plug>(prosed-next-hint) <Cmd>ProsedNextHint<CR>
nnoremap <silent> <Plug>(prosed-previous-hint) <Cmd>ProsedPreviousHint<CR>
xnoremap <silent> <Plug>(prosed-rewrite) <Esc><Cmd>call prosed#rewrite#Operator(visualmode())<CR>

# What somebody has mapped already stays.
def Map(mode: string, keys: string, name: string)
  if maparg(keys, mode) == ''
    execute $'{mode}map {keys} <Plug>(prosed-{name})'
  endif
enddef

if get(g:, 'prosed_mappings', true)
  Map('i', '<C-G>p', 'complete')
  Map('i', '<C-G>a', 'accept')
  Map('i', '<C-G>w', 'accept-word')
  Map('i', '<C-G>s', 'accept-sentence')
  Map('n', '<Leader>r', 'rewrite')
  Map('x', '<Leader>r', 'rewrite')
  Map('n', '<Leader>rr', 'rewrite-paragraph')
  Map('n', '<Leader>rs', 'suggest')
  Map('n', '<Leader>rh', 'hint')
  Map('n', ']h', 'next-hint')
  Map('n', '[h', 'previous-hint')
endif
