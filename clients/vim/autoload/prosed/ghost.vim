vim9script
# Ghost text: a completion shown as virtual text behind the cursor. Typing what it says keeps it, typing something else
# lets it go. Taking a part of it is the same as typing that part.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'

var shown: dict<any> = {}   # buffer, lnum, column (of its start), text, about: its suggestion and where its parts end
var asked = 0               # the newest request; older answers are dropped

prop_type_add('prosed_ghost', {highlight: 'ProsedGhost', combine: false})

def Clear()
  if !empty(shown) && bufloaded(shown.buffer)
    prop_remove({type: 'prosed_ghost', bufnr: shown.buffer, all: true})
  endif
enddef

def Show(rest: string)
  Clear()
  const lines = split(rest, "\n", true)
  if lines[0] != ''
    prop_add(line('.'), col('.'), {type: 'prosed_ghost', text: lines[0]})
  endif
  for more in lines[1 :]
    prop_add(line('.'), 0, {type: 'prosed_ghost', text: more == '' ? ' ' : more, text_align: 'below', text_wrap: 'wrap'})
  endfor
enddef

def Feedback(what: string)
  const suggestion = get(get(shown, 'about', {}), 'suggestion', 0)
  if suggestion != 0
    server.Tell('prosed.feedback', {suggestion: suggestion, feedback: what})
  endif
enddef

# It is over; of what was taken by word or sentence the server is told that.
def Finish(what: string)
  Feedback(what == 'rejected' && shown.taken ? 'partly' : what)
  Clear()
  shown = {}
enddef

export def Ask(kind = 1)
  const buffer = bufnr()
  if kind == 1 ? !document.Need(buffer) : !document.Known(buffer)
    return
  endif
  document.Changed(buffer)
  Dismiss()
  asked += 1
  const mine = asked
  const place = [line('.'), col('.')]
  server.Request('textDocument/inlineCompletion', {
    textDocument: {uri: document.Uri(buffer)},
    position: document.Position(buffer, place[0], place[1]),
    context: {triggerKind: kind}}, (result, error) => {
      const items = type(result) == v:t_dict ? result.items : type(result) == v:t_list ? result : []
      if mine != asked || !empty(error) || empty(items) || bufnr() != buffer || [line('.'), col('.')] != place || mode() !~ '^[iR]'
        return
      endif
      const item = items[0]
      const arguments = get(get(item, 'command', {}), 'arguments', [])
      shown = {buffer: buffer, lnum: place[0], column: place[1], taken: false,
        text: type(item.insertText) == v:t_dict ? item.insertText.value : item.insertText,
        about: get(arguments, 0, {})}
      Show(shown.text)
      Feedback('shown')
    })
enddef

# What is left of it, given what was typed since; '' when that is something else, or all of it.
def Rest(): string
  if empty(shown) || bufnr() != shown.buffer || line('.') != shown.lnum || col('.') < shown.column
    return ''
  endif
  const typed = strpart(getline('.'), shown.column - 1, col('.') - shown.column)
  return stridx(shown.text, typed) == 0 ? strpart(shown.text, len(typed)) : ''
enddef

export def Typed()
  if empty(shown)
    if get(get(g:, 'prosed_settings', {}), 'completion.trigger', 'manual') != 'manual'
      Ask(2)
    endif
    return
  endif
  const rest = Rest()
  if rest != ''
    Show(rest)
    return
  endif
  const typed = strpart(getline('.'), shown.column - 1, col('.') - shown.column)
  Finish(typed ==# shown.text ? 'accepted' : 'rejected')
enddef

export def Moved()
  if !empty(shown) && Rest() == '' && line('.') != shown.lnum
    Dismiss()
  endif
enddef

export def Dismiss()
  asked += 1
  if !empty(shown)
    Finish('rejected')
  endif
enddef

# The server is gone, and what it offered with it.
export def Forget()
  asked += 1
  Clear()
  shown = {}
enddef

# unit: 'all', 'words' or 'sentences'; the server says where those end.
export def Take(unit: string): string
  const rest = Rest()
  if rest == ''
    return ''
  endif
  const taken = len(shown.text) - len(rest)
  var part = rest
  for character in get(shown.about, unit, [])
    const end = document.ToBytes(shown.text, character)
    if end > taken
      part = strpart(shown.text, taken, end - taken)
      break
    endif
  endfor
  if part ==# rest
    Finish('accepted')
  else
    shown.taken = true
  endif
  return part
enddef
