# A project for each workspace folder; documents move when folders come and go.
!client {"experimental": {"prosed": {"news": true}}}
!ignore prosed/learning
!file one/a.md x
!file two/b.md x
!initialize {"workspaceFolders": [{"uri": "${uri}/one", "name": "one"}, {"uri": "${uri}/two", "name": "two"}]}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/two/b.md", "languageId": "markdown",
      "version": 1, "text": "This is in the second folder."}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"uri": "${uri}/two/b.md", "text": "Use contractions."}]}}
<-- {"id": 1, "result": {"id": "<int>"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}/two"}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"uri": "${uri}/one/a.md"}]}}
<-- {"id": 2, "result": {"items": []}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"uri": "${uri}/two/b.md"}]}}
<-- {"id": 3, "result": {"items": ["*"]}}
--> {"method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"added": [{"uri": "${uri}/three", "name": "three"}],
      "removed": [{"uri": "${uri}/two", "name": "two"}, {"uri": "${uri}/none", "name": "none"}]}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/two/b.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 15}, "end": {"line": 0, "character": 21}}, "text": "no"}]}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/two/b.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 4, "result": {"before": "This is in the no folder.", "preferences": []}}
!sync
--> {"method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"added": [{"uri": "${uri}/two", "name": "two"},
      {"uri": "vscode-vfs://elsewhere/x", "name": "elsewhere"}, {"name": "nothing"}], "removed": []}}}
--> {"method": "workspace/didChangeWorkspaceFolders"}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/two/b.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 5, "result": {"before": "This is in the no folder.", "preferences": ["Use contractions."]}}
