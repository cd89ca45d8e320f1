-- Starts `onrecord lsp` for articles. Everything it shows comes from the server; this file only finds and starts it.
-- Neovim 0.7 and newer: 0.7 has no vim.lsp.start, so the client is kept and attached by hand there.
local M = {}

local defaults = {
  -- The server's command line.
  cmd = { 'onrecord', 'lsp' },
  -- Kinds of buffer that hold articles.
  filetypes = { 'text', 'markdown', 'html' },
  -- Hints in the text (Neovim 0.10 and newer).
  inlay_hints = { pronouns = false, sources = false },
}

local options = defaults
local clients = {}
local told = false

-- The folder of the nearest onrecord.toml, else of the repository, else of the file.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path ~= '' and path or vim.fn.getcwd() .. '/x', ':p:h')
  for _, marker in ipairs({ 'onrecord.toml', '.git' }) do
    local found = vim.fn.findfile(marker, vim.fn.escape(folder, ' ,;\\') .. ';')
    if found == '' then
      found = vim.fn.finddir(marker, vim.fn.escape(folder, ' ,;\\') .. ';')
    end
    if found ~= '' then
      return (vim.fn.fnamemodify(found, ':p'):gsub('/$', ''):gsub('/[^/]*$', ''))
    end
  end
  return folder
end

local function config_for(root)
  return {
    name = 'onrecord',
    cmd = options.cmd,
    root_dir = root,
    init_options = { inlayHints = options.inlay_hints },
    settings = { onrecord = { inlayHints = options.inlay_hints } },
  }
end

--- Starts the server for a buffer, or attaches the one that runs.
function M.attach(buffer)
  buffer = (buffer and buffer ~= 0) and buffer or vim.api.nvim_get_current_buf()
  if vim.bo[buffer].buftype ~= '' then
    return
  end
  if vim.fn.executable(options.cmd[1]) == 0 then
    if not told then
      told = true
      vim.notify('onrecord: the program "' .. options.cmd[1] .. '" was not found. Install it, or name it with require("onrecord").setup({ cmd = { "/path/to/onrecord", "lsp" } }).', vim.log.levels.WARN)
    end
    return
  end
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  if vim.lsp.start then
    return vim.lsp.start(config_for(root), { bufnr = buffer })
  end
  local id = clients[root]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config_for(root))
    clients[root] = id
  end
  if id and not vim.lsp.buf_is_attached(buffer, id) then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

--- Changes the defaults; calling it is not needed.
function M.setup(given)
  options = vim.tbl_deep_extend('force', defaults, given or {})
  if given and given.cmd then
    options.cmd = given.cmd
  end
  if given and given.filetypes then
    options.filetypes = given.filetypes
  end
end

--- Whether a buffer may hold an article or is a configuration.
function M.wants(buffer)
  if vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t') == 'onrecord.toml' then
    return true
  end
  return vim.tbl_contains(options.filetypes, vim.bo[buffer].filetype)
end

return M
