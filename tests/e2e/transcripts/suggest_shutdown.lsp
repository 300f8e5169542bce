# Saved while somebody types, and then shut down: the look that waits for a pause finds no document any more.
!bare
!only turns
!initialize {}
--> {"id": "start", "method": "initialize", "params": {"processId": null, "rootUri": "${uri}", "capabilities": {},
      "initializationOptions": {"suggest": {"when": "save"}, "learn": {"enabled": false}}}}
<-- {"id": "start", "result": {"capabilities": "*"}}
--> {"method": "initialized", "params": {}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "It is late"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 10}, "end": {"line": 0, "character": 10}}, "text": "."}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
!sync
--> {"id": "end", "method": "shutdown"}
<-- {"id": "end", "result": null}
!sync
!sleep 3200
--> {"method": "exit"}
!exit 0
