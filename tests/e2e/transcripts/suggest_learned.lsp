# A preference that was learned is hinted at without being pinned, with what confirmed it: where the sample stands by now.
!client {"experimental": {"prosed": {"news": true}}, "textDocument": {"publishDiagnostics": {"relatedInformation": true}}}
!initialize {"initializationOptions": {"learn": {"quiet_s": 0}}}
!ignore prosed/learning
!only turns bytes
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/harbour.md", "languageId": "markdown",
      "version": 1, "text": "# Logs\n\n\n"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/harbour.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}},
        "text": "We don't keep the old logs, because they aren't read. "}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/harbour.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 54}, "end": {"line": 2, "character": 54}},
        "text": "You'll find what you need in the new ones, and it's all in one place now."}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/harbour.md", "version": 4},
      "contentChanges": [{"range": {"start": {"line": 2, "character": 127}, "end": {"line": 2, "character": 127}},
        "text": " They weren't easy to read, and we couldn't copy them. I don't think you'd miss them, and they won't come back.\n"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/harbour.md"}}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
!sync
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/other.md", "languageId": "markdown",
      "version": 1, "text": "It is late.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/other.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/other.md", "diagnostics": [{"message": "Use contractions.",
      "relatedInformation": [{"=": true, "location": {"=": true, "uri": "${uri}/harbour.md",
        "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}}, "message": "/^[+]2: We don't keep the old logs/"}]}]}}
<-- {"id": 1, "result": {"hints": [{"message": "Use contractions.", "evidence": [
      {"sample": "<int>", "score": 2, "path": "harbour.md", "excerpt": "/^We don't keep/", "time": "<int>"}]}]}}
!sync
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/harbour.md"}}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.clear"}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": []}}
<-- {"id": 2, "result": null}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/other.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": [{"relatedInformation": [{"location": {
      "uri": "${uri}/harbour.md", "range": {"start": {"line": 0, "character": 0}}}}]}]}}
<-- {"id": 3, "result": {"hints": ["*"]}}
!sync
# Forgetting the sample takes the preference, and its hint.
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 4, "result": {"items": [{"id": "$sample"}]}}
!sync
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.samples.forget", "arguments": [{"id": "$sample"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/other.md", "diagnostics": []}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
<-- {"id": 5, "result": null}
