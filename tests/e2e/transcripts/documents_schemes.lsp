# Documents that are in no file of this machine are served like others, but not followed: they teach nothing.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:Untitled-1",
      "languageId": "markdown", "version": 1, "text": "A text in no file."}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file://elsewhere/share/b.md",
      "languageId": "markdown", "version": 1, "text": "A text elsewhere."}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/with%20space%20%C3%A4%23.md",
      "languageId": "markdown", "version": 1, "text": "A text with a name."}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "not a uri at all %zz",
      "languageId": "markdown", "version": 1, "text": "A text with no name."}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "untitled:Untitled-1", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 1, "result": {"uri": "untitled:Untitled-1", "before": "A text in no file."}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "file://elsewhere/share/b.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 2, "result": {"before": "A text elsewhere."}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/with%20space%20%C3%A4%23.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 3, "result": {"before": "A text with a name."}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "not a uri at all %zz", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 4, "result": {"before": "A text with no name."}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file://elsewhere/share/b.md"}]}}
<-- {"id": 5, "result": {"followed": false, "off": "/no file of this machine/"}}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "untitled:Untitled-1"}]}}
<-- {"id": 6, "result": {"followed": true}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "untitled:Untitled-1"}}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "not a uri at all %zz"}}}
!sync
