-- Ghost text: a completion shown behind the cursor. Typing what it says keeps it, typing something else lets it go. Taking
-- a part of it is the same as typing that part. Where completions are to come by themselves and Neovim can show them
-- (vim.lsp.inline_completion, 0.12), it does; the rest here is for those that were asked for, and for older ones.
local client = require('prosed.client')
local M = {}

local NAMESPACE = vim.api.nvim_create_namespace('prosed.ghost')
local INLINE = vim.fn.has('nvim-0.10') == 1 -- virtual text that moves what is behind it

local shown     -- bufnr, row and column of its start (from 0), text, about: its suggestion and where its parts end
local asked = 0 -- the newest request; older answers are dropped

local function by_itself()
  local trigger = (vim.g.prosed_settings or {})['completion.trigger']
  return trigger == 'idle' or trigger == 'typing'
end

local function native(bufnr)
  return vim.lsp.inline_completion ~= nil and vim.lsp.inline_completion.is_enabled({ bufnr = bufnr })
end

local function cursor()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  return row - 1, column
end

local function clear()
  if shown and vim.api.nvim_buf_is_valid(shown.bufnr) then
    vim.api.nvim_buf_clear_namespace(shown.bufnr, NAMESPACE, 0, -1)
  end
end

-- Before 0.10 it lies over the text behind the cursor, so that text is part of it; and it does not wrap, so what does not
-- fit goes below.
local function lay_over(chunks, lines, row, column)
  local behind = vim.api.nvim_get_current_line():sub(column + 1)
  local info = vim.fn.getwininfo(vim.api.nvim_get_current_win())[1]
  local width = info.width - info.textoff
  local room = width - (vim.fn.wincol() - 1 - info.textoff)
  local first = chunks[1][1] .. (#lines == 0 and behind or '')
  local fits, rest = '', first
  while rest ~= '' do
    local character = vim.fn.strcharpart(rest, 0, 1)
    if vim.fn.strdisplaywidth(fits .. character) > room then break end
    fits, rest = fits .. character, rest:sub(#character + 1)
  end
  local below = {}
  while rest ~= '' do
    local line = vim.fn.strcharpart(rest, 0, width)
    while vim.fn.strdisplaywidth(line) > width do line = vim.fn.strcharpart(line, 0, vim.fn.strchars(line) - 1) end
    below[#below + 1] = { { line, 'ProsedGhost' } }
    rest = rest:sub(#line + 1)
  end
  vim.list_extend(below, lines)
  return { virt_text = { { fits, 'ProsedGhost' } }, virt_text_pos = 'overlay', virt_lines = below }
end

local function show(rest)
  clear()
  local row, column = cursor()
  local lines = {}
  for line in vim.gsplit(rest, '\n', true) do lines[#lines + 1] = { { line, 'ProsedGhost' } } end
  local first = table.remove(lines, 1)
  local mark = { virt_text = first, virt_text_pos = 'inline', virt_lines = lines }
  if not INLINE then mark = lay_over(first, lines, row, column) end
  if #mark.virt_lines == 0 then mark.virt_lines = nil end
  vim.api.nvim_buf_set_extmark(shown.bufnr, NAMESPACE, row, column, mark)
end

local function feedback(what)
  local suggestion = shown.about.suggestion
  if suggestion then client.tell('prosed.feedback', { suggestion = suggestion, feedback = what }) end
end

-- It is over; of what was taken by word or sentence the server is told that.
local function finish(what)
  feedback(what == 'rejected' and shown.taken and 'partly' or what)
  clear()
  shown = nil
end

function M.dismiss()
  asked = asked + 1
  if shown then finish('rejected') end
end

-- What the server says of it: its number, and where its words and sentences end.
local function about(command)
  return command and command.arguments and command.arguments[1] or {}
end

function M.ask(kind)
  local bufnr = vim.api.nvim_get_current_buf()
  if not (kind == 2 and client.is_attached or client.need)(bufnr) then return end
  M.dismiss()
  local mine = asked
  local row, column = cursor()
  local params = vim.lsp.util.make_position_params(0, client.encoding())
  params.context = { triggerKind = kind or 1 }
  client.request('textDocument/inlineCompletion', params, function(err, result)
    local item = not err and result and (result.items or result)[1]
    local now_row, now_column = cursor()
    local moved = vim.api.nvim_get_current_buf() ~= bufnr or now_row ~= row or now_column ~= column
    if mine ~= asked or not item or moved or not vim.api.nvim_get_mode().mode:find('^[iR]') then return end
    if native(bufnr) then -- which asks when the cursor moves; the server then says the same again
      vim.api.nvim_exec_autocmds('CursorMovedI', { buffer = bufnr })
      return
    end
    shown = { bufnr = bufnr, row = row, column = column, text = item.insertText, about = about(item.command) }
    if type(shown.text) == 'table' then shown.text = shown.text.value end
    show(shown.text)
    feedback('shown')
  end)
end

local function typed()
  local row, column = cursor()
  if not shown or vim.api.nvim_get_current_buf() ~= shown.bufnr or row ~= shown.row or column < shown.column then
    return nil
  end
  return vim.api.nvim_get_current_line():sub(shown.column + 1, column)
end

-- What is left of it, given what was typed since; '' when that is something else, or all of it.
local function find_rest()
  local begun = typed()
  return begun and vim.startswith(shown.text, begun) and shown.text:sub(#begun + 1) or ''
end

function M.typed()
  if not shown then
    if by_itself() and not vim.lsp.inline_completion and client.is_attached(0) then M.ask(2) end
    return
  end
  local rest = find_rest()
  if rest ~= '' then
    show(rest)
  else
    finish(typed() == shown.text and 'accepted' or 'rejected')
  end
end

function M.moved()
  if shown and find_rest() == '' and cursor() ~= shown.row then M.dismiss() end
end

-- The next part of a text of which the first bytes are taken; unit: 'all', 'words' or 'sentences'.
local function cut(text, taken, ends, unit)
  for _, character in ipairs(ends[unit] or {}) do
    local bytes = client.encoding() == 'utf-16' and vim.str_byteindex(text, character, true) or character
    if bytes > taken then return text:sub(taken + 1, bytes) end
  end
  return text:sub(taken + 1)
end

-- Neovim's own ghost text: all of it is its business; a part is put in, and it asks for the rest.
local function take_native(unit)
  vim.lsp.inline_completion.get({ on_accept = function(item)
    local text = type(item.insert_text) == 'table' and item.insert_text.value or item.insert_text
    local row, column = cursor()
    local start = item.range and select(2, item.range:to_extmark()) or column
    local part = cut(text, column - start, about(item.command), unit)
    if #part == #text - (column - start) then return item end
    local lines = vim.split(part, '\n', true)
    vim.api.nvim_buf_set_text(0, row, column, row, column, lines)
    vim.api.nvim_win_set_cursor(0, { row + #lines, (#lines == 1 and column or 0) + #lines[#lines] })
  end })
end

-- Returns the text to be inserted.
function M.take(unit)
  if not shown and native(0) then take_native(unit) end
  local rest = find_rest()
  if rest == '' then return '' end
  local part = cut(shown.text, #shown.text - #rest, shown.about, unit)
  if part == rest then
    finish('accepted')
  else
    shown.taken = true
  end
  return part
end

-- Completions that come by themselves, shown by Neovim where it can.
function M.attached(bufnr)
  if vim.lsp.inline_completion and by_itself() then vim.lsp.inline_completion.enable(true, { bufnr = bufnr }) end
end

client.on_end(function()
  asked = asked + 1
  clear()
  shown = nil
end)

return M
