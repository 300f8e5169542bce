# Without a home folder there is nowhere to keep anything: said once, and the server goes on.
!env HOME=
<-- {"method": "window/showMessage", "params": {"type": 2, "message": "/XDG_CONFIG_HOME/"}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": null}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "One line.\n"}}}
--> {"id": 1, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}}}
<-- {"id": 1, "result": ["*"]}
!sync
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": 2, "error": {"code": -32803, "message": "/set HOME or XDG_DATA_HOME/"}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 3, "error": {"code": -32803, "message": "/set HOME or XDG_DATA_HOME/"}}
!sync
