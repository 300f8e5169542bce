vim9script
# The popup that shows a rewrite: what goes, what comes, and while a model still writes, the words so far.

const WIDTH = 76
const HIGHLIGHTS = {removed: 'prosed_removed', added: 'prosed_added', note: 'prosed_note'}

var popup = 0

if prop_type_get('prosed_removed')->empty()
  prop_type_add('prosed_removed', {highlight: 'ProsedRemoved'})
  prop_type_add('prosed_added', {highlight: 'ProsedAdded'})
  prop_type_add('prosed_note', {highlight: 'Comment'})
endif

export def Close()
  popup_close(popup)
  popup = 0
enddef

# Words with the white space behind them, line ends, and single letters of what has no spaces (Chinese, a long URL).
def CutTokens(text: string, width: number): list<string>
  var tokens: list<string> = []
  for [i, line] in items(split(text, "\n", true))
    tokens->extend(i > 0 ? ["\n"] : [])
    for token in split(line, '\s\zs')
      tokens->extend(strdisplaywidth(token) > width / 2 ? split(token, '\zs') : [token])
    endfor
  endfor
  return tokens
enddef

# Pieces {kind, text}, cut into lines of the popup that fit.
def LayOut(pieces: list<dict<any>>, width: number): list<dict<any>>
  var lines: list<dict<any>> = [{text: '', props: []}]
  for piece in pieces
    for token in CutTokens(piece.text, width)
      const line: string = lines[-1].text
      if token == "\n" || (line != '' && strdisplaywidth(line .. substitute(token, '\s$', '', '')) > width)
        lines->add({text: '', props: []})
      endif
      if token == "\n"
        continue
      endif
      if has_key(HIGHLIGHTS, piece.kind)
        lines[-1].props->add({col: len(lines[-1].text) + 1, length: len(token), type: HIGHLIGHTS[piece.kind]})
      endif
      lines[-1].text ..= token
    endfor
  endfor
  return lines
enddef

# Below the last line of the passage where there is room, so that it stays in view.
def Fill(pieces: list<dict<any>>, title: string, last: number, Filter: func(number, string): bool)
  const width = min([&columns - 4, WIDTH])
  const lines = LayOut(pieces, width)
  const below = screenpos(0, last, max([1, col([last, '$']) - 1])).row
  const more = len(lines) > &lines - 4 ? '(CTRL-F, CTRL-B) ' : ''
  const place = below > 0 && below + len(lines) + 2 < &lines ? {line: below + 1} : {line: 'cursor+1'}
  Close()
  popup = popup_create(lines, extend({
    title: $' {title} {more}', border: [], padding: [0, 1, 0, 1], col: 'cursor', pos: 'topleft', maxheight: &lines - 4,
    maxwidth: width, wrap: false, mapping: false, filter: Filter, filtermode: 'n', zindex: 200}, place))
enddef

# Turns the pages of what does not fit; false: it does.
def Scroll(pages: number): bool
  const [view, last] = [popup_getpos(popup), line('$', popup)]
  if last <= view.core_height
    return false
  endif
  const first = min([view.firstline + pages * (view.core_height - 1), last - view.core_height + 1])
  popup_setoptions(popup, {firstline: max([first, 1])})
  return true
enddef

# Answers: {keys, label, Run}; the label says the first key.
def MakeFilter(answers: list<dict<any>>): func(number, string): bool
  return (_, key) => {
    for answer in answers
      if index(answer.keys, key) >= 0
        answer.Run()
        return true
      endif
    endfor
    return key == "\<C-F>" ? Scroll(1) : key == "\<C-B>" ? Scroll(-1) : false
  }
enddef

# What a model has written so far; `n` gives it up.
export def Grow(text: string, last: number, Reject: func)
  Fill([{kind: 'same', text: text .. " ...\n\n"}, {kind: 'note', text: 'give up: n'}], 'Rewriting', last,
    MakeFilter([{keys: ['n', 'q', "\<Esc>"], Run: Reject}]))
  Scroll(line('$', popup))
enddef

# The changes of a rewrite, what it follows, and the answers; behind pieces that say what it is about.
export def Show(head: list<dict<any>>, result: dict<any>, last: number, answers: list<dict<any>>)
  var pieces = copy(head)
  for [i, change] in items(result.changes)
    pieces->add(change)
    if change.kind == 'removed' && get(get(result.changes, i + 1, {}), 'kind', '') == 'added'
      pieces->add({kind: 'same', text: '→'})
    endif
  endfor
  if !empty(result.changes)
    pieces->add({kind: 'same', text: "\n\n"})
  endif
  if empty(head) && !empty(result.preferences)
    pieces->add({kind: 'note', text: 'follows: ' .. join(result.preferences) .. "\n"})
  endif
  pieces->add({kind: 'note', text: mapnew(answers, (_, answer) => $'{answer.label}: {answer.keys[0]}')->join('   ')})
  Fill(pieces, empty(head) ? 'Rewrite in my style' : 'Against your preference', last, MakeFilter(answers))
enddef
