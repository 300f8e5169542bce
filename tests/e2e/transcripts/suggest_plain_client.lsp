# An editor that knows commands only, in utf-8: the same fixes as commands.
!bare
!initialize {}
--> {"id": "start", "method": "initialize", "params": {"processId": null, "rootUri": "${uri}", "capabilities": {
      "general": {"positionEncodings": ["utf-8"]}, "workspace": {"applyEdit": true}}}}
<-- {"id": "start", "result": {"capabilities": {"positionEncoding": "utf-8", "codeActionProvider": true}}}
--> {"method": "initialized", "params": {}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "$preference"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "Öl — do not wait.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [
      {"range": {"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 14}}, "relatedInformation": "!", "data": {"id": "$hint"}}]}}
<-- {"id": 1, "result": {"hints": ["*"]}}
!sync
--> {"id": 2, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}}}
<-- {"id": 2, "result": [
      {"=": true, "title": "Rewrite this passage so: Use contractions.", "command": "prosed.suggest.rewrite", "arguments": [{"uri": "${uri}/a.md", "id": "$hint", "apply": true}]},
      {"=": true, "title": "Not here: Use contractions.", "command": "prosed.suggest.dismiss", "arguments": [{"uri": "${uri}/a.md", "id": "$hint"}]},
      {"=": true, "title": "Not a preference: Use contractions.", "command": "prosed.suggest.mute", "arguments": [{"uri": "${uri}/a.md", "id": "$hint"}]},
      {"title": "Rewrite in my style"}]}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.rewrite", "arguments": [{"uri": "${uri}/a.md", "id": "$hint", "apply": true}]}}
<-- {"id": "$edit", "method": "workspace/applyEdit", "params": {"edit": {"changes": {"${uri}/a.md": [
      {"range": {"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 14}}, "newText": "don't"}]}}}}
--> {"id": "$edit", "result": {"applied": true}}
<-- {"id": 3, "result": {"applied": true}}
!sync
--> {"id": "end", "method": "shutdown"}
<-- {"id": "end", "result": null}
--> {"method": "exit"}
!exit 0
