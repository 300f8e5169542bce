# With suggest.when "save" hints come after a save, but not where somebody is typing until they have paused.
!initialize {"initializationOptions": {"suggest": {"when": "save"}, "learn": {"enabled": false}}}
!only turns bytes
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "$preference"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "It is late.\n\nIt is early\n"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 11}, "end": {"line": 2, "character": 11}}, "text": "."}]}}
!sync
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "version": 2, "diagnostics": [
      {"range": {"start": {"line": 0, "character": 0}}, "data": {"id": "$first"}}]}}
!sync
!sleep 1000
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
!sync
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "version": 2, "diagnostics": [
      {"data": {"id": "$first"}}, {"range": {"start": {"line": 2, "character": 0}}}]}}
!sync
# A second look finds nothing new, and says nothing.
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
!sync
# Turned off, all of it goes, and nothing comes.
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {"prosed": {"suggest": {"when": "off"}}}}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "diagnostics": []}}
!sync
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 1, "error": {"code": -32803, "message": "suggest.when is \"off\" here; set it to \"demand\" or \"save\" for hints"}}
