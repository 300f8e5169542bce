vim9script
# What was learned and from what, as pages: the preferences can be edited and written; the server finds what changed.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'

# The buffer of a page, in view.
def Page(name: string): number
  const window = bufwinid('^' .. name .. '$')
  if window > 0
    win_gotoid(window)
  else
    execute 'silent botright split' fnameescape(name)
  endif
  setlocal buftype=acwrite bufhidden=wipe noswapfile filetype=markdown
  nnoremap <buffer> <silent> q <Cmd>close<CR>
  return bufnr()
enddef

def Fill(buffer: number, text: string)
  const view = winsaveview()
  silent deletebufline(buffer, 1, '$')
  setbufline(buffer, 1, split(text, "\n", true)[: -2])
  setbufvar(buffer, '&modified', false)
  if bufnr() == buffer
    winrestview(view)
  endif
enddef

def Show(buffer: number, result: dict<any>)
  if bufloaded(buffer)
    setbufvar(buffer, 'prosed_page', result)
    Fill(buffer, result.markdown)
  endif
enddef

export def Open()
  document.Attach(bufnr())
  const argument = document.Argument()
  server.Execute('prosed.preferences', argument, (result) => {
    const buffer = Page('prosed://preferences')
    b:prosed_argument = argument
    Show(buffer, result)
    autocmd! BufWriteCmd <buffer> Write(expand('<abuf>')->str2nr())
    nnoremap <buffer> <silent> P <Cmd>call prosed#preferences#Mark('pinned', 'pin', 'unpin')<CR>
    nnoremap <buffer> <silent> M <Cmd>call prosed#preferences#Mark('muted', 'mute', 'unmute')<CR>
  })
enddef

# On a preference: pin or mute it; again: undo that.
export def Mark(state: string, on: string, off: string)
  const buffer = bufnr()
  const argument: dict<any> = b:prosed_argument
  const id = str2nr(matchstr(getline('.'), '`\zs\d\+\ze`\s*$'))
  if &modified
    server.Say(':write or undo your changes first')
    return
  endif
  for item in b:prosed_page.items
    if item.id == id
      server.Execute('prosed.preferences.' .. (item[state] ? off : on), extend({id: id}, argument), (_) => {
        server.Execute('prosed.preferences', argument, (result) => Show(buffer, result))
      })
    endif
  endfor
enddef

def Write(buffer: number)
  const before = getbufvar(buffer, 'prosed_page').markdown
  const after = getbufline(buffer, 1, '$')->join("\n") .. "\n"
  server.Execute('prosed.preferences.write', extend({before: before, after: after}, getbufvar(buffer, 'prosed_argument')),
    (result) => {
      Show(buffer, result)
      server.Say('preferences written', 'None')
    })
enddef

def FormatSamples(result: dict<any>): string
  var page = "# Samples of my writing\n\n`D` on a sample forgets it: its text, and what it says for or against a preference.\n"
  for item in result.items
    page ..= $"\n## {item.id}: {item.path ?? 'untitled'}, {item.genre}, {item.state}\n\n{item.text}\n"
  endfor
  return page
enddef

export def ShowSamples()
  document.Attach(bufnr())
  const argument = document.Argument()
  server.Execute('prosed.samples', argument, (result) => {
    const buffer = Page('prosed://samples')
    b:prosed_argument = argument
    Fill(buffer, FormatSamples(result))
    nnoremap <buffer> <silent> D <Cmd>call prosed#preferences#ForgetSample()<CR>
  })
enddef

export def ForgetSample()
  const buffer = bufnr()
  const argument: dict<any> = b:prosed_argument
  const id = str2nr(matchstr(getline(search('^## \d\+: ', 'bcnW')), '^## \zs\d\+'))
  if id > 0 && confirm($'Forget sample {id}?', "&Yes\n&No", 2) == 1
    server.Execute('prosed.samples.forget', extend({id: id}, argument), (_) => {
      server.Execute('prosed.samples', argument, (result) => Fill(buffer, FormatSamples(result)))
    })
  endif
enddef

export def ShowStatus()
  document.Attach(bufnr())
  server.Execute('prosed.status', document.Argument(), (result) => {
    const samples = result.samples
    server.Say($'{result.learning.phase}, learned {samples.learned}, queued {samples.queued}, waiting {samples.waiting}; '
      .. $'{result.preferences.total} preferences; store {result.store}', 'None')
  })
enddef
