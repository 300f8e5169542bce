vim9script
# 'omnifunc': asks, lets Vim go on, and opens the menu when the answer is there and the cursor still is.

import autoload 'prosed/server.vim'
import autoload 'prosed/document.vim'

const CANCEL_SILENTLY = -3

export def Omni(findstart: any, base: string): any
  if str2nr(findstart .. '') != 1
    return []
  endif
  const buffer = bufnr()
  document.Attach(buffer)
  if document.Known(buffer)
    document.Changed(buffer)
    const place = [line('.'), col('.')]
    server.Request('textDocument/completion', {
      textDocument: {uri: document.Uri(buffer)},
      position: document.Position(buffer, place[0], place[1]),
      context: {triggerKind: 1}}, (result, error) => {
        if empty(error) && bufnr() == buffer && [line('.'), col('.')] == place && mode() =~ '^[iR]'
          Offer(type(result) == v:t_dict ? result.items : result ?? [])
        endif
      })
  endif
  return CANCEL_SILENTLY
enddef

def Offer(items: list<dict<any>>)
  if empty(items)
    return
  endif
  const start = document.ToBytes(getline('.'), items[0].textEdit.range.start.character)
  complete(start + 1, mapnew(items, (_, item) => ({
    word: item.textEdit.newText, abbr: item.label, menu: '[prosed]', user_data: {prosed: item.command}})))
enddef

# What was chosen from the menu.
export def Done()
  const data = get(v:completed_item, 'user_data', '')
  if type(data) == v:t_dict && has_key(data, 'prosed')
    server.Tell(data.prosed.command, data.prosed.arguments[0])
  endif
enddef
