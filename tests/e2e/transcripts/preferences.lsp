# Preferences are added, shown, changed and forgotten by commands.
!client {"experimental": {"prosed": {"news": true}}}
!ignore prosed/learning
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences"}}
<-- {"id": 1, "result": {"=": true, "markdown": "/^# /", "items": []}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": 2, "result": {"=": true, "id": "$id"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"genre": "docs"}]}}
<-- {"id": 3, "result": {"markdown": "/Use contractions/", "items": [{"=": true, "id": "$id", "text": "Use contractions.",
      "genre": "docs", "mean": 0, "sampleCount": 0, "source": "added", "model": "*", "time": "<int>", "pinned": true,
      "muted": false, "inUse": true, "inReach": true, "evidence": []}]}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.edit",
      "arguments": [{"id": "$id", "text": "Write numbers as figures."}]}}
<-- {"id": 4, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.unpin", "arguments": [{"id": "$id"}]}}
<-- {"id": 5, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.pin", "arguments": [{"id": "$id"}]}}
<-- {"id": 6, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 7, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.mute", "arguments": [{"id": "$id"}]}}
<-- {"id": 7, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
!sync
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 8, "result": {"items": [{"id": "$id", "text": "Write numbers as figures.", "muted": true, "inUse": false}]}}
--> {"id": 9, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.unmute", "arguments": [{"id": "$id"}]}}
<-- {"id": 9, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 10, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.forget", "arguments": [{"id": "$id"}]}}
<-- {"id": 10, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 11, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.pin", "arguments": [{"id": "$id"}]}}
<-- {"id": 11, "error": {"code": -32803, "message": "<text>"}}
!sync
# What is no preference is refused with a reason; the genre of a document serves when none is given.
--> {"id": 12, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "  "}]}}
<-- {"id": 12, "error": {"code": -32602, "message": "<text>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/README.md", "languageId": "markdown",
      "version": 1, "text": "x"}}}
--> {"id": 13, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"uri": "${uri}/README.md", "text": "Use contractions."}]}}
<-- {"id": 13, "result": {"id": "<int>"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 14, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"genre": "email"}]}}
<-- {"id": 14, "result": {"items": []}}
