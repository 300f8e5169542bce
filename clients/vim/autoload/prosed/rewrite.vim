vim9script
# Rewriting: ask the server, show what would go and what would come, put it in when the person says so. One undo takes it
# back, for all edits are made in one go.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'

var offered: dict<any> = {}   # buffer, tick, result
var popup = 0

if prop_type_get('prosed_removed')->empty()
  prop_type_add('prosed_removed', {highlight: 'ProsedRemoved'})
  prop_type_add('prosed_added', {highlight: 'ProsedAdded'})
endif

export def Command(ranges: number, first: number, last: number, instruction: string)
  if ranges == 0
    Ask({position: document.Position(bufnr(), line('.'), col('.'))}, instruction)
  else
    AskLines(first, last, instruction)
  endif
enddef

def AskLines(first: number, last: number, instruction: string)
  Ask({range: {start: document.Position(bufnr(), first, 1),
    end: document.Position(bufnr(), last, len(getline(last)) + 1)}}, instruction)
enddef

export def Operator(kind: string)
  const visual = kind ==# 'v' || kind ==# 'V' || kind ==# "\<C-V>"
  const start = getpos(visual ? "'<" : "'[")
  const end = getpos(visual ? "'>" : "']")
  if kind ==# 'char' || kind ==# 'v'
    const last = getline(end[1])
    const character = matchstr(last, '.', end[2] - 1)
    Ask({range: {start: document.Position(bufnr(), start[1], start[2]),
      end: document.Position(bufnr(), end[1], min([end[2] + len(character), len(last) + 1]))}}, '')
  else
    AskLines(start[1], end[1], '')
  endif
enddef

def Ask(what: dict<any>, instruction: string)
  const buffer = bufnr()
  document.Attach(buffer)
  if !document.Known(buffer)
    return
  endif
  document.Changed(buffer)
  var argument = extend({uri: document.Uri(buffer)}, what)
  if instruction != ''
    argument.instruction = instruction
  endif
  echo 'prosed: rewriting ...'
  server.Execute('prosed.rewrite', argument, (result) => Offer(buffer, result))
enddef

def Offer(buffer: number, result: dict<any>)
  echo ''
  if get(result, 'reason', '') != '' && type(result.reason) == v:t_string
    server.Say($'{result.refused} passage(s) left as they were: {result.reason}')
  endif
  if empty(result.edits)
    server.Say('nothing to change here', 'None')
    return
  endif
  document.Changed(buffer)
  if result.version != document.Version(buffer)
    server.Say('the text was changed meanwhile; ask again')
    return
  endif
  Reject()
  offered = {buffer: buffer, result: result}
  Preview(result)
enddef

# The passage with what goes and what comes, as pieces [text, property], cut into lines of the popup.
def Pieces(result: dict<any>): list<list<string>>
  var pieces: list<list<string>> = []
  const buffer = offered.buffer
  var line = result.range.start.line
  var bytes = document.ToBytes(get(getbufline(buffer, line + 1), 0, ''), result.range.start.character)
  for edit in result.edits + [{range: {start: result.range.end, end: result.range.end}, newText: ''}]
    pieces->add([Between(buffer, line, bytes, edit.range.start), ''])
    line = edit.range.start.line
    bytes = document.ToBytes(get(getbufline(buffer, line + 1), 0, ''), edit.range.start.character)
    const gone = Between(buffer, line, bytes, edit.range.end)
    pieces->add([gone, 'prosed_removed'])
    pieces->add([gone != '' && edit.newText != '' ? '→' : '', ''])
    pieces->add([edit.newText, 'prosed_added'])
    line = edit.range.end.line
    bytes = document.ToBytes(get(getbufline(buffer, line + 1), 0, ''), edit.range.end.character)
  endfor
  return pieces->filter((_, piece) => piece[0] != '')
enddef

def Between(buffer: number, line: number, bytes: number, end: dict<number>): string
  var lines = getbufline(buffer, line + 1, end.line + 1)
  if empty(lines)
    return ''
  endif
  lines[-1] = strpart(lines[-1], 0, document.ToBytes(lines[-1], end.character))
  lines[0] = strpart(lines[0], bytes)
  return join(lines, "\n")
enddef

def Preview(result: dict<any>)
  const width = min([&columns - 6, 76])
  var lines: list<dict<any>> = [{text: '', props: []}]
  for [text, property] in Pieces(result)
    for token in split(text, '\(\s\zs\|\n\@=\|\n\zs\)')
      if token == "\n" || strdisplaywidth(lines[-1].text .. token) > width
        lines->add({text: '', props: []})
      endif
      if token == "\n"
        continue
      endif
      if property != ''
        lines[-1].props->add({col: len(lines[-1].text) + 1, length: len(token), type: property})
      endif
      lines[-1].text ..= token
    endfor
  endfor
  lines->add({text: '', props: []})
  lines->add({text: 'accept: y   reject: n', props: []})
  popup = popup_create(lines, {
    title: ' Rewrite in my style ', border: [], padding: [0, 1, 0, 1], line: 'cursor+1', col: 'cursor', pos: 'topleft',
    maxheight: &lines - 4, wrap: false, mapping: false, filter: Key, filtermode: 'n', zindex: 200})
enddef

def Key(_: number, key: string): bool
  if key == 'y' || key == "\<CR>"
    Accept()
    return true
  elseif key == 'n' || key == "\<Esc>" || key == 'q'
    Reject()
    return true
  endif
  return false
enddef

export def Accept()
  if empty(offered)
    return
  endif
  const [buffer, result] = [offered.buffer, offered.result]
  Close()
  document.Changed(buffer)
  if result.version != document.Version(buffer)
    server.Say('the text was changed meanwhile; ask again')
    return
  endif
  document.ApplyEdits(buffer, result.edits)
  server.Execute('prosed.accept', {suggestion: result.suggestion})
enddef

export def Reject()
  if !empty(offered)
    server.Execute('prosed.reject', {suggestion: offered.result.suggestion})
    Close()
  endif
enddef

def Close()
  popup_close(popup)
  offered = {}
enddef
