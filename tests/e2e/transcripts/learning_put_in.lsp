# Text that came in at once teaches nothing, however short its pieces; the person's word that it was theirs counts.
!env PROSED_TYPING=keys
!initialize {"initializationOptions": {"learn": {"quiet_s": 0}}}
!ignore window/workDoneProgress/create prosed/learning $/progress
!only turns
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/notes.md", "languageId": "markdown",
      "version": 1, "text": "# Logs\n\n\n"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/notes.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}},
        "text": "We don't keep the old logs, because they aren't read. "}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/notes.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 54}, "end": {"line": 2, "character": 54}},
        "text": "You'll find what you need in the new ones, and it's all in one place now.\n"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/notes.md"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.now"}}
<-- {"id": 1, "result": "*"}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 2, "result": {"items": []}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 3, "result": {"learning": {"typing": "keys"}}}
!sync
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.wrote", "arguments": [
      {"uri": "${uri}/notes.md", "range": {"start": {"line": 2, "character": 0}, "end": {"line": 3, "character": 0}}}]}}
<-- {"id": 4, "result": {}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/notes.md"}}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.now"}}
<-- {"id": 5, "result": "*"}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 6, "result": {"items": [{"path": "notes.md", "text": "/^We don't keep/"}]}}
