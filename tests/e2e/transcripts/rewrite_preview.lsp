# A preview: what would change, for which version, and why; nothing is changed by it.
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "version": 1, "instruction": null}]}}
<-- {"id": 1, "result": {"=": true, "suggestion": "$suggestion", "uri": "${uri}/a.md", "version": 1,
      "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 48}},
      "before": "The roof is very old and the door is very heavy.", "after": "The roof is old and the door is heavy.",
      "edits": [
        {"range": {"start": {"line": 2, "character": "<int>"}, "end": {"line": 2, "character": "<int>"}}, "newText": "<text>"},
        {"range": {"start": {"line": 2, "character": "<int>"}, "end": {"line": 2, "character": "<int>"}}, "newText": "<text>"}],
      "changes": [{"=": true, "kind": "same", "text": "The roof is "}, {"kind": "removed", "text": "very "},
        {"kind": "same", "text": "old and the door is "}, {"kind": "removed", "text": "very "}, {"kind": "same", "text": "heavy."}],
      "refused": 0, "reason": null, "preferences": ["<text>"]}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": "$suggestion", "feedback": "shown"}]}}
<-- {"id": 2, "result": null}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.reject",
      "arguments": [{"suggestion": "$suggestion"}]}}
<-- {"id": 3, "result": null}
# The empty line between the paragraphs has no prose.
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}}]}}
<-- {"id": 4, "error": {"code": -32803, "message": "/no prose/"}}
