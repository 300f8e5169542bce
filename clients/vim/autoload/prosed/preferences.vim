vim9script
# The page "My writing preferences" as a buffer: reword a line, delete it, add a "- " line under a genre, and :write.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'

def Argument(): dict<any>
  return document.Known(bufnr()) ? {uri: document.Uri(bufnr())} : {}
enddef

def Scratch(name: string, text: string)
  const window = bufwinnr('^' .. escape(name, '[]') .. '$')
  if window > 0
    execute $':{window}wincmd w'
  else
    execute 'silent botright split' fnameescape(name)
  endif
  setlocal buftype=acwrite bufhidden=wipe noswapfile filetype=markdown modifiable
  silent deletebufline('', 1, '$')
  setline(1, split(text, "\n"))
  setlocal nomodified
enddef

export def Open()
  document.Attach(bufnr())
  const argument = Argument()
  server.Execute('prosed.preferences', argument, (result) => {
    Scratch('[prosed preferences]', result.markdown)
    b:prosed_items = result.items
    b:prosed_argument = argument
    autocmd BufWriteCmd <buffer> Write()
    nnoremap <buffer> <silent> P <Cmd>call prosed#preferences#Mark('pin')<CR>
    nnoremap <buffer> <silent> M <Cmd>call prosed#preferences#Mark('mute')<CR>
    nnoremap <buffer> <silent> q <Cmd>close<CR>
  })
enddef

def IdOf(line: string): number
  return str2nr(matchstr(line, '`\zs\d\+\ze`\s*$'))
enddef

def TextOf(line: string): string
  return substitute(substitute(line, '^- ', '', ''), '\s*`\d\+`\s*$', '', '')
enddef

# On a preference: pin or mute it; again: undo that.
export def Mark(what: string)
  const id = IdOf(getline('.'))
  for item in b:prosed_items
    if item.id == id
      const command = what == 'pin' ? (item.pinned ? 'unpin' : 'pin') : (item.muted ? 'unmute' : 'mute')
      server.Execute('prosed.preferences.' .. command, extend({id: id}, b:prosed_argument), (_) => Reload())
      return
    endif
  endfor
enddef

def Reload()
  const place = getcurpos()
  server.Execute('prosed.preferences', b:prosed_argument, (result) => {
    b:prosed_items = result.items
    silent deletebufline('', 1, '$')
    setline(1, split(result.markdown, "\n"))
    setlocal nomodified
    setpos('.', place)
  })
enddef

def Write()
  var left: dict<string> = {}
  var genre = ''
  var pending = 0
  const argument = b:prosed_argument
  const Done = (_) => {
    pending -= 1
    if pending == 0
      Reload()
    endif
  }
  var calls: list<list<any>> = []
  for line in getline(1, '$')
    if line =~ '^## '
      genre = strpart(line, 3)->trim()
    elseif line =~ '^- ' && IdOf(line) > 0
      left[IdOf(line)] = TextOf(line)
    elseif line =~ '^- ' && genre != ''
      calls->add(['prosed.preferences.add', {genre: genre, text: TextOf(line)}])
    endif
  endfor
  for item in b:prosed_items
    if !has_key(left, item.id)
      calls->add(['prosed.preferences.forget', {id: item.id}])
    elseif left[item.id] !=# item.text
      calls->add(['prosed.preferences.edit', {id: item.id, text: left[item.id]}])
    endif
  endfor
  pending = len(calls)
  setlocal nomodified
  for [command, values] in calls
    server.Execute(command, extend(values, argument), Done)
  endfor
enddef

export def ShowStatus()
  document.Attach(bufnr())
  server.Execute('prosed.status', Argument(), (result) => {
    server.Say($'{result.learning.phase}, learned {result.samples.learned}, queued {result.samples.queued}, waiting {result.samples.waiting}; {result.preferences.total} preferences; store {result.store}', 'None')
  })
enddef

export def ShowSamples()
  document.Attach(bufnr())
  server.Execute('prosed.samples', Argument(), (result) => {
    Scratch('[prosed samples]', result.items->mapnew((_, item) =>
      $"## {item.id}: {item.path}, {item.genre}, {item.state}\n\n{item.text}\n")->join("\n"))
  })
enddef
