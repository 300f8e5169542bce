-- Rewriting: ask the server, show what would go and what would come, make the edits when the person says so. They are
-- made in one go, so that one undo takes them back.
local client = require('prosed.client')
local preview = require('prosed.preview')
local M = {}

local offered -- bufnr, result: what the preview shows
local give_up -- ends the request that is on its way

local function close()
  preview.close()
  offered, give_up = nil, nil
end

local function version(bufnr)
  return vim.lsp.util.buf_versions[bufnr]
end

function M.accept()
  if not offered then return end
  local bufnr, result = offered.bufnr, offered.result
  close()
  if not vim.api.nvim_buf_is_loaded(bufnr) or result.version ~= version(bufnr) then
    client.say('the text was changed meanwhile; ask again')
  elseif not vim.bo[bufnr].modifiable then
    client.say("this buffer cannot be changed ('nomodifiable')")
  else
    vim.lsp.util.apply_text_edits(result.edits, bufnr, client.encoding())
    client.tell('prosed.accept', { suggestion = result.suggestion })
  end
end

-- Also gives up what is still on its way.
function M.reject()
  if give_up then give_up() end
  if offered then client.tell('prosed.reject', { suggestion = offered.result.suggestion }) end
  close()
end

-- Yes, the others (which close the float, too), no.
local function make_answers(yes, others)
  local answers = yes and { { keys = { 'y', '<CR>' }, label = 'accept', run = M.accept } } or {}
  for _, other in ipairs(others) do
    local function run()
      M.reject()
      other.run()
    end
    answers[#answers + 1] = { keys = other.keys, label = other.label, run = run }
  end
  answers[#answers + 1] = { keys = { 'n', 'q', '<Esc>' }, label = yes and 'reject' or 'close', run = M.reject }
  return answers
end

local function offer(bufnr, result, head, answers)
  close()
  local reason = type(result.reason) == 'string' and result.reason
  if reason then client.say(result.refused .. ' passage(s) left as they were: ' .. client.send_once(reason, result)) end
  if #result.edits == 0 then
    local note = type(result.note) == 'string' and '; ' .. result.note or ''
    if not reason then client.say('nothing to change here' .. note, vim.log.levels.INFO) end
  elseif result.version ~= version(bufnr) then
    client.say('the text was changed meanwhile; ask again')
  else
    offered = { bufnr = bufnr, result = result }
    preview.show(head, result, result.range['end'].line + 1, make_answers(true, answers))
    client.tell('prosed.feedback', { suggestion = result.suggestion, feedback = 'shown' })
  end
end

local function ask(what, instruction)
  local bufnr = vim.api.nvim_get_current_buf()
  if not client.need(bufnr) then return end
  M.reject()
  local argument = vim.tbl_extend('force', { uri = vim.uri_from_bufnr(bufnr) }, what)
  if instruction and instruction ~= '' then argument.instruction = instruction end
  local last = what.range and what.range['end'].line + 1 or vim.fn.line('.')
  vim.api.nvim_echo({ { 'prosed: rewriting ...' } }, false, {})
  give_up = client.execute('prosed.rewrite', argument, function(result)
    vim.api.nvim_echo({ { '' } }, false, {})
    offer(bufnr, result, {}, {})
  end, function(text) preview.grow(text, last, M.reject) end)
end

-- line from 1, column in bytes from 1, as getpos() has them.
local function position(line, column)
  local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1] or ''
  local bytes = math.min(column - 1, #text)
  local units = bytes
  if client.encoding() ~= 'utf-8' then
    local utf32, utf16 = vim.str_utfindex(text, bytes)
    units = client.encoding() == 'utf-16' and utf16 or utf32
  end
  return { line = line - 1, character = units }
end

function M.range_of(first, last)
  return { start = position(first, 1), ['end'] = position(last, #vim.fn.getline(last) + 1) }
end

local function ask_lines(first, last, instruction, secrets)
  ask({ range = M.range_of(first, last), sendSecrets = secrets or nil }, instruction)
end

-- What a hint is about, with more answers than to a rewrite; where nobody can rewrite towards the preference, just them.
function M.ask_hint(argument, rewrites, head, answers)
  local bufnr = vim.api.nvim_get_current_buf()
  M.reject()
  if rewrites then
    give_up = client.execute('prosed.suggest.rewrite', argument, function(result)
      offer(bufnr, result, head, answers)
    end)
  else
    preview.show(head, { changes = {} }, vim.fn.line('.'), make_answers(false, answers))
  end
end

-- secrets: the person's word that what looks like one may be sent to the model, this once.
function M.command(range, first, last, instruction, secrets)
  if range > 0 then
    ask_lines(first, last, instruction, secrets)
  else
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    ask({ position = position(row, column + 1), sendSecrets = secrets or nil }, instruction)
  end
end

-- For 'operatorfunc'; kind is also what visualmode() says.
function M.operator(kind)
  local visual = kind == 'v' or kind == 'V' or kind == '\22'
  local first, last = vim.fn.getpos(visual and "'<" or "'["), vim.fn.getpos(visual and "'>" or "']")
  if kind ~= 'char' and kind ~= 'v' then return ask_lines(first[2], last[2]) end
  local character = vim.fn.matchstr(vim.fn.getline(last[2]), '.', last[3] - 1)
  ask({ range = { start = position(first[2], first[3]), ['end'] = position(last[2], last[3] + #character) } })
end

client.on_end(close)

return M
