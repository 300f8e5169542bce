# Learning can be paused, resumed and hurried; without the editor's support nothing is shown.
!initialize {"initializationOptions": {"learn": {"quiet_s": 600}}}
!client {"experimental": {"prosed": {"news": true}}}
!ignore prosed/learning
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/notes.md", "languageId": "markdown",
      "version": 1, "text": "# Logs\n\n\n"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/notes.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}},
        "text": "We don't keep the old logs, because they aren't read. "}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/notes.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 54}, "end": {"line": 2, "character": 54}},
        "text": "You'll find what you need in the new ones, and it's all in one place now.\n"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/notes.md"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.pause"}}
<-- {"id": 1, "result": {"phase": "paused", "done": 0, "waiting": "<int>"}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.now"}}
<-- {"id": 2, "result": {"phase": "paused", "done": 0, "total": 1, "waiting": 0}}
!sleep 300
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 3, "result": {"learning": {"phase": "paused", "done": 0}}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.learn.resume"}}
<-- {"id": 4, "result": {"phase": "busy", "done": 0, "total": 1}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
