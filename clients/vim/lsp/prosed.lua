-- For vim.lsp.config() and vim.lsp.enable() of Neovim 0.11.
local client = require('prosed.client')

return vim.tbl_extend('force', client.config(), {
  root_dir = function(bufnr, on_dir)
    if not client.is_secret(bufnr) and client.can_run() then on_dir(client.find_root(bufnr)) end
  end,
  -- One server for all projects.
  reuse_client = function(one) return one.name == 'prosed' and not one:is_stopped() end,
})
