# What becomes of suggestions: the server sees in the text that one was taken and what is left of it; the rest a client says.
!initialize {"initializationOptions": {"learn": {"quiet_s": 3600}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 1, "result": {"suggestions": []}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "It is late in the year.\n\nIt is early.\n"}}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 2, "result": {"suggestion": "$one", "after": "It's late in the year."}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 0}}]}}
<-- {"id": 3, "result": {"suggestion": "$other", "after": "It's early."}}
!sync
# Taken, without a word of the client.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}}, "text": "It's"}]}}
--> {"id": "reject", "method": "workspace/executeCommand", "params": {"command": "prosed.reject", "arguments": [{"suggestion": "$other"}]}}
<-- {"id": "reject", "result": null}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 4, "result": {"suggestions": [{"=": true, "week": "/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/", "offered": 2, "taken": 1, "partly": 0,
      "edited": 0, "rejected": 1, "kept": 0.5}]}}
!sync
# What the client says late does not undo what is known.
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": "$one", "feedback": "shown"}]}}
<-- {"id": 5, "result": null}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 4}}, "text": "Winter comes"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 6, "result": {"suggestions": [{"taken": 1, "edited": 1, "rejected": 1, "kept": "<number>"}]}}
--> {"id": 7, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences"}}
<-- {"id": 7, "result": {"markdown": "/What became of suggestions[^]*[|] 2 [|] 1 [|] 0 [|] 1 [|] 1 [|] 0 % [|]/"}}
!sync
# Taken back: turned down.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 4},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 12}}, "text": "It is"}]}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 8, "result": {"suggestions": [{"offered": 2, "taken": 0, "rejected": 2, "kept": 0}]}}
--> {"id": 9, "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": "$other", "feedback": "partly", "kept": 0.25}]}}
<-- {"id": 9, "result": null}
--> {"id": 10, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 10, "result": {"suggestions": [{"offered": 2, "taken": 1, "partly": 1, "rejected": 1, "kept": 0.125}]}}
