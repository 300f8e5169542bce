vim9script
# Hints: passages that go against what was learned. A sign at the line and a mark on the words; what the preference says,
# why, and what would change is in a popup, with what can be done about it. The server finds them and lets them go.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'
import autoload 'prosed/rewrite.vim'

const SIGNS = 'prosed'

var hints: dict<dict<any>> = {}   # by buffer, then by id: the diagnostics

prop_type_add('prosed_hint', {highlight: 'ProsedHint', start_incl: false, end_incl: false})
sign_define('ProsedHint', {text: '~', texthl: 'ProsedSign'})

def Clear(buffer: number)
  if bufloaded(buffer)
    prop_remove({type: 'prosed_hint', bufnr: buffer, all: true})
    sign_unplace(SIGNS, {buffer: buffer})
  endif
enddef

# All of a document's hints, each time one came or went; Vim moves the marks along with the text.
export def Publish(params: dict<any>)
  const buffer = document.Find(params.uri)
  if buffer == 0
    return
  endif
  Clear(buffer)
  hints[buffer] = {}
  for diagnostic in params.diagnostics
    const [first, last] = [diagnostic.range.start.line + 1, diagnostic.range.end.line + 1]
    const lines = getbufline(buffer, first, last)
    if len(lines) < last - first + 1
      continue
    endif
    prop_add(first, document.ToBytes(lines[0], diagnostic.range.start.character) + 1, {
      type: 'prosed_hint', id: diagnostic.data.id, bufnr: buffer,
      end_lnum: last, end_col: document.ToBytes(lines[-1], diagnostic.range.end.character) + 1})
    sign_place(0, SIGNS, 'ProsedHint', buffer, {lnum: first})
    hints[buffer][diagnostic.data.id] = diagnostic
  endfor
enddef

export def Forget()
  for buffer in keys(hints)
    Clear(str2nr(buffer))
  endfor
  hints = {}
enddef

# The one under the cursor, else the first of its line; {} where there is none.
def FindHere(): dict<any>
  var found: dict<any> = {}
  for mark in prop_list(line('.'), {types: ['prosed_hint']})
    const hint = get(get(hints, bufnr(), {}), mark.id, {})
    const covers = mark.col <= col('.') && col('.') < mark.col + max([mark.length, 1])
    if !empty(hint) && (empty(found) || covers)
      found = hint
      if covers
        break
      endif
    endif
  endfor
  return found
enddef

# Looks for hints now, in the lines if there are any.
export def Look(ranges: number, first: number, last: number)
  const buffer = bufnr()
  if !document.Need(buffer)
    return
  endif
  document.Changed(buffer)
  var argument: dict<any> = {uri: document.Uri(buffer)}
  if ranges > 0
    argument.range = {start: document.Position(buffer, first, 1),
      end: document.Position(buffer, last, len(getline(last)) + 1)}
  endif
  server.Execute('prosed.suggest', argument, (result) => {
    const count = len(result.hints)
    const found = count == 0 ? 'no hints' : count == 1 ? '1 hint' : $'{count} hints'
    server.Say(found .. (type(result.reason) == v:t_string ? ': ' .. result.reason : ''), 'None')
  })
enddef

export def Clean()
  server.Execute('prosed.suggest.clear', document.Argument())
enddef

export def Jump(forward: bool)
  const lines = sort(mapnew(prop_list(1, {types: ['prosed_hint'], end_lnum: -1}), (_, mark) => mark.lnum * 100000 + mark.col), 'n')
  const here = line('.') * 100000 + col('.')
  const ahead = copy(lines)->filter((_, place) => forward ? place > here : place < here)
  if empty(ahead)
    server.Say(empty(lines) ? 'no hints here; :ProsedSuggest looks for some' : 'no more hints', 'None')
    return
  endif
  const place = ahead[forward ? 0 : -1]
  cursor(place / 100000, place % 100000)
enddef

def Do(command: string, hint: dict<any>)
  server.Execute(command, {uri: document.Uri(bufnr()), id: hint.data.id})
enddef

def Here(): dict<any>
  document.Changed(bufnr())
  const hint = FindHere()
  if empty(hint)
    server.Say('no hint on this line; :ProsedSuggest looks for some', 'None')
  endif
  return hint
enddef

export def Dismiss()
  const hint = Here()
  if !empty(hint)
    Do('prosed.suggest.dismiss', hint)
  endif
enddef

export def Mute()
  const hint = Here()
  if !empty(hint)
    Do('prosed.suggest.mute', hint)
  endif
enddef

# What it says and what would change, with what can be done about it.
export def Show()
  const hint = Here()
  if empty(hint)
    return
  endif
  var head = [{kind: 'same', text: hint.message .. "\n"}]
  for related in get(hint, 'relatedInformation', [])[: 2]
    head->add({kind: 'note', text: related.message .. "\n"})
  endfor
  head->add({kind: 'same', text: "\n"})
  rewrite.AskHint({uri: document.Uri(bufnr()), id: hint.data.id}, hint.data.rewrites, head, [
    {key: 'd', label: 'not here', Run: () => Do('prosed.suggest.dismiss', hint)},
    {key: 'm', label: 'not a preference', Run: () => Do('prosed.suggest.mute', hint)}])
enddef
