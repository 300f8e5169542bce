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
      "muted": false, "silenced": false, "inUse": true, "dropped": null, "inReach": true, "reachNote": null, "layer": "project", "conflicts": [],
      "evidence": []}]}}
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
# Promoted, it speaks in all projects, beside the one that it was copied from; what contradicts it is shown with it.
--> {"id": 20, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "notes", "text": "Use the Oxford comma."}]}}
<-- {"id": 20, "result": {"id": "$own"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 21, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.promote", "arguments": [{"id": "$own"}]}}
<-- {"id": 21, "result": {"=": true, "id": "$personal"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 22, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.promote", "arguments": [{"id": "$personal"}]}}
<-- {"id": 22, "error": {"code": -32602, "message": "/in your personal store already/"}}
--> {"id": 23, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.forget", "arguments": [{"id": "$own"}]}}
<-- {"id": 23, "result": null}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 24, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "notes", "text": "Leave out the Oxford comma."}]}}
<-- {"id": 24, "result": {"id": "$other"}}
<-- {"method": "prosed/preferencesChanged", "params": {"project": "${uri}"}}
--> {"id": 25, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences", "arguments": [{"genre": "notes"}]}}
<-- {"id": 25, "result": {"markdown": "/That one is followed/", "items": [
      {"id": "$other", "layer": "project", "inUse": true, "conflicts": [{"=": true, "id": "$personal", "text": "Use the Oxford comma.",
        "yields": false, "bySamples": false}]},
      {"id": "$personal", "layer": "personal", "inUse": false, "conflicts": [{"id": "$other", "yields": true}]}]}}
