if has('nvim')
  finish " plugin/prosed.lua is for it
endif
if !has('patch-9.0.0185') || !has('vim9script')
  " Lines in the Vim script of old, so that an old Vim reads this far.
  echomsg 'prosed: this Vim is too old; it needs Vim 9.0.0185 or later'
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
    echomsg $'prosed: this Vim was built without +{feature}, which the plugin needs'
    finish
  endif
endfor

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'
import autoload 'prosed/ghost.vim'
import autoload 'prosed/rewrite.vim'
import autoload 'prosed/preferences.vim'

highlight default link ProsedGhost Comment
highlight default link ProsedRemoved DiffDelete
highlight default link ProsedAdded DiffAdd

const filetypes = get(g:, 'prosed_filetypes', ['markdown', 'text', 'tex', 'mail', 'gitcommit', 'asciidoc', 'rst'])

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
  autocmd InsertLeave * ghost.Dismiss()
  autocmd BufWritePost * document.Saved(expand('<abuf>')->str2nr())
  autocmd BufUnload * document.Detach(expand('<abuf>')->str2nr())
  autocmd VimLeavePre * server.Stop()
augroup END

command -bar ProsedStart document.Attach(bufnr())
command -bar ProsedStop server.Stop()
command -bar ProsedRestart server.Restart()
command -bar -nargs=? -range=0 ProsedRewrite rewrite.Command(<range>, <line1>, <line2>, <q-args>)
command -bar ProsedAccept rewrite.Accept()
command -bar ProsedReject rewrite.Reject()
command -bar ProsedComplete ghost.Ask()
command -bar ProsedPreferences preferences.Open()
command -bar ProsedStatus preferences.ShowStatus()
command -bar ProsedSamples preferences.ShowSamples()
command -bar ProsedPause server.Execute('prosed.learn.pause', {})
command -bar ProsedResume server.Execute('prosed.learn.resume', {})
command -bar ProsedLearnNow server.Execute('prosed.learn.now', {})

inoremap <silent> <Plug>(prosed-complete) <Cmd>call prosed#ghost#Ask()<CR>
inoremap <silent> <Plug>(prosed-accept) <C-R><C-O>=prosed#ghost#Take('all')<CR>
inoremap <silent> <Plug>(prosed-accept-word) <C-R><C-O>=prosed#ghost#Take('word')<CR>
inoremap <silent> <Plug>(prosed-accept-sentence) <C-R><C-O>=prosed#ghost#Take('sentence')<CR>
inoremap <silent> <Plug>(prosed-dismiss) <Cmd>call prosed#ghost#Dismiss()<CR>
nnoremap <silent> <Plug>(prosed-rewrite) <Cmd>set operatorfunc=prosed#rewrite#Operator<CR>g@
nnoremap <silent> <Plug>(prosed-rewrite-paragraph) <Cmd>ProsedRewrite<CR>
xnoremap <silent> <Plug>(prosed-rewrite) <Esc><Cmd>call prosed#rewrite#Operator(visualmode())<CR>

if get(g:, 'prosed_mappings', true)
  imap <C-G>p <Plug>(prosed-complete)
  imap <C-G>a <Plug>(prosed-accept)
  imap <C-G>w <Plug>(prosed-accept-word)
  imap <C-G>s <Plug>(prosed-accept-sentence)
  nmap <Leader>r <Plug>(prosed-rewrite)
  xmap <Leader>r <Plug>(prosed-rewrite)
  nmap <Leader>rr <Plug>(prosed-rewrite-paragraph)
endif
