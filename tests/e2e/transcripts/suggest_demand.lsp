# Hints when they are asked for: what they hold, how they move and go, and "not here".
!client {"textDocument": {"publishDiagnostics": {"relatedInformation": true}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "$preference"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof — do not go.\n\nThis isn't new.\n\nWe do not\nknow it.\n"}}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"=": true, "uri": "${uri}/a.md", "version": 1, "diagnostics": [
      {"=": true, "range": {"start": {"line": 2, "character": 11}, "end": {"line": 2, "character": 17}}, "severity": 4,
       "code": "$preference", "source": "prosed", "message": "Use contractions.", "relatedInformation": [],
       "data": {"=": true, "id": "$first", "preference": "$preference", "rewrites": true, "changes": [
         {"kind": "same", "text": "The roof — "}, {"kind": "removed", "text": "do not"}, {"kind": "added", "text": "don't"}, {"kind": "same", "text": " go."}]}},
      {"range": {"start": {"line": 6, "character": 3}, "end": {"line": 6, "character": 9}}, "data": {"id": "$second"}}]}}
<-- {"id": 1, "result": {"=": true, "uri": "${uri}/a.md", "version": 1, "complete": true, "reason": null, "hints": [
      {"=": true, "id": "$first", "range": {"start": {"line": 2, "character": 11}, "end": {"line": 2, "character": 17}},
       "passage": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 21}}, "message": "Use contractions.",
       "preference": "$preference", "rewrites": true, "changes": "<list>", "evidence": []},
      {"id": "$second", "passage": {"start": {"line": 6, "character": 0}, "end": {"line": 7, "character": 8}}}]}}
!sync
# Looked at again, nothing is told twice, and the ids are the same.
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 2, "result": {"hints": [{"id": "$first"}, {"id": "$second"}]}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md",
      "range": {"start": {"line": 7, "character": 0}, "end": {"line": 7, "character": 0}}}]}}
<-- {"id": 3, "result": {"hints": [{"id": "$second"}]}}
!sync
# A change elsewhere moves them, and says nothing; one inside takes the hint away.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "New.\n\n"}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 4, "character": 2}, "end": {"line": 4, "character": 2}}, "text": "x"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "version": 3, "diagnostics": [
      {"range": {"start": {"line": 8, "character": 3}, "end": {"line": 8, "character": 9}}, "data": {"id": "$second"}}]}}
!sync
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.dismiss", "arguments": [{"uri": "${uri}/a.md", "id": "$first"}]}}
<-- {"id": 4, "error": {"code": -32801, "message": "there is no such hint any more; its passage may have changed"}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.dismiss", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 5, "error": {"code": -32602, "message": "/missing/"}}
!sync
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.dismiss",
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 9, "character": 1}}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "version": 3, "diagnostics": []}}
<-- {"id": 6, "result": null}
!sync
# It stays away while the passage reads so, wherever it stands; not when it reads otherwise.
--> {"id": 7, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [{"data": {"id": "$third"}}]}}
<-- {"id": 7, "result": {"hints": [{"id": "$third", "range": {"start": {"line": 4, "character": 12}}}]}}
!sync
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 4},
      "contentChanges": [{"range": {"start": {"line": 9, "character": 7}, "end": {"line": 9, "character": 7}}, "text": "s"}]}}
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [{"data": {"id": "$third"}}, {"data": {"id": "$fourth"}}]}}
<-- {"id": 8, "result": {"hints": [{"id": "$third"}, {"id": "$fourth"}]}}
!sync
--> {"id": 9, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.clear", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": []}}
<-- {"id": 9, "result": null}
--> {"id": 10, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.clear"}}
<-- {"id": 10, "result": null}
!sync
--> {"id": 11, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": ["*", "*"]}}
<-- {"id": 11, "result": {"hints": ["*", "*"]}}
!sync
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "diagnostics": []}}
--> {"id": 12, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 12, "error": {"code": -32602}}
