vim9script
# The server process and the messages to and from it. Vim's channel does the framing and the ids.

import autoload 'prosed/document.vim'
import autoload 'prosed/ghost.vim'
import autoload 'prosed/hints.vim'
import autoload 'prosed/rewrite.vim'

const RESTARTS = 3
const RESTARTS_WITHIN_S = 180

var job: job
var channel: channel
var ready = false
var waiting: list<func()> = []       # what wants to be sent once the server is initialized
var ends: list<number> = []          # when it ended by itself
var again = false                    # it is to be started again in a moment
var stopping = false
var missing = false                  # said once
var progress: dict<dict<any>> = {}   # by token: what the statusline says
var partial: dict<func> = {}         # by token: who wants to see an answer grow
var tokens = 0
var encoding = 'utf-8'
var folders: list<string> = []       # that the server knows

# From a callback a message shows only behind a redraw. One that does not fit is shortened on the screen and whole in
# :messages; it never waits for a key.
export def Say(text: string, highlight = 'WarningMsg')
  const old = &shortmess
  set shortmess+=T
  redraw
  execute 'echohl' highlight
  echomsg 'prosed: ' .. substitute(text, '\_s\+', ' ', 'g')
  echohl None
  &shortmess = old
  if mode() =~ '^[iR]'   # where the mode's name wipes it off
    popup_notification('prosed: ' .. text, {time: 5000, highlight: highlight == 'None' ? 'Normal' : highlight, tabpage: 0})
  endif
enddef

export def Encoding(): string
  return encoding
enddef

export def Running(): bool
  return job != null_job && job_status(job) == 'run'
enddef

# Why there is none, for somebody who asked for something.
export def SayWhy()
  if missing
    Say($'there is no {Program()} on the PATH; :help g:prosed_command')
  elseif &buftype != ''
    Say('this buffer is no document')
  elseif document.IsSecret(bufnr())
    Say('off here: this buffer is encrypted, or keeps nothing on the disk')
  else
    Say('the server is not running; :ProsedRestart starts it')
  endif
enddef

def Command(): any
  return get(g:, 'prosed_command', ['prosed', 'lsp'])
enddef

def Program(): string
  const command = Command()
  return type(command) == v:t_list ? command[0] : split(command)[0]
enddef

export def Start()
  if Running()
    return
  endif
  if !executable(Program())
    if !missing
      timer_start(v:vim_did_enter ? 0 : 200, (_) => SayWhy())   # behind what Vim says of the file
    endif
    missing = true
    return
  endif
  ready = false
  stopping = false
  missing = false
  job = job_start(Command(), {
    in_mode: 'lsp', out_mode: 'lsp', err_mode: 'nl', noblock: 1,
    out_cb: OnMessage, err_cb: OnError, exit_cb: OnExit})
  channel = job_getchannel(job)
  const root = FindRoot(expand('%:p:h'))
  folders = root == '' ? [] : [root]
  const parameters = {
    processId: getpid(),
    clientInfo: {name: 'Vim', version: string(v:versionlong)},
    rootUri: root == '' ? null : document.PathToUri(root),
    workspaceFolders: root == '' ? null : [{uri: document.PathToUri(root), name: fnamemodify(root, ':t')}],
    initializationOptions: get(g:, 'prosed_settings', {}),
    capabilities: {
      general: {positionEncodings: ['utf-8', 'utf-16']},
      window: {workDoneProgress: true},
      workspace: {applyEdit: true, configuration: true, workspaceEdit: {documentChanges: true}},
      textDocument: {
        synchronization: {didSave: true},
        inlineCompletion: {},
        completion: {},
        codeAction: {codeActionLiteralSupport: {codeActionKind: {valueSet: ['refactor.rewrite', 'quickfix']}}},
        publishDiagnostics: {relatedInformation: true, dataSupport: true, versionSupport: true}}}}
  ch_sendexpr(channel, {method: 'initialize', params: parameters}, {callback: OnInitialized})
enddef

# The folder around a file that holds .prosed, .git or .prosed.json.
def FindRoot(folder: string): string
  const above = escape(folder, ' ,;') .. ';'
  for mark in ['.prosed', '.git']
    const found = finddir(mark, above)
    if found != ''
      return fnamemodify(found, ':p:h:h')
    endif
  endfor
  const file = findfile('.prosed.json', above)
  return file != '' ? fnamemodify(file, ':p:h') : ''
enddef

# A document of another project than the server knows: its folder is told.
export def NeedFolder(path: string)
  const root = FindRoot(fnamemodify(path, ':h'))
  if root != '' && index(folders, root) < 0
    folders->add(root)
    Notify('workspace/didChangeWorkspaceFolders', {event: {
      added: [{uri: document.PathToUri(root), name: fnamemodify(root, ':t')}], removed: []}})
  endif
enddef

def OnInitialized(_: channel, reply: dict<any>)
  if has_key(reply, 'error')
    Say(reply.error.message)
    return
  endif
  encoding = get(reply.result.capabilities, 'positionEncoding', 'utf-16')
  ready = true
  ch_sendexpr(channel, {method: 'initialized', params: {}})
  const calls = waiting
  waiting = []
  for Call in calls
    Call()
  endfor
enddef

export def Notify(method: string, params: dict<any>)
  if !Running()
    return
  endif
  if !ready
    waiting->add(() => Notify(method, params))
    return
  endif
  ch_sendexpr(channel, {method: method, params: params})
enddef

# Callback gets (result, error): error is {} when all went well. Returns a function that gives the request up.
export def Request(method: string, params: dict<any>, Callback: func): func
  var sent: dict<any> = {id: 0, cancelled: false}
  const Send = () => {
    if !sent.cancelled
      sent.id = get(ch_sendexpr(channel, {method: method, params: params}, {callback: (_, reply) => {
        if !sent.cancelled
          Callback(get(reply, 'result', null), get(reply, 'error', {}))
        endif
      }}), 'id', 0)
    endif
  }
  if Running() && ready
    Send()
  elseif Running() || again
    waiting->add(Send)
  else
    Callback(null, {message: 'the server is not running; :ProsedRestart starts it'})
  endif
  return () => {
    sent.cancelled = true
    if sent.id > 0
      Notify('$/cancelRequest', {id: sent.id})
    endif
  }
enddef

# Sends a command of the server; Callback(result) runs when it went well, else the person is told. OnPart(text) sees the
# answer grow, where the server shows that.
# Of a passage that was not sent to the model, what sends it here; told: the reply, or the data of the error.
export def SendOnce(text: string, told: any): string
  const held = type(told) == v:t_dict && get(told, 'secrets', false)
  return held ? substitute(text, '; to send it this once.*', '; :ProsedRewrite! sends it this once', '') : text
enddef

export def Execute(command: string, argument: dict<any>, Callback: func = null_function, OnPart: func = null_function): func
  var whole = copy(argument)
  tokens += 1
  const token = $'prosed/partial/{tokens}'
  if OnPart != null_function
    whole.partialResultToken = token
    partial[token] = OnPart
  endif
  const Forget = () => {
    if has_key(partial, token)
      partial->remove(token)
    endif
  }
  const GiveUp = Request('workspace/executeCommand', {command: command, arguments: [whole]}, (result, error) => {
    Forget()
    if !empty(error)
      Say(SendOnce(error.message, get(error, 'data', {})))
    elseif Callback != null_function
      Callback(result)
    endif
  })
  return () => {
    Forget()   # what is on its way is not to be shown again
    GiveUp()
  }
enddef

# What the server may want to know; whether it still does is no news to the person.
export def Tell(command: string, argument: dict<any>)
  if Running()
    Request('workspace/executeCommand', {command: command, arguments: [argument]}, (_, _) => 0)
  endif
enddef

def OnMessage(_: channel, message: dict<any>)
  const method = get(message, 'method', '')
  if has_key(message, 'id') && method != ''
    Answer(message.id, method, get(message, 'params', {}))
  elseif method == '$/progress'
    OnProgress(message.params)
  elseif method == 'textDocument/publishDiagnostics'
    hints.Publish(message.params)
  elseif method == 'window/showMessage'
    Say(message.params.message, message.params.type == 1 ? 'ErrorMsg' : 'WarningMsg')
  endif
enddef

def Answer(id: any, method: string, params: any)
  var reply: dict<any> = {id: id}
  if method == 'workspace/configuration'
    reply.result = mapnew(params.items, (_, _) => get(g:, 'prosed_settings', {}))
  elseif method == 'workspace/applyEdit'
    reply.result = {applied: document.ApplyWorkspaceEdit(params.edit)}
  elseif index(['window/workDoneProgress/create', 'client/registerCapability', 'client/unregisterCapability'], method) >= 0
    reply.result = null
  else
    reply.error = {code: -32601, message: $'Vim does not know {method}'}
  endif
  ch_sendexpr(channel, reply)
enddef

def OnProgress(params: dict<any>)
  const token = string(params.token)
  if type(params.token) == v:t_string && has_key(partial, params.token)
    partial[params.token](params.value.text)
    return
  elseif !has_key(params.value, 'kind')   # of an answer that was given up
    return
  endif
  if params.value.kind != 'end'
    progress[token] = extend(get(progress, token, {}), params.value)
  elseif has_key(progress, token)
    progress->remove(token)
  endif
  redrawstatus!
enddef

# For 'statusline': "" while nothing happens, "prosed: 2 of 5 ..." while it learns.
export def Status(): string
  if !Running()
    return !empty(ends) && !stopping ? 'prosed: stopped' : ''
  endif
  for value in values(progress)
    return 'prosed: ' .. get(value, 'message', get(value, 'title', 'learning'))
  endfor
  return ''
enddef

def OnError(_: channel, line: string)
  if get(g:, 'prosed_debug', false)
    echomsg 'prosed: ' .. line
  endif
enddef

# What it knew of documents is to be told again; what was asked and not sent yet waits for the next one.
def OnExit(ended: job, status: number)
  if ended != job
    return
  endif
  const how = get(job_info(ended), 'termsig', '') != '' ? 'signal ' .. job_info(ended).termsig : $'status {status}'
  ready = false
  progress = {}
  partial = {}
  document.Forget()
  ghost.Forget()
  hints.Forget()
  rewrite.Close()
  redrawstatus!
  if stopping
    waiting = []
    return
  endif
  ends = ends->filter((_, time) => localtime() - time < RESTARTS_WITHIN_S)->add(localtime())
  if len(ends) > RESTARTS
    waiting = []
    Say($'the server ended again ({how}); :ProsedRestart starts it anew')
    return
  endif
  Say($'the server ended ({how}) and is started again; your text is safe')
  again = true
  timer_start(200 * len(ends), (_) => {
    again = false
    document.Reattach()
  })
enddef

export def Restart()
  Stop()
  ends = []
  missing = false
  document.Reattach()
enddef

export def Stop()
  if !Running()
    return
  endif
  stopping = true
  # Waits for the answer, so that what was saved is in the store before Vim is gone; the server needs some 10 ms.
  ch_evalexpr(channel, {method: 'shutdown'}, {timeout: 2000})
  ch_sendexpr(channel, {method: 'exit'})
  const begun = reltime()
  while job_status(job) == 'run' && reltimefloat(reltime(begun)) < 2.0
    sleep 5m
  endwhile
enddef
