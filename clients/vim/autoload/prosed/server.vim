vim9script
# The server process and the messages to and from it. Vim's channel does the framing and the ids.

import autoload 'prosed/document.vim'

var job: job
var channel: channel
var ready = false
var waiting: list<func()> = []   # what wants to be sent once the server is initialized
var crashes = 0
var stopping = false
var progress: dict<dict<any>> = {}
var encoding = 'utf-8'

# From a callback a message shows only behind a redraw.
export def Say(text: string, highlight = 'WarningMsg')
  redraw
  execute 'echohl' highlight
  echomsg 'prosed: ' .. text
  echohl None
enddef

export def Encoding(): string
  return encoding
enddef

export def Running(): bool
  return job != null_job && job_status(job) == 'run'
enddef

export def Start()
  if Running()
    return
  endif
  const command = get(g:, 'prosed_command', ['prosed', 'lsp'])
  const program = type(command) == v:t_list ? command[0] : split(command)[0]
  if !executable(program)
    if !stopping
      Say($'{program} is not installed or not on the PATH; set g:prosed_command to [''/path/to/prosed'', ''lsp'']')
    endif
    stopping = true   # said once
    return
  endif
  ready = false
  stopping = false
  job = job_start(command, {
    in_mode: 'lsp', out_mode: 'lsp', err_mode: 'nl', noblock: 1,
    out_cb: OnMessage, err_cb: OnError, exit_cb: OnExit})
  channel = job_getchannel(job)
  const root = FindRoot()
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
        codeAction: {codeActionLiteralSupport: {codeActionKind: {valueSet: ['refactor.rewrite', 'quickfix']}}},
        publishDiagnostics: {relatedInformation: true}}}}
  ch_sendexpr(channel, {method: 'initialize', params: parameters}, {callback: OnInitialized})
enddef

def FindRoot(): string
  const folder = expand('%:p:h')
  for mark in ['.prosed', '.git']
    const found = finddir(mark, escape(folder, ' ') .. ';')
    if found != ''
      return fnamemodify(found, ':p:h:h')
    endif
  endfor
  const file = findfile('.prosed.json', escape(folder, ' ') .. ';')
  return file != '' ? fnamemodify(file, ':p:h') : ''
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

# Callback gets (result, error): error is {} when all went well.
export def Request(method: string, params: dict<any>, Callback: func)
  if !Running()
    Callback(null, {message: 'the server is not running'})
    return
  endif
  if !ready
    waiting->add(() => Request(method, params, Callback))
    return
  endif
  ch_sendexpr(channel, {method: method, params: params},
    {callback: (_, reply) => Callback(get(reply, 'result', null), get(reply, 'error', {}))})
enddef

export def Execute(command: string, argument: dict<any>, Callback: func = null_function)
  Request('workspace/executeCommand', {command: command, arguments: [argument]}, (result, error) => {
    if !empty(error)
      Say(error.message)
    elseif Callback != null_function
      Callback(result)
    endif
  })
enddef

def OnMessage(_: channel, message: dict<any>)
  const method = get(message, 'method', '')
  if has_key(message, 'id') && method != ''
    Answer(message.id, method, get(message, 'params', {}))
  elseif method == '$/progress'
    OnProgress(message.params)
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
  if params.value.kind == 'end'
    progress->remove(token)
  else
    progress[token] = extend(get(progress, token, {}), params.value)
  endif
  redrawstatus!
enddef

# For 'statusline': "" while nothing happens, "prosed: 2/5 ..." while it learns.
export def Status(): string
  if !Running()
    return crashes > 0 ? 'prosed: stopped' : ''
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

def OnExit(_: job, status: number)
  ready = false
  progress = {}
  waiting = []
  document.Forget()
  if stopping
    return
  endif
  crashes += 1
  if crashes > 3
    Say($'the server ended with status {status} again; :ProsedRestart starts it anew')
    return
  endif
  Say($'the server ended with status {status}; starting it again')
  timer_start(200 * crashes, (_) => document.Reattach())
enddef

export def Restart()
  Stop()
  crashes = 0
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
