# A project narrows; what is ignored gets no hints: a save says nothing of it, who asks is told.
!file .prosed.json {"exclude": ["drafts/**"]}
!initialize {"initializationOptions": {"suggest": {"when": "save"}, "learn": {"enabled": false}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "$preference"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/drafts/a.md", "languageId": "markdown",
      "version": 1, "text": "It is late.\n"}}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/drafts/a.md"}}}
!sync
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/drafts/a.md"}]}}
<-- {"id": 1, "error": {"code": -32803, "message": "/^drafts.a.md is left alone: left out by the setting exclude/"}}
!sync
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/b.md", "languageId": "markdown",
      "version": 1, "text": "It is late.\n"}}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/b.md"}}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/b.md", "diagnostics": ["*"]}}
!sync
!write .prosed.json {"suggest.when": "off"}
--> {"method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": "${uri}/.prosed.json", "type": 2}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/b.md", "diagnostics": []}}
