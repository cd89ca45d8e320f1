-- Attaches the server to articles and to onrecord.toml as they are opened.
if vim.g.loaded_onrecord then
  return
end
vim.g.loaded_onrecord = true

local group = vim.api.nvim_create_augroup('onrecord', { clear = true })
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  callback = function(event)
    local onrecord = require('onrecord')
    local buffer = event.buf
    if onrecord.wants(buffer) then
      onrecord.attach(buffer)
    end
  end,
})
