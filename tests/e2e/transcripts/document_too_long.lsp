# A document of more than 20 MB is left alone, and can still be closed.
!only turns
!long ${uri}/long.md 20971521
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/long.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 1, "error": {"code": -32803, "message": "/longer than 20 MB/"}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/long.md"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/long.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 9}}, "text": ""}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/long.md", "version": 3},
      "contentChanges": [{"text": "Now it is short."}]}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/long.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 2, "result": {"before": "Now it is short."}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/long.md"}}}
