# Saved writing is learned in the background, with progress that the editor shows.
!client {"window": {"workDoneProgress": true}, "experimental": {"prosed": {"news": true}}}
!initialize {"initializationOptions": {"learn": {"quiet_s": 0}}}
!ignore prosed/learning
!only turns bytes
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/notes.md", "languageId": "markdown",
      "version": 1, "text": "# Logs\n\n\n"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/notes.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}},
        "text": "We don't keep the old logs, because they aren't read. "}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/notes.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 54}, "end": {"line": 2, "character": 54}},
        "text": "You'll find what you need in the new ones, and it's all in one place now.\n"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/notes.md"}}}
<-- {"id": "$create", "method": "window/workDoneProgress/create", "params": {"token": "$token"}}
--> {"id": "$create", "result": null}
!ignore $/progress
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
!until {"method": "$/progress", "params": {"token": "$token", "value": {"kind": "end", "message": "/^Learned from 1 sample$/"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 1, "result": {"=": true, "items": [{"=": true, "id": "$sample", "path": "notes.md", "genre": "<text>",
      "state": "learned", "task": "*", "text": "/^We don't keep/", "firstDraft": null, "time": "<int>", "error": null, "preferences": "<list>"}]}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.samples", "arguments": [{"id": "$sample"}]}}
<-- {"id": 2, "result": {"items": [{"id": "$sample"}]}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.samples.forget", "arguments": [{"id": "$sample"}]}}
<-- {"id": 3, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 4, "result": {"items": []}}
