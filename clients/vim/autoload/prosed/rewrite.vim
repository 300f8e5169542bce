vim9script
# Rewriting: ask the server, show what would go and what would come, make the edits when the person says so. They are
# made in one go, so that one undo takes them back.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'
import autoload 'prosed/preview.vim'

var offered: dict<any> = {}             # buffer, result: what the preview shows
var GiveUp: func = null_function        # ends the request that is on its way

# secrets: the person's word that what looks like one may be sent to the model, this once.
export def Command(ranges: number, first: number, last: number, instruction: string, secrets: bool)
  const more = secrets ? {sendSecrets: true} : {}
  if ranges == 0
    Ask(extend({position: document.Position(bufnr(), line('.'), col('.'))}, more), instruction)
  else
    AskLines(first, last, instruction, more)
  endif
enddef

def AskLines(first: number, last: number, instruction: string, more: dict<any> = {})
  Ask(extend({range: {start: document.Position(bufnr(), first, 1),
    end: document.Position(bufnr(), last, len(getline(last)) + 1)}}, more), instruction)
enddef

# For 'operatorfunc'; kind is also what visualmode() says.
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
  if !document.Need(buffer)
    return
  endif
  Reject()
  document.Changed(buffer)
  var argument = extend({uri: document.Uri(buffer)}, what)
  if instruction != ''
    argument.instruction = instruction
  endif
  const last: number = has_key(what, 'range') ? what.range.end.line + 1 : line('.')
  echo 'prosed: rewriting ...'
  GiveUp = server.Execute('prosed.rewrite', argument, (result) => Offer(buffer, result, [], []),
    (text) => preview.Grow(text, last, Reject))
enddef

# What a hint is about, with more answers than to a rewrite; where nobody can rewrite towards the preference, just them.
export def AskHint(argument: dict<any>, rewrites: bool, head: list<dict<any>>, answers: list<dict<any>>)
  const buffer = bufnr()
  Reject()
  if rewrites
    GiveUp = server.Execute('prosed.suggest.rewrite', argument, (result) => Offer(buffer, result, head, answers))
  else
    preview.Show(head, {changes: []}, line('.'), MakeAnswers(false, answers))
  endif
enddef

# Yes, the others (which close the popup, too), no. No closures in a loop: in Vim 9.0 they all see its last round.
def MakeAnswers(yes: bool, others: list<dict<any>>): list<dict<any>>
  const first: list<dict<any>> = yes ? [{keys: ['y', "\<CR>"], label: 'accept', Run: Accept}] : []
  return first + mapnew(others, (_, other) => ({keys: [other.key], label: other.label, Run: () => {
    Reject()
    other.Run()
  }})) + [{keys: ['n', 'q', "\<Esc>"], label: yes ? 'reject' : 'close', Run: Reject}]
enddef

def Offer(buffer: number, result: dict<any>, head: list<dict<any>>, answers: list<dict<any>>)
  echo ''
  Close()
  const reason = type(result.reason) == v:t_string ? result.reason : ''
  if reason != ''
    server.Say($'{result.refused} passage(s) left as they were: {server.SendOnce(reason, result)}')
  endif
  document.Changed(buffer)
  if empty(result.edits)
    if reason == ''
      const note = get(result, 'note', v:null)
      server.Say('nothing to change here' .. (type(note) == v:t_string ? '; ' .. note : ''), 'None')
    endif
  elseif !document.Known(buffer) || result.version != document.Version(buffer)
    server.Say('the text was changed meanwhile; ask again')
  else
    offered = {buffer: buffer, result: result}
    preview.Show(head, result, result.range.end.line + 1, MakeAnswers(true, answers))
    server.Tell('prosed.feedback', {suggestion: result.suggestion, feedback: 'shown'})
  endif
enddef

export def Accept()
  if empty(offered)
    return
  endif
  const [buffer, result] = [offered.buffer, offered.result]
  Close()
  document.Changed(buffer)
  if !document.Known(buffer) || result.version != document.Version(buffer)
    server.Say('the text was changed meanwhile; ask again')
  elseif !getbufvar(buffer, '&modifiable')
    server.Say("this buffer cannot be changed ('nomodifiable')")
  else
    document.ApplyEdits(buffer, result.edits)
    server.Tell('prosed.accept', {suggestion: result.suggestion})
  endif
enddef

# Also gives up what is still on its way.
export def Reject()
  if GiveUp != null_function
    GiveUp()
  endif
  if !empty(offered)
    server.Tell('prosed.reject', {suggestion: offered.result.suggestion})
  endif
  Close()
enddef

# What is shown goes, with the server or with an answer.
export def Close()
  preview.Close()
  offered = {}
  GiveUp = null_function
enddef
