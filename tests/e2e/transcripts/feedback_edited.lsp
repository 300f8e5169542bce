# A suggestion that is taken and then edited is a sample: what stood there is its task, and what was suggested its first draft.
!client {"experimental": {"prosed": {"news": true}}}
!initialize {"initializationOptions": {"learn": {"quiet_s": 0}}}
!ignore prosed/learning
!only turns bytes
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "It is late in the year, and the boats that are still out do not come home before the evening.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 1, "result": {"after": "It's late in the year, and the boats that are still out don't come home before the evening."}}
!sync
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2}, "contentChanges": [
      {"range": {"start": {"line": 0, "character": 57}, "end": {"line": 0, "character": 63}}, "text": "don't"},
      {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}}, "text": "It's"}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 3}, "contentChanges": [
      {"range": {"start": {"line": 0, "character": 17}, "end": {"line": 0, "character": 21}}, "text": "autumn when the lamps are lit"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
!sync
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 2, "result": {"items": [{"state": "learned",
      "task": "It is late in the year, and the boats that are still out do not come home before the evening.",
      "text": "/^It's late in the autumn when the lamps are lit, and/",
      "firstDraft": "It's late in the year, and the boats that are still out don't come home before the evening."}]}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 3, "result": {"suggestions": [{"offered": 1, "taken": 1, "edited": 1}]}}
