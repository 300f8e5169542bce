# "Not a preference" takes its hints away in every document, and the preference is muted; so does muting it elsewhere.
!client {"experimental": {"prosed": {"news": true}}}
!ignore prosed/learning prosed/preferencesChanged
--> {"id": "one", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "one", "result": {"id": "$preference"}}
--> {"id": "two", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use British spelling."}]}}
<-- {"id": "two", "result": {"id": "$spelling"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "It is late.\n\nThe color.\n"}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/b.md", "languageId": "markdown",
      "version": 7, "text": "It is early, and the color is red.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "diagnostics": [{"data": {"id": "$hint"}}, {"message": "Use British spelling."}]}}
<-- {"id": 1, "result": {"hints": ["*", "*"]}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/b.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/b.md", "version": 7, "diagnostics": [{"message": "Use contractions."}]}}
<-- {"id": 2, "result": {"hints": ["*"]}}
!sync
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest.mute", "arguments": [{"uri": "${uri}/a.md", "id": "$hint"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "diagnostics": [{"message": "Use British spelling."}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/b.md", "diagnostics": []}}
<-- {"id": 3, "result": null}
!sync
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/b.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/b.md", "diagnostics": [{"message": "Use British spelling."}]}}
<-- {"id": 4, "result": {"hints": ["*"]}}
!sync
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.edit",
      "arguments": [{"id": "$spelling", "text": "Use the spelling of the Admiralty."}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/a.md", "diagnostics": []}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "${uri}/b.md", "diagnostics": []}}
<-- {"id": 5, "result": null}
